/** Options of builtins: single letters, joined or apart, ended by `--`. */
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** Special builtins of POSIX: assignments before them stay, their errors end a shell that is not bash. */
export const SPECIAL: ReadonlySet<string> = new Set(['break', ':', 'continue', '.', 'eval', 'exec', 'exit', 'export', 'readonly', 'return', 'set', 'shift', 'times', 'trap', 'unset']);

export interface Parsed { readonly flags: ReadonlyMap<string, string>; readonly rest: readonly string[]; readonly index: number }

/**
 * Splits `words` (name first) by an option string as of getopt(3). An unknown option is reported with the usage line; then the result is
 * undefined and the status 2.
 */
export function* parseOptions(sh: Shell, words: readonly string[], letters: string, usage: string, plus = false): Sys<Parsed | undefined> {
  const flags = new Map<string, string>();
  let i = 1;
  for (; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--') {
      i++;
      break;
    }
    const sign = word[0];
    if ((sign !== '-' && !(plus && sign === '+')) || word.length < 2) break;
    for (let j = 1; j < word.length; j++) {
      const letter = word[j] as string;
      const at = letter === ':' ? -1 : letters.indexOf(letter);
      if (at < 0) {
        yield* badOption(sh, words[0] as string, `${sign}${letter}`, usage);
        return undefined;
      }
      if (letters[at + 1] !== ':') {
        flags.set(sign === '+' ? `+${letter}` : letter, '');
        continue;
      }
      const value = j + 1 < word.length ? word.slice(j + 1) : words[++i];
      if (value === undefined) {
        yield* sh.warn(sh.isBash ? `${words[0]}: -${letter}: option requires an argument` : `No arg for -${letter} option`);
        if (sh.isBash) yield* sh.proc.write(2, `${words[0]}: usage: ${usage}\n`);
        return undefined;
      }
      flags.set(letter, value);
      break;
    }
  }
  return { flags, rest: words.slice(i), index: i };
}

/** `bash: cd: -x: invalid option` and the usage. */
export function* badOption(sh: Shell, name: string, option: string, usage: string): Sys<number> {
  if (sh.isBash) {
    yield* sh.warn(`${name}: ${option}: invalid option`);
    yield* sh.proc.write(2, `${name}: usage: ${usage}\n`);
  } else if (sh.dialect === 'dash') {
    if (SPECIAL.has(name)) return yield* sh.fail(`${name}: Illegal option ${option}`, 2, true);
    yield* sh.warn(`${name}: Illegal option ${option}`);
  }
  else yield* sh.warn(`illegal option ${option}`);
  return 2;
}

/** `name: message` as a warning; dash leaves the name out of some, ash has it in the prefix already. */
export function* complain(sh: Shell, name: string, message: string, status = 1): Sys<number> {
  yield* sh.warn(sh.dialect === 'ash' ? message : `${name}: ${message}`);
  return status;
}
