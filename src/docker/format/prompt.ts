/** Questions on stdin (docker/cli internal/prompt). */
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import { StatusError } from '../errors.ts';

/** Asks a yes-or-no question; anything but `y` is no. */
export function* confirm(cli: Cli, question: string): Sys<boolean> {
  yield* cli.out(`${question} [y/N] `);
  return (yield* readLine(cli)).trim().toLowerCase() === 'y';
}

/** One line from stdin, a byte at a time so that the rest stays for others. */
export function* readLine(cli: Cli): Sys<string> {
  const bytes: number[] = [];
  for (;;) {
    const piece = yield* cli.proc.read(0, 1);
    const byte = piece[0];
    if (byte === undefined || byte === 10) return new TextDecoder().decode(Uint8Array.from(bytes)).replace(/\r$/, '');
    bytes.push(byte);
  }
}

/** The confirmation that `--force` skips. A no ends the command with exit code 0 and no output. */
export function* confirmPrune(cli: Cli, force: boolean, question: string): Sys<boolean> {
  return force || (yield* confirm(cli, question));
}

/** stdin is no terminal though `-t` asks for one. */
export function checkTty(cli: Cli, attachStdin: boolean, tty: boolean): void {
  if (tty && attachStdin && !cli.isTerminal(0)) throw new StatusError('the input device is not a TTY');
}
