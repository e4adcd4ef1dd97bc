/** umask, ulimit, enable, hash */
import { searchPath } from '../run/program.ts';
import { builtinNames, findBuiltin } from './table.ts';
import { complain, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';
import type { Shell } from '../shell.ts';

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
    if (/^\d/.test(mode)) return yield* complain(sh, 'umask', sh.isBash ? `${mode}: octal number out of range` : `Illegal number: ${mode}`, sh.dialect === 'dash' ? 2 : 1);
    let bits = 0o777 & ~sh.proc.umask;
    for (const clause of mode.split(',')) {
      const match = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause);
      if (!match && sh.dialect === 'dash') return yield* complain(sh, 'umask', `Illegal mode: ${mode}`, 2);
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

export const SETTINGS: readonly Builtin[] = [umask, ulimit, enable, hash];
