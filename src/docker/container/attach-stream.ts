/** POST /containers/{id}/attach and /wait, as run, start and attach use them. */
import type { WaitResponse } from '../../api/container.ts';
import { formatTime, RFC3339 } from '../../formats/go-time/layout.ts';
import { quote } from '../../formats/pflag/quote.ts';
import type { Sys, Thread } from '../../kernel/sys.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { Cli } from '../cli.ts';
import { lessThan } from '../client/versions.ts';
import { StatusError } from '../errors.ts';
import { Attachment, type StreamOptions } from '../streams/hijack.ts';

export function* attachTo(cli: Cli, container: string, options: StreamOptions): Sys<Attachment> {
  const on = (wanted: boolean): string | undefined => (wanted ? '1' : undefined);
  const { connection } = yield* cli.client.hijack({
    method: 'POST',
    path: `/containers/${container}/attach`,
    query: { stream: '1', stdin: on(options.stdin), stdout: on(options.stdout), stderr: on(options.stderr), detachKeys: options.detachKeys || undefined },
    headers: { 'Content-Type': 'text/plain' },
  });
  return new Attachment(cli, connection, options);
}

/** The keys in force: the flag's, else those of config.json. */
export const detachKeysOf = (cli: Cli, given: string): string => given || cli.config.values.detachKeys || '';

/** Waits for the exit of a container while other things go on. */
export class ExitWait {
  code: number | undefined;
  failure: StatusError | undefined;
  readonly done = new WaitQueue();
  readonly #cli: Cli;
  #thread: Thread | undefined;

  private constructor(cli: Cli) {
    this.#cli = cli;
  }

  /** Returns as soon as the daemon has answered that it waits, so that no exit is missed. */
  static *begin(cli: Cli, container: string, condition: string | undefined): Sys<ExitWait> {
    const wait = new ExitWait(cli);
    yield* cli.ping();
    const query = condition === undefined || lessThan(cli.client.version, '1.30') ? {} : { condition };
    let response;
    try {
      response = yield* cli.client.request({ method: 'POST', path: `/containers/${container}/wait`, query });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      wait.failure = error;
      return wait;
    }
    const body = response;
    wait.#thread = cli.proc.thread(
      (function* read(): Sys<void> {
        try {
          const result = yield* body.json<WaitResponse>();
          if (result.Error !== undefined && result.Error !== null) wait.failure = new StatusError(result.Error.Message);
          wait.code = result.StatusCode;
        } catch (error) {
          if (!(error instanceof StatusError)) throw error;
          wait.failure = error;
        }
        wait.done.wake();
      })(),
      'wait',
    );
    return wait;
  }

  get settled(): boolean {
    return this.code !== undefined || this.failure !== undefined;
  }

  *#settle(): Sys<void> {
    while (!this.settled) yield* this.#cli.proc.block([this.done]);
  }

  /** The exit code as `run` reports it: 125, with a line on stderr, when waiting failed. */
  *status(): Sys<number> {
    yield* this.#settle();
    if (this.failure === undefined) return this.code ?? 0;
    const cause = this.code === undefined ? 'error waiting for container' : 'Error waiting for container';
    yield* this.#cli.err(logLine(this.#cli, `${cause}: ${this.failure.message}`));
    return 125;
  }

  /** The exit code as `attach` reports it; a failure is thrown. */
  *result(): Sys<number> {
    yield* this.#settle();
    if (this.failure !== undefined) throw this.failure;
    return this.code ?? 0;
  }

  cancel(): void {
    this.#thread?.cancel();
  }
}

/** A line of the client's own log (logrus' text format). */
export function logLine(cli: Cli, message: string, level = 'error'): string {
  if (cli.isTerminal(2)) return `\x1b[31m${level.slice(0, 4).toUpperCase()}\x1b[0m[0000] ${message.padEnd(44)} \n`;
  const time = formatTime((cli.proc.realtime() / 1_000_000_000n) * 1_000_000_000n, RFC3339);
  return `time="${time}" level=${level} msg=${quote(message)}\n`;
}
