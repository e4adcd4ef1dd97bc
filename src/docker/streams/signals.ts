/** Signals that the CLI gets and the container is meant to get (docker/cli container/signals.go), and changes of the window size. */
import { signalName, type Signal } from '../../kernel/signals.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import { StatusError } from '../errors.ts';

/** Not sent on: children of the CLI's own, broken pipes, Go's preemption; SIGKILL and SIGSTOP cannot be caught. */
const KEPT: ReadonlySet<string> = new Set(['SIGCHLD', 'SIGPIPE', 'SIGURG', 'SIGKILL', 'SIGSTOP']);

/** From now on sends signals to the container instead of acting on them. */
export function forwardSignals(cli: Cli, container: string): void {
  for (let number = 1; number <= 31; number++) {
    const signal = signalName(number);
    if (signal !== undefined && !KEPT.has(signal)) cli.proc.sigaction(signal, (got) => forward(cli, container, got));
  }
}

function* forward(cli: Cli, container: string, signal: Signal): Sys<void> {
  cli.proc.thread(
    (function* kill() {
      try {
        yield* cli.client.call('POST', `/containers/${container}/kill`, { signal: signal.slice(3) });
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
      }
    })(),
    'signal',
  );
}

/** Tells the daemon the size of the terminal now and whenever it changes. `path` is `/containers/ID/resize` or `/exec/ID/resize`. */
export function monitorSize(cli: Cli, path: string): void {
  const { proc } = cli;
  const tell = (): void => {
    if (!cli.isTerminal(1)) return;
    const { rows, cols } = proc.windowSize(1);
    if (rows > 0 || cols > 0) proc.thread(resize(cli, path, { h: String(rows), w: String(cols) }), 'resize');
  };
  proc.sigaction('SIGWINCH', function* changed() {
    tell();
  });
  tell();
}

/** Tries again for a while: a container that is about to start cannot be resized yet. */
function* resize(cli: Cli, path: string, size: Readonly<Record<string, string>>): Sys<void> {
  for (let retry = 0; retry < 11; retry++) {
    try {
      yield* cli.client.call('POST', path, size);
      return;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      yield* cli.proc.sleep((retry + 1) * 10_000_000);
    }
  }
}
