/** type, command, builtin, which kind of thing a name is. */
import { findBuiltin } from './table.ts';
import { runProgram, searchPath } from '../run/program.ts';
import { printFunction } from '../print-function.ts';
import { singleQuote } from '../quote.ts';
import { SPECIAL, complain, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

const KEYWORDS = new Set(['if', 'then', 'else', 'elif', 'fi', 'case', 'esac', 'for', 'select', 'while', 'until', 'do', 'done', 'in', 'function', 'time', '{', '}', '!', '[[', ']]', 'coproc']);
const POSIX_KEYWORDS = new Set(['if', 'then', 'else', 'elif', 'fi', 'case', 'esac', 'for', 'while', 'until', 'do', 'done', 'in', '{', '}', '!']);

/** Files of that name on PATH, first first. */
function allOnPath(sh: Shell, name: string): string[] {
  const found: string[] = [];
  for (const directory of (sh.vars.get('PATH') ?? '').split(':')) {
    const path = searchPath(sh, name, directory);
    if (path !== undefined && sh.proc.access(path, 1) && !found.includes(path)) found.push(path);
  }
  return found;
}

function isKeyword(sh: Shell, name: string): boolean {
  return (sh.isBash ? KEYWORDS : POSIX_KEYWORDS).has(name);
}

interface Meaning { readonly kind: 'alias' | 'keyword' | 'function' | 'builtin' | 'file'; readonly value: string; readonly hashed?: boolean }

function meanings(sh: Shell, name: string, all: boolean, noFunctions = false): Meaning[] {
  const found: Meaning[] = [];
  const alias = sh.aliases.get(name);
  if (alias !== undefined && (sh.shopted('expand_aliases') || !sh.isBash)) found.push({ kind: 'alias', value: alias });
  if (isKeyword(sh, name)) found.push({ kind: 'keyword', value: name });
  if (!noFunctions && sh.functions.has(name)) found.push({ kind: 'function', value: name });
  if (findBuiltin(sh, name)) found.push({ kind: 'builtin', value: name });
  const hashed = sh.hash.get(name);
  if (name.includes('/')) {
    if (sh.proc.access(name, 1)) found.push({ kind: 'file', value: name });
  } else if (hashed && !all) found.push({ kind: 'file', value: hashed.path, hashed: true });
  else for (const path of allOnPath(sh, name)) found.push({ kind: 'file', value: path });
  return all ? found : found.slice(0, 1);
}

function describe(sh: Shell, name: string, meaning: Meaning): string {
  switch (meaning.kind) {
    case 'alias': return sh.isBash ? `${name} is aliased to \`${meaning.value}'\n` : `${name} is an alias for ${meaning.value}\n`;
    case 'keyword': return `${name} is a shell keyword\n`;
    case 'function': {
      if (!sh.isBash) return `${name} is a shell function\n`;
      const fn = sh.functions.get(name);
      return `${name} is a function\n${fn ? printFunction(fn) : ''}`;
    }
    case 'builtin': {
      const special = !sh.isBash && SPECIAL.has(name) ? 'special shell builtin' : 'shell builtin';
      return `${name} is a ${special}\n`;
    }
    default: return meaning.hashed ? (sh.isBash ? `${name} is hashed (${meaning.value})\n` : `${name} is a tracked alias for ${meaning.value}\n`) : `${name} is ${meaning.value}\n`;
  }
}

const type: Builtin = {
  name: 'type',
  usage: 'type [-afptP] name [name ...]',
  *run(sh, words) {
    const parsed = sh.isBash ? yield* parseOptions(sh, words, 'afptP', type.usage) : { flags: new Map<string, string>(), rest: words.slice(1) };
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    let status = 0;
    for (const name of rest) {
      const found = flags.has('P') ? allOnPath(sh, name).map((value): Meaning => ({ kind: 'file', value })).slice(0, flags.has('a') ? undefined : 1)
        : meanings(sh, name, flags.has('a'), flags.has('f'));
      if (found.length === 0) {
        status = sh.isBash ? 1 : 127;
        if (sh.isBash && !flags.has('t') && !flags.has('p') && !flags.has('P')) yield* sh.warn(`type: ${name}: not found`);
        else if (!sh.isBash) yield* sh.proc.write(1, `${name}: not found\n`);
        continue;
      }
      for (const meaning of found) {
        if (flags.has('t')) yield* sh.proc.write(1, `${meaning.kind}\n`);
        else if (flags.has('p') || flags.has('P')) {
          if (meaning.kind === 'file') yield* sh.proc.write(1, `${meaning.value}\n`);
        } else yield* sh.proc.write(1, describe(sh, name, meaning));
      }
    }
    return status;
  },
};

const command: Builtin = {
  name: 'command',
  usage: 'command [-pVv] command [arg ...]',
  *run(sh, words, declared) {
    const parsed = yield* parseOptions(sh, words, 'pVv', command.usage);
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    const name = rest[0];
    if (name === undefined) return 0;
    if (flags.has('v') || flags.has('V')) return yield* describeNames(sh, sh.dialect === 'dash' ? [name] : rest, flags.has('V'));
    const builtin = findBuiltin(sh, name);
    if (builtin) {
      const moved = declared && new Map([...declared].map(([i, node]) => [i - parsed.index, node] as const));
      return yield* builtin.run(sh, rest, moved);
    }
    const text = rest.join(' ');
    if (flags.has('p')) return yield* runProgram(sh, rest, [['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']], [], false, text);
    return yield* runProgram(sh, rest, undefined, [], false, text);
  },
};

function* describeNames(sh: Shell, names: readonly string[], long: boolean): Sys<number> {
  let missing = 0;
  for (const name of names) {
    const meaning = meanings(sh, name, false)[0];
    if (meaning === undefined) {
      missing++;
      if (long) {
        if (sh.isBash) yield* sh.warn(`command: ${name}: not found`);
        else yield* sh.proc.write(1, `${name}: not found\n`);
      }
    } else if (long) yield* sh.proc.write(1, describe(sh, name, meaning));
    else yield* sh.proc.write(1, meaning.kind === 'alias' ? `alias ${name}=${singleQuote(meaning.value)}\n` : meaning.kind === 'file' ? `${meaning.value}\n` : `${name}\n`);
  }
  if (!sh.isBash) return missing > 0 ? 127 : 0;
  return missing === names.length ? 1 : 0;
}

const builtin: Builtin = {
  name: 'builtin',
  usage: 'builtin [shell-builtin [arg ...]]',
  shells: ['bash'],
  *run(sh, words, declared) {
    const name = words[1];
    if (name === undefined) return 0;
    const found = findBuiltin(sh, name);
    if (found === undefined) return yield* complain(sh, 'builtin', `${name}: not a shell builtin`);
    return yield* found.run(sh, words.slice(1), declared && new Map([...declared].map(([i, node]) => [i - 1, node] as const)));
  },
};

export const LOOKUP: readonly Builtin[] = [type, command, builtin];
