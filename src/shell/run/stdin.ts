/** Commands from standard input that is no terminal: one complete command at a time, so that commands can read what follows. */
import { parseShell } from '../parse.ts';
import { readLine } from '../input.ts';
import { runText } from './text.ts';
import { CommandFailed } from '../errors.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** Reads and runs commands to the end of input; the last status. */
export function* runStandardInput(sh: Shell): Sys<number> {
  let pending = '';
  let line = 0;
  let first = 1;
  for (;;) {
    const next = yield* readLine(sh, 0);
    if (next === undefined && pending === '') return sh.status;
    line++;
    if (next !== undefined) {
      if (sh.option('verbose')) yield* sh.proc.write(2, `${next.text}\n`);
      pending += next.ended ? `${next.text}\n` : next.text;
      if (next.ended && parseShell(pending).kind === 'incomplete') continue;
    }
    const text = pending;
    pending = '';
    try {
      if (text.trim() !== '') yield* runText(sh, text, { name: sh.name, line: first, top: true });
    } catch (error) {
      if (!(error instanceof CommandFailed) || error.fatal) throw error;
      sh.status = error.status;
    }
    first = line + 1;
    if (next === undefined) return sh.status;
  }
}
