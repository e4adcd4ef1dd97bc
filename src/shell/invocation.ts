/** The command line of a shell. */
import { SET_OPTIONS, letterOption } from './options.ts';
import type { Dialect } from './shell.ts';
import type { Proc, Sys } from '../kernel/sys.ts';

export interface Invocation {
  /** $0 */
  readonly name: string;
  readonly parameters: readonly string[];
  readonly command: string | undefined;
  readonly file: string | undefined;
  readonly interactive: boolean;
  readonly login: boolean;
  readonly norc: boolean;
  readonly noprofile: boolean;
  readonly rcfile: string | undefined;
  /** Letters for `$-`: i, c, s. */
  readonly letters: string;
  readonly on: readonly string[];
  readonly off: readonly string[];
  readonly shopt: readonly (readonly [string, boolean])[];
}

const VERSION = `GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)
Copyright (C) 2022 Free Software Foundation, Inc.
License GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>

This is free software; you are free to change and redistribute it.
There is NO WARRANTY, to the extent permitted by law.
`;

/** Reads argv; an exit code when the shell is to end at once. */
export function* parseInvocation(proc: Proc, dialect: Dialect): Sys<Invocation | number> {
  const { argv } = proc;
  const zero = argv[0] ?? 'sh';
  const on: string[] = [];
  const off: string[] = [];
  const shopt: (readonly [string, boolean])[] = [];
  let login = zero.startsWith('-');
  let [wantsCommand, stdin, forced, norc, noprofile] = [false, false, false, false, false];
  let rcfile: string | undefined;
  let i = 1;
  for (; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === '--' || word === '-') {
      i++;
      break;
    }
    if (word.startsWith('--') && dialect === 'bash') {
      switch (word) {
        case '--login': login = true; continue;
        case '--norc': norc = true; continue;
        case '--noprofile': noprofile = true; continue;
        case '--posix': on.push('posix'); continue;
        case '--noediting': case '--debugger': case '--restricted': continue;
        case '--rcfile': case '--init-file': rcfile = argv[++i]; continue;
        case '--verbose': on.push('verbose'); continue;
        case '--version': yield* proc.write(1, VERSION); return 0;
        case '--help': yield* proc.write(1, usage()); return 0;
        default:
          yield* proc.write(2, `${zero}: ${word}: invalid option\n${usage()}`);
          return 2;
      }
    }
    if (!/^[-+]./.test(word)) break;
    const enable = word.startsWith('-');
    for (const letter of word.slice(1)) {
      if (letter === 'c' && enable) wantsCommand = true;
      else if (letter === 's' && enable) stdin = true;
      else if (letter === 'i' && enable) forced = true;
      else if (letter === 'l') login = true;
      else if ((letter === 'O' && dialect === 'bash') || letter === 'o') {
        const name = argv[++i];
        if (letter === 'O' && name !== undefined) shopt.push([name, enable]);
        else if (name !== undefined && (SET_OPTIONS.some((entry) => entry[0] === name))) (enable ? on : off).push(name);
        else if (name !== undefined) {
          yield* proc.write(2, dialect === 'bash' ? `${zero}: line 0: ${zero}: ${name}: invalid option name\n` : `${zero}: 0: Illegal option -o ${name}\n`);
          return 2;
        }
      } else {
        const name = letterOption(letter);
        if (name === undefined) {
          yield* proc.write(2, dialect === 'bash' ? `${zero}: ${word[0]}${letter}: invalid option\n${usage()}` : dialect === 'dash' ? `${zero}: 0: Illegal option ${word[0]}${letter}\n` : `${zero}: illegal option ${word[0]}${letter}\n`);
          return 2;
        }
        (enable ? on : off).push(name);
      }
    }
  }
  const rest = argv.slice(i);
  if (wantsCommand && rest.length === 0) {
    yield* proc.write(2, dialect === 'bash' ? `${zero}: -c: option requires an argument\n` : dialect === 'dash' ? `${zero}: 0: -c requires an argument\n` : `${zero}: -c requires an argument\n`);
    return 2;
  }
  const command = wantsCommand ? rest[0] : undefined;
  const file = wantsCommand || stdin ? undefined : rest[0];
  const interactive = forced || (command === undefined && file === undefined && proc.isatty(0) && proc.isatty(2));
  return {
    name: wantsCommand ? (rest[1] ?? zero) : (file ?? zero), parameters: wantsCommand ? rest.slice(2) : stdin ? rest : rest.slice(1), command, file, interactive, login,
    norc, noprofile, rcfile, letters: `${interactive ? 'i' : ''}${wantsCommand ? 'c' : file === undefined ? 's' : ''}`, on, off, shopt,
  };
}

function usage(): string {
  return `Usage:\tbash [GNU long option] [option] ...
\tbash [GNU long option] [option] script-file ...
GNU long options:
\t--debug
\t--debugger
\t--dump-po-strings
\t--dump-strings
\t--help
\t--init-file
\t--login
\t--noediting
\t--noprofile
\t--norc
\t--posix
\t--pretty-print
\t--rcfile
\t--restricted
\t--verbose
\t--version
Shell options:
\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)
\t-abefhkmnptuvxBCEHPT or -o option
`;
}
