/** `set -x`. */
import { expandPromptString } from '../prompt.ts';
import { quoteIfNeeded } from '../quote.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** Writes a line behind PS4, whose first character is repeated for each level of subshell and `eval`. */
export function* traceLine(sh: Shell, text: string): Sys<void> {
  const ps4 = sh.vars.get('PS4') ?? '+ ';
  const expanded = sh.isBash ? yield* expandPromptString(sh, ps4) : ps4;
  const first = [...expanded][0] ?? '';
  yield* sh.proc.write(2, `${first.repeat(sh.isBash ? sh.traceDepth : 0)}${expanded}${text}\n`);
}

/** Traces a simple command with its words as they are after expansion. */
export function* traceCommand(sh: Shell, words: readonly string[]): Sys<void> {
  yield* traceLine(sh, sh.isBash ? words.map(quoteIfNeeded).join(' ') : words.join(' '));
}
