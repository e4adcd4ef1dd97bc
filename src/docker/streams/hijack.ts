/** The two directions of an attached stream at once: what is typed goes in, what the container writes comes out (docker/cli container/hijack.go). */
import { isSysError } from '../../kernel/errno.ts';
import type { Sys, Thread } from '../../kernel/sys.ts';
import { RAW } from '../../kernel/tty/types.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { Cli } from '../cli.ts';
import type { Connection } from '../client/connection.ts';
import { StatusError } from '../errors.ts';
import { copyOutput } from './copy.ts';
import { DEFAULT_DETACH_KEYS, DetachFilter, parseDetachKeys } from './detach-keys.ts';

export interface StreamOptions {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
  /** '' for ctrl-p,ctrl-q. */
  readonly detachKeys: string;
}

/** A running attachment. `done` says how it ended, once it has. */
export class Attachment {
  /** 'end': the container's output ended; 'detached': the user typed the detach keys. */
  done: 'end' | 'detached' | undefined;
  failure: StatusError | undefined;
  readonly finished = new WaitQueue();
  readonly #cli: Cli;
  readonly #connection: Connection;
  #threads: Thread[] = [];
  #restore: (() => void) | undefined;

  constructor(cli: Cli, connection: Connection, options: StreamOptions) {
    this.#cli = cli;
    this.#connection = connection;
    if (options.stdin && options.tty) this.#makeRaw();
    const wantsOutput = options.stdout || options.stderr;
    if (wantsOutput) this.#threads.push(cli.proc.thread(this.#output(options), 'attach output'));
    this.#threads.push(cli.proc.thread(this.#input(options, wantsOutput), 'attach input'));
  }

  /** Blocks until it has ended. */
  *wait(): Sys<void> {
    while (this.done === undefined) yield* this.#cli.proc.block([this.finished]);
    if (this.failure !== undefined) throw this.failure;
  }

  /** Ends it from this side. */
  close(): void {
    for (const thread of this.#threads) thread.cancel();
    this.#threads = [];
    this.#restore?.();
    this.#connection.close();
  }

  #finish(how: 'end' | 'detached'): void {
    this.done ??= how;
    this.#restore?.();
    this.finished.wake();
  }

  #makeRaw(): void {
    const { proc } = this.#cli;
    if (!proc.isatty(0)) return;
    const before = proc.tcgetattr(0);
    proc.tcsetattr(0, RAW);
    this.#restore = () => {
      this.#restore = undefined;
      proc.tcsetattr(0, before);
    };
  }

  *#output(options: StreamOptions): Sys<void> {
    try {
      yield* copyOutput(this.#cli, () => this.#connection.read(), options.tty, options);
    } catch (error) {
      if (error instanceof StatusError) this.failure = error;
      else if (!isSysError(error)) throw error;
    }
    this.#finish('end');
  }

  *#input(options: StreamOptions, wantsOutput: boolean): Sys<void> {
    const { proc } = this.#cli;
    const filter = options.tty ? new DetachFilter(this.#detachKeys(options.detachKeys)) : undefined;
    if (options.stdin) {
      try {
        for (let piece = yield* proc.read(0); piece.length > 0; piece = yield* proc.read(0)) {
          yield* this.#connection.write(filter === undefined ? piece : filter.push(piece));
          if (filter?.detached) {
            this.#finish('detached');
            return;
          }
        }
      } catch (error) {
        if (!isSysError(error)) throw error;
      }
    }
    try {
      this.#connection.closeWrite();
    } catch (error) {
      if (!isSysError(error)) throw error;
    }
    if (!wantsOutput) this.#finish('end');
  }

  #detachKeys(text: string): readonly number[] {
    if (text === '') return DEFAULT_DETACH_KEYS;
    try {
      return parseDetachKeys(text);
    } catch (error) {
      if (error instanceof StatusError) return DEFAULT_DETACH_KEYS;
      throw error;
    }
  }
}
