import { isSysError } from '../../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { basename } from '../../paths.ts';
import { tool, type Tool } from '../../tool.ts';
import { globRegex } from '../glob.ts';
import { RegexError } from '../regex/error.ts';
import { compileMatcher } from './matcher.ts';
import { search, type SearchStyle } from './search.ts';

const tools = (['grep', 'egrep', 'fgrep'] as const).map((name) => tool({
  name,
  package: 'GNU grep 3.8',
  synopsis: ['[OPTION]... PATTERNS [FILE]...'],
  summary: "Search for PATTERNS in each FILE.\nExample: grep -i 'hello world' menu.h main.c\nPATTERNS can contain multiple patterns separated by newlines.",
  usageExit: 2,
  usageLine: 'Usage: grep [OPTION]... PATTERNS [FILE]...\n',
  options: [
    { short: 'E', long: 'extended-regexp', help: 'PATTERNS are extended regular expressions' },
    { short: 'F', long: 'fixed-strings', help: 'PATTERNS are strings' },
    { short: 'G', long: 'basic-regexp', help: 'PATTERNS are basic regular expressions' },
    { short: 'P', long: 'perl-regexp', help: 'PATTERNS are Perl regular expressions' },
    { short: 'e', long: 'regexp', argument: 'PATTERNS', help: 'use PATTERNS for matching' },
    { short: 'f', long: 'file', argument: 'FILE', help: 'take PATTERNS from FILE' },
    { short: 'i', long: 'ignore-case', help: 'ignore case distinctions in patterns and data' },
    { short: 'y' },
    { long: 'no-ignore-case', help: 'do not ignore case distinctions (default)' },
    { short: 'w', long: 'word-regexp', help: 'match only whole words' },
    { short: 'x', long: 'line-regexp', help: 'match only whole lines' },
    { short: 'z', long: 'null-data', help: 'a data line ends in 0 byte, not newline' },
    { short: 's', long: 'no-messages', help: 'suppress error messages' },
    { short: 'v', long: 'invert-match', help: 'select non-matching lines' },
    { short: 'm', long: 'max-count', argument: 'NUM', help: 'stop after NUM selected lines' },
    { short: 'b', long: 'byte-offset', help: 'print the byte offset with output lines' },
    { short: 'n', long: 'line-number', help: 'print line number with output lines' },
    { long: 'line-buffered', help: 'flush output on every line' },
    { short: 'H', long: 'with-filename', help: 'print file name with output lines' },
    { short: 'h', long: 'no-filename', help: 'suppress the file name prefix on output' },
    { long: 'label', argument: 'LABEL', help: 'use LABEL as the standard input file name prefix' },
    { short: 'o', long: 'only-matching', help: 'show only nonempty parts of lines that match' },
    { short: 'q', long: 'quiet', help: 'suppress all normal output' },
    { long: 'silent' },
    { long: 'binary-files', argument: 'TYPE', help: "assume that binary files are TYPE; TYPE is 'binary', 'text', or 'without-match'" },
    { short: 'a', long: 'text', help: 'equivalent to --binary-files=text' },
    { short: 'I', help: 'equivalent to --binary-files=without-match' },
    { short: 'd', long: 'directories', argument: 'ACTION', help: "how to handle directories; ACTION is 'read', 'recurse', or 'skip'" },
    { short: 'r', long: 'recursive', help: 'like --directories=recurse' },
    { short: 'R', long: 'dereference-recursive', help: 'likewise, but follow all symlinks' },
    { long: 'include', argument: 'GLOB', help: 'search only files that match GLOB (a file pattern)' },
    { long: 'exclude', argument: 'GLOB', help: 'skip files that match GLOB' },
    { long: 'exclude-dir', argument: 'GLOB', help: 'skip directories that match GLOB' },
    { short: 'L', long: 'files-without-match', help: 'print only names of FILEs with no selected lines' },
    { short: 'l', long: 'files-with-matches', help: 'print only names of FILEs with selected lines' },
    { short: 'c', long: 'count', help: 'print only a count of selected lines per FILE' },
    { short: 'T', long: 'initial-tab', help: 'make tabs line up (if needed)' },
    { short: 'Z', long: 'null', help: 'print 0 byte after FILE name' },
    { short: 'B', long: 'before-context', argument: 'NUM', help: 'print NUM lines of leading context' },
    { short: 'A', long: 'after-context', argument: 'NUM', help: 'print NUM lines of trailing context' },
    { short: 'C', long: 'context', argument: 'NUM', help: 'print NUM lines of output context' },
    ...'0123456789'.split('').map((digit) => ({ short: digit })),
    { long: 'group-separator', argument: 'SEP', help: 'print SEP on line between matches with context' },
    { long: 'no-group-separator', help: 'do not print separator for matches with context' },
    { long: 'color', argument: 'WHEN', optional: true, help: "use markers to highlight the matching strings; WHEN is 'always', 'never', or 'auto'" },
    { long: 'colour', argument: 'WHEN', optional: true },
  ],
  *run(t) {
    return yield* grepRun(t);
  },
}));

/** grep, and egrep and fgrep by the name it is called by. */
export const grep: Program = {
  name: 'grep',
  *main(proc: Proc) {
    const called = basename(proc.argv[0] ?? 'grep');
    return yield* (tools.find((each) => each.name === called) ?? tools[0] as Program).main(proc);
  },
};

function* grepRun(t: Tool): Sys<number> {
  const operands = [...t.operands];
  const patterns: string[] = [];
  if (!t.has('regexp') && !t.has('file')) {
    const first = operands.shift();
    if (first === undefined) {
      yield* t.proc.write(2, "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n");
      return 2;
    }
    patterns.push(...first.split('\n'));
  }
  for (const text of t.options.values('regexp')) patterns.push(...text.split('\n'));
  for (const file of t.options.values('file')) {
    try {
      const text = file === '-' ? new TextDecoder().decode(yield* t.readAll(0)) : t.proc.readText(file);
      if (text !== '') patterns.push(...text.replace(/\n$/, '').split('\n'));
    } catch (error) {
      yield* t.failed(file, error, 2);
      return 2;
    }
  }
  const syntax = { 'extended-regexp': 'extended', 'fixed-strings': 'fixed', 'perl-regexp': 'perl', 'basic-regexp': 'basic' } as const;
  const chosen = t.options.last('extended-regexp', 'fixed-strings', 'perl-regexp', 'basic-regexp') as keyof typeof syntax | undefined;
  const kind = chosen ? syntax[chosen] : t.name.endsWith('egrep') ? 'extended' : t.name.endsWith('fgrep') ? 'fixed' : 'basic';
  if (!t.busybox && kind !== 'fixed' && kind !== 'perl') {
    if (patterns.some((pattern) => /(?:^|[^[\\])\[:[a-z]+:\](?!\])/.test(pattern))) return yield* t.fail('character class syntax is [[:space:]], not [:space:]', 2);
    for (const [i, pattern] of patterns.entries()) {
      if (kind === 'basic' || !/^[*+?]/.test(pattern)) continue;
      yield* t.warn(`warning: ${pattern[0]} at start of expression`);
      patterns[i] = pattern.slice(1);
    }
  }
  let matcher: RegExp | null;
  try {
    matcher = compileMatcher(patterns, {
      syntax: kind,
      ignoreCase: t.has('ignore-case') || t.has('y'), word: t.has('word-regexp'), line: t.has('line-regexp'),
    });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    return yield* t.fail(t.busybox ? `bad regex '${patterns[0]}': ${error.message}` : error.message, 2);
  }
  for (const name of ['max-count', 'before-context', 'after-context', 'context']) {
    const value = t.value(name);
    if (value !== undefined && !/^-?\d+$/.test(value)) return yield* t.fail(name === 'max-count' ? 'invalid max count' : `${value}: invalid context length argument`, 2);
  }
  const recursive = t.has('recursive') || t.has('dereference-recursive') || t.value('directories') === 'recurse';
  if (operands.length === 0) operands.push(recursive ? '.' : '-');
  const when = t.has('color') ? (t.value('color') ?? 'auto') : t.has('colour') ? (t.value('colour') ?? 'auto') : 'never';
  const short = t.options.given.filter((option) => /^\d$/.test(option.name)).map((option) => option.name).join('');
  const context = t.value('context') ?? (short || '0');
  const quiet = t.has('quiet') || t.has('silent');
  const mode = quiet ? 'quiet' : t.options.last('files-with-matches', 'files-without-match') ?? (t.has('count') ? 'count' : 'lines');
  const style: SearchStyle = {
    mode: mode as SearchStyle['mode'], matcher, invert: t.has('invert-match'), onlyMatching: t.has('only-matching'),
    max: t.value('max-count') === undefined || Number(t.value('max-count')) < 0 ? Infinity : Number(t.value('max-count')),
    before: t.has('only-matching') ? 0 : Number(t.value('before-context') ?? context), after: t.has('only-matching') ? 0 : Number(t.value('after-context') ?? context),
    separator: t.has('no-group-separator') ? undefined : (t.value('group-separator') ?? '--'),
    names: !t.has('no-filename') && (t.has('with-filename') || operands.length > 1 || recursive),
    numbers: t.has('line-number'), offsets: t.has('byte-offset'), nul: t.has('null'), delimiter: t.has('null-data') ? 0 : 10, tab: t.has('initial-tab'),
    text: t.has('text') || t.value('binary-files') === 'text', skipBinary: t.has('I') || t.value('binary-files') === 'without-match',
    color: when === 'always' || (when === 'auto' && t.proc.isatty(1) && t.proc.env.get('TERM') !== 'dumb'), lineBuffered: t.has('line-buffered'),
  };
  if (t.options.last('with-filename', 'no-filename') === 'with-filename') Object.assign(style, { names: true });
  const include = t.options.values('include').map((glob) => globRegex(glob));
  const exclude = t.options.values('exclude').map((glob) => globRegex(glob));
  const excludeDir = t.options.values('exclude-dir').map((glob) => globRegex(glob.replace(/\/+$/, '')));
  const state = { selected: false, failed: false, printed: false };
  const silent = t.has('no-messages');
  const report = function* (name: string, message: string): Sys<void> {
    state.failed = true;
    if (!silent) yield* t.warn(`${name}: ${message}`);
  };
  const one = function* (path: string, shown: string, descend: boolean): Sys<void> {
    yield* t.proc.step();
    if (path === '-') {
      if (yield* search(t, 0, t.value('label') ?? '(standard input)', style, state)) state.selected = true;
      return;
    }
    let fd: number;
    try {
      const { kind } = t.proc.stat(path);
      if (kind === 'directory') {
        if (!recursive) {
          if (t.value('directories') === 'skip') return;
          if (!silent) yield* t.warn(`${shown}: Is a directory`);
          if (!t.busybox) state.failed = true;
          return;
        }
        if (descend && excludeDir.some((glob) => glob.test(basename(path)))) return;
        for (const entry of t.proc.readdir(path).sort((a, b) => (a.name < b.name ? -1 : 1))) {
          if (entry.kind === 'symlink' && !t.has('dereference-recursive')) continue;
          if (!['file', 'directory', 'symlink'].includes(entry.kind)) continue;
          const name = t.operands.length === (t.has('regexp') || t.has('file') ? 0 : 1) ? (shown === '.' ? entry.name : `${shown}/${entry.name}`) : `${shown.replace(/\/$/, '')}/${entry.name}`;
          yield* t.proc.call(one(`${path.replace(/\/$/, '')}/${entry.name}`, name, true));
          if (quiet && state.selected) return;
        }
        return;
      }
      if (include.length > 0 && !include.some((glob) => glob.test(basename(path)))) return;
      if (exclude.some((glob) => glob.test(basename(path)))) return;
      fd = t.proc.open(path, { read: true });
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* report(shown, error.message);
      return;
    }
    if (yield* search(t, fd, shown, style, state)) state.selected = true;
    t.proc.close(fd);
  };
  for (const operand of operands) {
    yield* one(operand, operand, false);
    if (quiet && state.selected) return 0;
  }
  return state.failed ? 2 : state.selected ? 0 : 1;
}
