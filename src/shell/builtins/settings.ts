/** set, shopt, umask, ulimit, enable, hash */
import { SET_OPTIONS, letterOption } from '../options.ts';
import { listVariables } from './declare.ts';
import { printFunction } from '../print-function.ts';
import { searchPath } from '../run/program.ts';
import { builtinNames, findBuiltin } from './table.ts';
import { badOption, complain, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** Options that dash and ash know, in the order of their `set -o`. */
const POSIX_OPTIONS = ['errexit', 'noglob', 'ignoreeof', 'interactive', 'monitor', 'noexec', 'stdin', 'xtrace', 'verbose', 'vi', 'emacs', 'noclobber', 'allexport', 'notify', 'nounset', 'pipefail'];

function knownOption(sh: Shell, name: string): boolean {
  if (sh.isBash) return SET_OPTIONS.some((entry) => entry[0] === name);
  return POSIX_OPTIONS.includes(name) && !(name === 'pipefail' && sh.dialect === 'dash');
}

function change(sh: Shell, name: string, on: boolean): void {
  if (on) sh.options.add(name);
  else sh.options.delete(name);
  if (name === 'monitor') sh.onMonitor?.(on);
  if (on && name === 'vi') sh.options.delete('emacs');
  if (on && name === 'emacs') sh.options.delete('vi');
}

function* listOptions(sh: Shell, reusable: boolean): Sys<void> {
  let out = !sh.isBash && !reusable ? 'Current option settings\n' : '';
  const names = sh.isBash ? SET_OPTIONS.map((entry) => entry[0]) : POSIX_OPTIONS.filter((name) => knownOption(sh, name));
  for (const name of names) {
    const on = sh.option(name);
    out += reusable ? `set ${on ? '-' : '+'}o ${name}\n` : sh.isBash ? `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n` : `${name.padEnd(16)}${on ? 'on' : 'off'}\n`;
  }
  yield* sh.proc.write(1, out);
}

/**
 * Options in front of a command line, as `set` and the shell itself take them. Returns the index of the first word that is none, or a
 * status after a complaint. `--` and `-` end them.
 */
export function* setOptions(sh: Shell, words: readonly string[], first: number): Sys<{ index: number; parameters: boolean } | { status: number }> {
  let i = first;
  for (; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--') return { index: i + 1, parameters: true };
    if (word === '-') {
      change(sh, 'xtrace', false);
      change(sh, 'verbose', false);
      return { index: i + 1, parameters: i + 1 < words.length };
    }
    if (!/^[-+]./.test(word)) break;
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const name = words[i + 1];
        if (name === undefined) {
          yield* listOptions(sh, !on);
          continue;
        }
        i++;
        if (!knownOption(sh, name)) {
          if (sh.isBash) yield* sh.warn(`${words[0]}: ${name}: invalid option name`);
          else return yield* sh.fail(sh.dialect === 'dash' ? `${words[0]}: Illegal option -o ${name}` : `illegal option -o ${name}`, 2, true);
          return { status: 2 };
        }
        change(sh, name, on);
        continue;
      }
      const name = letterOption(letter);
      if (name === undefined || letter === 'i' || letter === 's' || letter === 'c') {
        if (!sh.isBash) return yield* sh.fail(sh.dialect === 'dash' ? `${words[0]}: Illegal option ${word[0]}${letter}` : `illegal option ${word[0]}${letter}`, 2, true);
        return { status: yield* badOption(sh, words[0] as string, `${word[0]}${letter}`, set.usage) };
      }
      change(sh, name, on);
    }
  }
  return { index: i, parameters: i < words.length };
}

const set: Builtin = {
  name: 'set',
  usage: 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
  *run(sh, words) {
    if (words.length === 1) {
      yield* listVariables(sh);
      if (sh.isBash) for (const fn of [...sh.functions.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) yield* sh.proc.write(1, printFunction(fn));
      return 0;
    }
    const result = yield* setOptions(sh, words, 1);
    if ('status' in result) return result.status;
    if (result.parameters) sh.parameters = words.slice(result.index);
    return 0;
  },
};

const shopt: Builtin = {
  name: 'shopt',
  usage: 'shopt [-pqsu] [-o] [optname ...]',
  shells: ['bash'],
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'pqsuo', shopt.usage);
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    const overSet = flags.has('o');
    const isOn = (name: string): boolean => (overSet ? sh.option(name) : sh.shopted(name));
    const all = overSet ? SET_OPTIONS.map((entry) => entry[0]) : [...sh.shopt.keys()];
    const line = (name: string): string => {
      if (!flags.has('p')) return `${name.padEnd(15)}\t${isOn(name) ? 'on' : 'off'}\n`;
      return overSet ? `set ${isOn(name) ? '-' : '+'}o ${name}\n` : `shopt ${isOn(name) ? '-s' : '-u'} ${name}\n`;
    };
    if (rest.length === 0) {
      const wanted = all.filter((name) => (flags.has('s') ? isOn(name) : flags.has('u') ? !isOn(name) : true));
      yield* sh.proc.write(1, wanted.map(line).join(''));
      return 0;
    }
    let status = 0;
    for (const name of rest) {
      if (!all.includes(name)) {
        yield* sh.warn(`shopt: ${name}: invalid ${overSet ? 'option name' : 'shell option name'}`);
        status = 1;
      } else if (flags.has('s') || flags.has('u')) {
        if (overSet) change(sh, name, flags.has('s'));
        else sh.shopt.set(name, flags.has('s'));
      } else {
        if (!flags.has('q')) yield* sh.proc.write(1, line(name));
        if (!isOn(name)) status = 1;
      }
    }
    return status;
  },
};

const umask: Builtin = {
  name: 'umask',
  usage: 'umask [-p] [-S] [mode]',
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'pS', umask.usage);
    if (parsed === undefined) return 2;
    const mode = parsed.rest[0];
    if (mode === undefined) {
      const bits = sh.proc.umask;
      const who = (shift: number): string => ['r', 'w', 'x'].filter((_, i) => (bits >> shift & (4 >> i)) === 0).join('');
      const text = parsed.flags.has('S') ? `u=${who(6)},g=${who(3)},o=${who(0)}` : bits.toString(8).padStart(4, '0');
      yield* sh.proc.write(1, `${parsed.flags.has('p') ? `umask ${parsed.flags.has('S') ? '-S ' : ''}` : ''}${text}\n`);
      return 0;
    }
    if (/^[0-7]{1,4}$/.test(mode)) {
      sh.proc.umask = parseInt(mode, 8) & 0o777;
      return 0;
    }
    if (/^\d/.test(mode)) return yield* complain(sh, 'umask', sh.isBash ? `${mode}: octal number out of range` : `Illegal number: ${mode}`);
    let bits = 0o777 & ~sh.proc.umask;
    for (const clause of mode.split(',')) {
      const match = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause);
      if (!match) return yield* complain(sh, 'umask', `\`${clause[0] ?? ''}': invalid symbolic mode operator`);
      const who = match[1] === '' || match[1]?.includes('a') ? 'ugo' : (match[1] as string);
      const value = [...(match[3] as string)].reduce((sum, letter) => sum | { r: 4, w: 2, x: 1 }[letter as 'r' | 'w' | 'x'], 0);
      for (const one of who) {
        const shift = { u: 6, g: 3, o: 0 }[one as 'u' | 'g' | 'o'];
        if (match[2] === '=') bits = (bits & ~(7 << shift)) | (value << shift);
        else if (match[2] === '+') bits |= value << shift;
        else bits &= ~(value << shift);
      }
    }
    sh.proc.umask = 0o777 & ~bits;
    return 0;
  },
};

/** Letter, description and unit, value (a Debian host's defaults). */
const LIMITS: readonly (readonly [letter: string, text: string, unit: string, value: string])[] = [
  ['R', 'real-time non-blocking time ', '(microseconds, -R)', 'unlimited'], ['c', 'core file size', '(blocks, -c)', '0'], ['d', 'data seg size', '(kbytes, -d)', 'unlimited'],
  ['e', 'scheduling priority', '(-e)', '0'], ['f', 'file size', '(blocks, -f)', 'unlimited'], ['i', 'pending signals', '(-i)', '15418'],
  ['l', 'max locked memory', '(kbytes, -l)', '501820'], ['m', 'max memory size', '(kbytes, -m)', 'unlimited'], ['n', 'open files', '(-n)', '1024'],
  ['p', 'pipe size', '(512 bytes, -p)', '8'], ['q', 'POSIX message queues', '(bytes, -q)', '819200'], ['r', 'real-time priority', '(-r)', '0'],
  ['s', 'stack size', '(kbytes, -s)', '8192'], ['t', 'cpu time', '(seconds, -t)', 'unlimited'], ['u', 'max user processes', '(-u)', '15418'],
  ['v', 'virtual memory', '(kbytes, -v)', 'unlimited'], ['x', 'file locks', '(-x)', 'unlimited'],
];

/** Limits that a process may have of its own, and how many bytes a unit of ulimit is. */
const RLIMITS: Readonly<Record<string, readonly [name: string, unit: number]>> = {
  c: ['RLIMIT_CORE', 1024], d: ['RLIMIT_DATA', 1024], f: ['RLIMIT_FSIZE', 1024], l: ['RLIMIT_MEMLOCK', 1024], n: ['RLIMIT_NOFILE', 1], s: ['RLIMIT_STACK', 1024], t: ['RLIMIT_CPU', 1], u: ['RLIMIT_NPROC', 1],
};

function ownLimit(sh: Shell, letter: string, hard: boolean): string | undefined {
  const [name, unit] = RLIMITS[letter] ?? [];
  if (name === undefined || unit === undefined) return undefined;
  const soft = sh.proc.getrlimit(name);
  const limit = hard ? Math.max(soft, sh.proc.getrlimit(`${name}_HARD`)) : soft;
  return Number.isFinite(limit) ? String(Math.floor(limit / unit)) : undefined;
}

const ulimit: Builtin = {
  name: 'ulimit',
  usage: 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]',
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'SHacdefilmnpqrstuvxR', ulimit.usage);
    if (parsed === undefined) return 2;
    const value = (letter: string): string => sh.limits.get(letter) ?? ownLimit(sh, letter, parsed.flags.has('H')) ?? LIMITS.find((entry) => entry[0] === letter)?.[3] ?? 'unlimited';
    if (parsed.flags.has('a')) {
      yield* sh.proc.write(1, LIMITS.map(([letter, text, unit]) => `${text.padEnd(20)} ${unit.padStart(Math.max(0, 20 - Math.max(0, text.length - 20)))} ${value(letter)}\n`).join(''));
      return 0;
    }
    const letter = [...parsed.flags.keys()].find((flag) => flag !== 'S' && flag !== 'H') ?? 'f';
    const limit = parsed.rest[0];
    if (limit === undefined) {
      yield* sh.proc.write(1, `${value(letter)}\n`);
      return 0;
    }
    if (!/^(?:\d+|unlimited|soft|hard)$/.test(limit)) return yield* complain(sh, 'ulimit', sh.isBash ? `${limit}: invalid number` : 'bad number');
    if (/^\d+$/.test(limit) || limit === 'unlimited') sh.limits.set(letter, limit);
    return 0;
  },
};

const enable: Builtin = {
  name: 'enable',
  usage: 'enable [-a] [-dnps] [-f filename] [name ...]',
  shells: ['bash'],
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'adnpsf:', enable.usage);
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    if (rest.length === 0) {
      for (const name of builtinNames(sh)) {
        const off = sh.disabledBuiltins.has(name);
        if (flags.has('a') || off === flags.has('n')) yield* sh.proc.write(1, `enable ${off ? '-n ' : ''}${name}\n`);
      }
      return 0;
    }
    let status = 0;
    for (const name of rest) {
      if (!findBuiltin(sh, name, true)) status = yield* complain(sh, 'enable', `${name}: not a shell builtin`);
      else if (flags.has('n')) sh.disabledBuiltins.add(name);
      else sh.disabledBuiltins.delete(name);
    }
    return status;
  },
};

const hash: Builtin = {
  name: 'hash',
  usage: 'hash [-lr] [-p pathname] [-dt] [name ...]',
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'lrp:dt', hash.usage);
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    if (flags.has('r')) sh.hash.clear();
    if (rest.length === 0) {
      if (flags.has('r')) return 0;
      if (sh.hash.size === 0) {
        if (sh.isBash) yield* sh.proc.write(1, 'hash: hash table empty\n');
        return 0;
      }
      const lines = [...sh.hash.values()].map((entry) => (sh.isBash ? `${String(entry.hits).padStart(4)}\t${entry.path}\n` : `${entry.path}\n`));
      yield* sh.proc.write(1, `${sh.isBash ? 'hits\tcommand\n' : ''}${lines.join('')}`);
      return 0;
    }
    let status = 0;
    for (const name of rest) {
      if (flags.has('p')) sh.hash.set(name, { path: flags.get('p') as string, hits: 0 });
      else if (flags.has('d')) sh.hash.delete(name);
      else if (flags.has('t')) {
        const path = sh.hash.get(name)?.path;
        if (path === undefined) status = yield* complain(sh, 'hash', `${name}: not found`);
        else yield* sh.proc.write(1, `${path}\n`);
      } else {
        const path = searchPath(sh, name, sh.vars.get('PATH') ?? '');
        if (path === undefined) status = yield* complain(sh, 'hash', `${name}: not found`);
        else sh.hash.set(name, { path, hits: 0 });
      }
    }
    return status;
  },
};

export const SETTINGS: readonly Builtin[] = [set, shopt, umask, ulimit, enable, hash];
