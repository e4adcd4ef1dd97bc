/** The parser of find's expressions. */
import { isSysError } from '../../../kernel/errno.ts';
import type { Proc } from '../../../kernel/sys.ts';
import { findGroup, findUser } from '../../accounts.ts';
import { parseMode } from '../../file-mode.ts';
import { parseDate } from '../../parse-date.ts';
import { globRegex } from '../glob.ts';
import { posixRegex } from '../regex/posix.ts';
import { KIND_OF, matches, type Compare, type Node, type Options, type Visit } from './tree.ts';

/** A wrong expression; the text follows `find: `. */
export class FindError extends Error {}

const NANO = 1_000_000_000n;
const SIZE_UNITS: Readonly<Record<string, number>> = { '': 512, b: 512, c: 1, w: 2, k: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Parses the words after the paths. Without an action the result prints. Throws FindError. */
export function parseExpression(words: readonly string[], proc: Proc, options: Options): Node {
  let at = 0;
  let action = false;
  const { fs } = proc;
  const now = proc.realtime();
  const argument = (name: string): string => {
    const value = words[at++];
    if (value === undefined) throw new FindError(`missing argument to \`${name}'`);
    return value;
  };
  const number = (name: string): Compare => {
    const text = argument(name);
    const match = /^([-+]?)(\d+(?:\.\d+)?)$/.exec(text);
    if (!match) throw new FindError(`invalid argument \`${text}' to \`${name}'`);
    return { sign: match[1] as '+', value: Number(match[2]) };
  };
  const test = (check: (visit: Visit) => boolean): Node => ({ type: 'test', test: check });
  const age = (name: string, field: 'mtime' | 'atime' | 'ctime', seconds: bigint): Node => {
    const compare = number(name);
    return test(({ stat }) => matches(compare, Number((now - stat[field]) / (seconds * NANO))));
  };
  const all = test(() => true);
  const follows = (depth: number): boolean => options.follow === 'always' || (options.follow === 'operands' && depth === 0);
  const depthOption = (name: string): number => {
    const text = argument(name);
    if (!/^\d+$/.test(text)) throw new FindError(`Expected a positive decimal integer argument to ${name}, but got ‘${text}’`);
    return Number(text);
  };

  const expression = words.length === 0 ? all : comma();
  if (at < words.length) throw new FindError(words[at] === ')' ? 'invalid expression; you have too many \')\'' : `paths must precede expression: \`${words[at]}'`);
  return action ? expression : { type: 'and', left: expression, right: { type: 'print', end: '\n' } };

  function comma(): Node {
    let left = or();
    while (words[at] === ',') {
      at++;
      left = { type: 'comma', left, right: or() };
    }
    return left;
  }

  function or(): Node {
    let left = and();
    while (words[at] === '-o' || words[at] === '-or') {
      at++;
      left = { type: 'or', left, right: and() };
    }
    return left;
  }

  function and(): Node {
    let left = not();
    for (;;) {
      const word = words[at];
      if (word === '-a' || word === '-and') at++;
      else if (word === undefined || word === ')' || word === ',' || word === '-o' || word === '-or') return left;
      left = { type: 'and', left, right: not() };
    }
  }

  function not(): Node {
    if (words[at] === '!' || words[at] === '-not') {
      at++;
      return { type: 'not', operand: not() };
    }
    if (words[at] === '(') {
      at++;
      if (words[at] === ')') throw new FindError("invalid expression; empty parentheses are not allowed.");
      const inner = comma();
      if (words[at] !== ')') throw new FindError("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      at++;
      return inner;
    }
    return primary();
  }

  function exec(name: string): Node {
    const argv: string[] = [];
    for (;;) {
      const word = words[at++];
      if (word === undefined) throw new FindError(`missing argument to \`${name}'`);
      if (word === ';') break;
      if (word === '+' && argv.at(-1) === '{}') {
        action = true;
        return { type: 'exec', argv: argv.slice(0, -1), batch: true, ask: false, inDirectory: name === '-execdir', pending: [] };
      }
      argv.push(word);
    }
    if (argv.length === 0) throw new FindError(`invalid argument \`;' to \`${name}'`);
    action = true;
    return { type: 'exec', argv, batch: false, ask: name === '-ok', inDirectory: name === '-execdir', pending: [] };
  }

  function primary(): Node {
    const name = words[at++];
    if (name === undefined) {
      const before = words[at - 2] ?? '';
      throw new FindError(before === '(' ? "invalid expression; expected to find a ')' but didn't see one. Perhaps you need an extra predicate after '('" : `expected an expression after '${before}'`);
    }
    if (/^-(?:o|or|a|and)$/.test(name)) throw new FindError(`invalid expression; you have used a binary operator '${name}' with nothing before it.`);
    switch (name) {
      case '-name': case '-iname': {
        const glob = globRegex(argument(name), { ignoreCase: name === '-iname' });
        return test((visit) => glob.test(visit.name));
      }
      case '-path': case '-wholename': case '-ipath': {
        const glob = globRegex(argument(name), { ignoreCase: name === '-ipath' });
        return test((visit) => glob.test(visit.path));
      }
      case '-lname': {
        const glob = globRegex(argument(name));
        return test((visit) => visit.stat.kind === 'symlink' && glob.test(fs.readlink(visit.path)));
      }
      case '-regex': case '-iregex': {
        const regex = posixRegex(`^\\(${argument(name)}\\)$`, { ignoreCase: name === '-iregex' });
        return test((visit) => regex.test(visit.path));
      }
      case '-regextype': argument(name); return all;
      case '-type': case '-xtype': {
        const text = argument(name);
        const kinds = text.split(',').map((letter) => KIND_OF[letter]);
        if (kinds.includes(undefined)) throw new FindError(text === '' ? `Arguments to ${name} should contain at least one letter` : `Unknown argument to ${name}: ${text}`);
        if (name === '-type') return test((visit) => kinds.includes(visit.stat.kind));
        // The other way round than the walk: of a link that is not followed what it leads to, of one that is the link.
        return test(({ path, depth }) => kinds.includes((follows(depth) || !fs.exists(path) ? fs.lstat(path) : fs.stat(path)).kind));
      }
      case '-size': {
        const text = argument(name);
        const match = /^([-+]?)(\d+)([bcwkMG]?)$/.exec(text);
        if (!match) throw new FindError(/^[-+]?\d+./.test(text) ? `invalid -size type \`${text.at(-1)}'` : `Invalid argument \`${text}' to -size`);
        const unit = SIZE_UNITS[match[3] ?? ''] ?? 512;
        const compare: Compare = { sign: match[1] as '+', value: Number(match[2]) };
        return test(({ stat }) => matches(compare, Math.ceil(stat.size / unit)));
      }
      case '-mtime': return age(name, 'mtime', 86400n);
      case '-atime': return age(name, 'atime', 86400n);
      case '-ctime': return age(name, 'ctime', 86400n);
      case '-mmin': case '-amin': case '-cmin': {
        const compare = number(name);
        const field = ({ '-mmin': 'mtime', '-amin': 'atime', '-cmin': 'ctime' } as const)[name];
        return test(({ stat }) => matches(compare, Math.ceil(Number(now - stat[field]) / 60e9)));
      }
      case '-newer': case '-anewer': case '-cnewer': {
        const file = argument(name);
        try {
          const { mtime } = fs.stat(file);
          return test(({ stat }) => stat[name === '-newer' ? 'mtime' : name === '-anewer' ? 'atime' : 'ctime'] > mtime);
        } catch (error) {
          if (!isSysError(error)) throw error;
          throw new FindError(`‘${file}’: ${error.message}`);
        }
      }
      case '-samefile': {
        const file = argument(name);
        try {
          const { ino, dev } = fs.stat(file);
          return test(({ stat }) => stat.ino === ino && stat.dev === dev);
        } catch (error) {
          if (!isSysError(error)) throw error;
          throw new FindError(`‘${file}’: ${error.message}`);
        }
      }
      case '-newermt': {
        const text = argument(name);
        const instant = parseDate(text, now);
        if (instant === undefined) throw new FindError(`I cannot figure out how to interpret ‘${text}’ as a date or time`);
        return test(({ stat }) => stat.mtime > instant);
      }
      case '-perm': {
        const text = argument(name);
        const how = /^[-/]/.test(text) ? (text[0] ?? '') : '';
        const mode = parseMode(text.slice(how.length), 0, { umask: 0, directory: false });
        if (mode === undefined) throw new FindError(`invalid mode ‘${text}’`);
        return test(({ stat }) => (how === '-' ? (stat.mode & mode) === mode : how === '/' ? mode === 0 || (stat.mode & mode) !== 0 : stat.mode === mode));
      }
      case '-user': case '-uid': {
        const text = argument(name);
        const uid = name === '-user' ? (findUser(fs, text)?.uid ?? (/^\d+$/.test(text) ? Number(text) : undefined)) : Number(text);
        if (uid === undefined) throw new FindError(`‘${text}’ is not the name of a known user`);
        return test(({ stat }) => stat.uid === uid);
      }
      case '-group': case '-gid': {
        const text = argument(name);
        const gid = name === '-group' ? (findGroup(fs, text)?.gid ?? (/^\d+$/.test(text) ? Number(text) : undefined)) : Number(text);
        if (gid === undefined) throw new FindError(`‘${text}’ is not the name of an existing group`);
        return test(({ stat }) => stat.gid === gid);
      }
      case '-nouser': return test(({ stat }) => findUser(fs, stat.uid) === undefined);
      case '-nogroup': return test(({ stat }) => findGroup(fs, stat.gid) === undefined);
      case '-links': {
        const compare = number(name);
        return test(({ stat }) => matches(compare, stat.nlink));
      }
      case '-inum': {
        const compare = number(name);
        return test(({ stat }) => matches(compare, stat.ino));
      }
      case '-empty': return test(({ path, stat }) => {
        try {
          return stat.kind === 'file' ? stat.size === 0 : stat.kind === 'directory' && fs.readdir(path).length === 0;
        } catch (error) {
          if (!isSysError(error)) throw error;
          return false;
        }
      });
      case '-readable': return test(({ path }) => fs.access(path, 4));
      case '-writable': return test(({ path }) => fs.access(path, 2));
      case '-executable': return test(({ path }) => fs.access(path, 1));
      case '-true': return all;
      case '-false': return test(() => false);
      case '-maxdepth': options.maxDepth = depthOption(name); return all;
      case '-mindepth': options.minDepth = depthOption(name); return all;
      case '-depth': case '-d': options.depthFirst = true; return all;
      case '-follow': options.follow = 'always'; return all;
      case '-xdev': case '-mount': options.sameDevice = true; return all;
      case '-noleaf': case '-daystart': case '-warn': case '-nowarn': case '-ignore_readdir_race': case '-noignore_readdir_race': return all;
      case '-prune': return { type: 'prune' };
      case '-quit': action = true; return { type: 'quit' };
      case '-delete':
        action = true;
        options.depthFirst = true;
        return { type: 'delete' };
      case '-ls': action = true; return { type: 'ls' };
      case '-print': action = true; return { type: 'print', end: '\n' };
      case '-print0': action = true; return { type: 'print', end: '\0' };
      case '-fprint': action = true; return { type: 'print', end: '\n', file: argument(name) };
      case '-printf': action = true; return { type: 'printf', format: argument(name) };
      case '-fprintf': {
        action = true;
        const file = argument(name);
        return { type: 'printf', file, format: argument(name) };
      }
      case '-exec': case '-execdir': case '-ok': return exec(name);
    }
    if (name.startsWith('-')) throw new FindError(`unknown predicate \`${name}'`);
    throw new FindError(`paths must precede expression: \`${name}'${proc.fs.exists(name) ? `\nfind: possible unquoted pattern after predicate \`${words[at - 3] ?? '-name'}'?` : ''}`);
  }
}
