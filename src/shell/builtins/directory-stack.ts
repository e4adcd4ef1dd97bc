/** pushd, popd, dirs */
import { changeTo, workingDirectory } from './directory.ts';
import { complain, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** The directory with `~` for the home directory. */
function short(sh: Shell, path: string): string {
  const home = sh.vars.get('HOME');
  if (home && (path === home || path.startsWith(`${home}/`))) return `~${path.slice(home.length)}`;
  return path;
}

function* printStack(sh: Shell, flags: ReadonlyMap<string, string> = new Map()): Sys<number> {
  const all = [workingDirectory(sh), ...sh.directories].map((path) => (flags.has('l') ? path : short(sh, path)));
  if (flags.has('v')) yield* sh.proc.write(1, all.map((path, i) => `${String(i).padStart(2)}  ${path}\n`).join(''));
  else yield* sh.proc.write(1, flags.has('p') ? `${all.join('\n')}\n` : `${all.join(' ')}\n`);
  return 0;
}

const pushd: Builtin = {
  name: 'pushd',
  usage: 'pushd [-n] [+N | -N | dir]',
  shells: ['bash'],
  *run(sh, words) {
    const target = words[1];
    const all = [workingDirectory(sh), ...sh.directories];
    if (target === undefined || /^[+-]\d+$/.test(target)) {
      if (all.length < 2) return yield* complain(sh, 'pushd', target === undefined ? 'no other directory' : 'directory stack empty');
      const n = target === undefined ? 1 : target.startsWith('+') ? Number(target.slice(1)) : all.length - 1 - Number(target.slice(1));
      if (n < 0 || n >= all.length) return yield* complain(sh, 'pushd', `${target}: directory stack index out of range`);
      const order = target === undefined ? [all[1] as string, all[0] as string, ...all.slice(2)] : [...all.slice(n), ...all.slice(0, n)];
      if (!(yield* changeTo(sh, 'pushd', order[0] as string, false, order[0] as string))) return 1;
      sh.directories = order.slice(1);
    } else {
      if (!(yield* changeTo(sh, 'pushd', target, false, target))) return 1;
      sh.directories = all;
    }
    return yield* printStack(sh);
  },
};

const popd: Builtin = {
  name: 'popd',
  usage: 'popd [-n] [+N | -N]',
  shells: ['bash'],
  *run(sh, words) {
    const target = words[1] ?? '+0';
    const all = [workingDirectory(sh), ...sh.directories];
    if (all.length < 2) return yield* complain(sh, 'popd', 'directory stack empty');
    if (!/^[+-]\d+$/.test(target)) return yield* complain(sh, 'popd', `${target}: invalid argument`);
    const n = target.startsWith('+') ? Number(target.slice(1)) : all.length - 1 - Number(target.slice(1));
    if (n < 0 || n >= all.length) return yield* complain(sh, 'popd', `${target}: directory stack index out of range`);
    all.splice(n, 1);
    if (n === 0 && !(yield* changeTo(sh, 'popd', all[0] as string, false, all[0] as string))) return 1;
    sh.directories = all.slice(1);
    return yield* printStack(sh);
  },
};

const dirs: Builtin = {
  name: 'dirs',
  usage: 'dirs [-clpv] [+N] [-N]',
  shells: ['bash'],
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'clpv', dirs.usage);
    if (parsed === undefined) return 2;
    if (parsed.flags.has('c')) {
      sh.directories = [];
      return 0;
    }
    return yield* printStack(sh, parsed.flags);
  },
};

export const DIRECTORY_STACK: readonly Builtin[] = [pushd, popd, dirs];
