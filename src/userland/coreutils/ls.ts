import { isSysError } from '../../kernel/errno.ts';
import type { Stat } from '../../kernel/fs/types.ts';
import type { Sys } from '../../kernel/sys.ts';
import { findGroup, findUser } from '../accounts.ts';
import { columns, displayWidth } from '../columns.ts';
import { modeString } from '../file-mode.ts';
import { Names, type Entry } from './ls-names.ts';
import { humanSize } from '../human-size.ts';
import { listDate } from '../dates.ts';
import { globRegex } from '../text/glob.ts';
import { compareVersions } from '../text/sort/compare.ts';
import { tool, type Tool } from '../tool.ts';

export const ls = tool({
  name: 'ls',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'List information about the FILEs (the current directory by default).\nSort entries alphabetically if none of -cftuvSUX nor --sort is specified.',
  usageExit: 2,
  busybox: '1AaCxdLHRFplinshrSXvctuwT color full-time group-directories-first',
  options: [
    { short: 'a', long: 'all', help: 'do not ignore entries starting with .' },
    { short: 'A', long: 'almost-all', help: 'do not list implied . and ..' },
    { short: 'b', long: 'escape', help: 'print C-style escapes for nongraphic characters' },
    { long: 'block-size', argument: 'SIZE', help: "with -l, scale sizes by SIZE when printing them; e.g., '--block-size=M'" },
    { short: 'B', long: 'ignore-backups', help: 'do not list implied entries ending with ~' },
    { short: 'c', help: 'with -lt: sort by, and show, ctime; with -l: show ctime and sort by name; otherwise: sort by ctime, newest first' },
    { short: 'C', help: 'list entries by columns' },
    { long: 'color', argument: 'WHEN', optional: true, help: 'color the output WHEN' },
    { short: 'D', long: 'dired', help: "generate output designed for Emacs' dired mode" },
    { short: 'd', long: 'directory', help: 'list directories themselves, not their contents' },
    { short: 'f', help: 'list all entries in directory order' },
    { short: 'F', long: 'classify', argument: 'WHEN', optional: true, help: 'append indicator (one of */=>@|) to entries' },
    { long: 'file-type', help: "likewise, except do not append '*'" },
    { short: 'g', help: 'like -l, but do not list owner' },
    { short: 'G', long: 'no-group', help: "in a long listing, don't print group names" },
    { long: 'group-directories-first', help: 'group directories before files' },
    { short: 'h', long: 'human-readable', help: 'with -l and -s, print sizes like 1K 234M 2G etc.' },
    { long: 'si', help: 'likewise, but use powers of 1000 not 1024' },
    { short: 'H', long: 'dereference-command-line', help: 'follow symbolic links listed on the command line' },
    { long: 'hide', argument: 'PATTERN', help: 'do not list implied entries matching shell PATTERN' },
    { short: 'i', long: 'inode', help: 'print the index number of each file' },
    { short: 'I', long: 'ignore', argument: 'PATTERN', help: 'do not list implied entries matching shell PATTERN' },
    { long: 'indicator-style', argument: 'WORD', help: 'append indicator with style WORD to entry names' },
    { short: 'k', long: 'kibibytes', help: 'default to 1024-byte blocks for file system usage' },
    { short: 'l', help: 'use a long listing format' },
    { short: 'L', long: 'dereference', help: 'show information for the file a link references' },
    { short: 'm', help: 'fill width with a comma separated list of entries' },
    { short: 'n', long: 'numeric-uid-gid', help: 'like -l, but list numeric user and group IDs' },
    { short: 'N', long: 'literal', help: 'print entry names without quoting' },
    { short: 'o', help: 'like -l, but do not list group information' },
    { short: 'p', help: 'append / indicator to directories' },
    { short: 'q', long: 'hide-control-chars', help: 'print ? instead of nongraphic characters' },
    { short: 'Q', long: 'quote-name', help: 'enclose entry names in double quotes' },
    { short: 'r', long: 'reverse', help: 'reverse order while sorting' },
    { short: 'R', long: 'recursive', help: 'list subdirectories recursively' },
    { short: 's', long: 'size', help: 'print the allocated size of each file, in blocks' },
    { short: 'S', help: 'sort by file size, largest first' },
    { long: 'sort', argument: 'WORD', help: 'sort by WORD instead of name: none (-U), size (-S), time (-t), version (-v), extension (-X)' },
    { long: 'time', argument: 'WORD', help: 'select which timestamp used to display or sort' },
    { long: 'time-style', argument: 'STYLE', help: 'time/date format with -l' },
    { long: 'full-time', help: 'like -l --time-style=full-iso' },
    { short: 't', help: 'sort by time, newest first' },
    { short: 'T', long: 'tabsize', argument: 'COLS', help: 'assume tab stops at each COLS instead of 8' },
    { short: 'u', help: 'with -lt: sort by, and show, access time; with -l: show access time and sort by name; otherwise: sort by access time, newest first' },
    { short: 'U', help: 'do not sort; list entries in directory order' },
    { short: 'v', help: 'natural sort of (version) numbers within text' },
    { short: 'w', long: 'width', argument: 'COLS', help: 'set output width to COLS. 0 means no limit' },
    { short: 'x', help: 'list entries by lines instead of by columns' },
    { short: 'X', help: 'sort alphabetically by entry extension' },
    { short: 'Z', long: 'context', help: 'print any security context of each file' },
    { long: 'zero', help: 'end each output line with NUL, not newline' },
    { short: '1', help: 'list one file per line' },
  ],
  *run(t) {
    const operands = t.operands.length > 0 ? t.operands : ['.'];
    const wrong = badWord(t);
    if (wrong !== undefined) return yield* t.usage(wrong, 2);
    const names = new Names(t, isLong(t));
    const hidden = t.options.given.filter((option) => option.name === 'ignore' || (option.name === 'hide' && !t.has('all') && !t.has('almost-all'))).map((option) => globRegex(option.value ?? ''));
    const files: Entry[] = [];
    const directories: string[] = [];
    for (const operand of operands) {
      const entry = yield* look(t, operand, operand, true);
      if (!entry) continue;
      if (entry.stat.kind === 'directory' && !t.has('directory')) directories.push(operand);
      else files.push(entry);
    }
    sort(t, files);
    yield* show(t, names, files, false);
    let first = files.length === 0;
    const pending = directories.sort((a, b) => compare(a, b));
    while (pending.length > 0) {
      const directory = pending.shift() ?? '';
      yield* t.proc.step();
      let inside: string[];
      try {
        inside = t.proc.readdir(directory).map((entry) => entry.name);
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* t.fail(t.busybox ? `can't open '${directory}': ${error.message}` : `cannot open directory '${directory}': ${error.message}`, 2);
        continue;
      }
      if (!first) yield* t.print('\n');
      if (operands.length > 1 || t.has('recursive')) yield* t.print(`${directory}:\n`);
      first = false;
      const all = t.has('all') || t.has('f');
      const listed = inside.filter((name) => (all || t.has('almost-all') || !name.startsWith('.')) && !(t.has('ignore-backups') && name.endsWith('~')) && !hidden.some((pattern) => pattern.test(name)));
      if (all) listed.unshift('.', '..');
      const entries: Entry[] = [];
      for (const name of listed) {
        const entry = yield* look(t, name, directory.endsWith('/') ? directory + name : `${directory}/${name}`, false);
        if (entry) entries.push(entry);
      }
      sort(t, entries);
      yield* show(t, names, entries, true);
      if (t.has('recursive')) pending.unshift(...entries.filter((entry) => entry.stat.kind === 'directory' && entry.name !== '.' && entry.name !== '..').map((entry) => entry.path));
    }
    return t.exit;
  },
});

function* look(t: Tool, name: string, path: string, operand: boolean): Sys<Entry | undefined> {
  const { fs } = t.proc;
  try {
    let stat = fs.lstat(path);
    let target: string | undefined;
    let broken = false;
    if (stat.kind === 'symlink') {
      target = fs.readlink(path);
      broken = !fs.exists(path);
      const named = operand && (t.has('dereference-command-line') || (!isLong(t) && !t.has('directory') && !t.has('classify')));
      if (t.has('dereference') || (named && !broken)) {
        stat = fs.stat(path);
        target = undefined;
      }
    }
    return { name, path, stat, target, broken };
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* t.fail(t.busybox ? `${path}: ${error.message}` : `cannot access '${path}': ${error.message}`, t.busybox ? 1 : 2);
    return undefined;
  }
}

function isLong(t: Tool): boolean {
  return ['l', 'n', 'numeric-uid-gid', 'g', 'o', 'full-time'].some((name) => t.has(name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What the times of files are taken from: the last access, the last change of the inode, or the contents. */
function timeOf(t: Tool): (stat: Stat) => bigint {
  const word = t.options.last('u', 'c', 'time');
  const kind = word === 'time' ? t.value('time') : word;
  if (kind === 'u' || kind === 'atime' || kind === 'access' || kind === 'use') return (stat) => stat.atime;
  if (kind === 'c' || kind === 'ctime' || kind === 'status') return (stat) => stat.ctime;
  return (stat) => stat.mtime;
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  sort: ['none', 'time', 'size', 'extension', 'version', 'width'],
  time: ['atime', 'access', 'use', 'ctime', 'status', 'mtime', 'modification', 'birth', 'creation'],
  'indicator-style': ['none', 'slash', 'file-type', 'classify'],
  color: ['always', 'yes', 'force', 'never', 'no', 'none', 'auto', 'tty', 'if-tty'],
};

function badWord(t: Tool): string | undefined {
  for (const [name, words] of Object.entries(WORDS)) {
    const value = t.value(name);
    if (value !== undefined && !words.includes(value)) return `invalid argument ‘${value}’ for ‘--${name}’\nValid arguments are:\n${words.map((word) => `  - ‘${word}’`).join('\n')}`;
  }
  return undefined;
}

function order(t: Tool): string {
  const last = t.options.last('S', 't', 'X', 'U', 'v', 'f', 'sort');
  if (last === undefined) return !isLong(t) && t.options.last('u', 'c', 'time') ? 'time' : 'name';
  return last === 'sort' ? (t.value('sort') ?? 'name') : ({ S: 'size', t: 'time', X: 'extension', U: 'none', f: 'none', v: 'version' }[last] ?? 'name');
}

function sort(t: Tool, entries: Entry[]): void {
  const by = order(t);
  const time = timeOf(t);
  const later = (a: bigint, b: bigint): number => (a < b ? 1 : a > b ? -1 : 0);
  const rank: Readonly<Record<string, (a: Entry, b: Entry) => number>> = {
    size: (a, b) => b.stat.size - a.stat.size,
    time: (a, b) => later(time(a.stat), time(b.stat)),
    extension: (a, b) => compare(extension(a.name), extension(b.name)),
    version: (a, b) => compareVersions(withoutSuffix(a.name), withoutSuffix(b.name)) || compareVersions(a.name, b.name),
    width: (a, b) => displayWidth(a.name) - displayWidth(b.name),
  };
  if (by !== 'none') entries.sort((a, b) => rank[by]?.(a, b) || compare(a.name, b.name));
  if (by !== 'none' && t.has('reverse')) entries.reverse();
  const isDirectory = ({ stat, target, path }: Entry): boolean => stat.kind === 'directory' || (target !== undefined && t.proc.fs.exists(path) && t.proc.stat(path).kind === 'directory');
  if (t.has('group-directories-first')) entries.sort((a, b) => Number(isDirectory(b)) - Number(isDirectory(a)));
}

/** A name without `.tar.gz` and the like: versions are compared without them first. */
function withoutSuffix(name: string): string {
  return name.replace(/(?:\.[A-Za-z~][A-Za-z0-9~]*)*$/, '');
}

function extension(name: string): string {
  const at = name.lastIndexOf('.');
  return at > 0 ? name.slice(at) : '';
}

/** How sizes are written: as `-h`, `--si` or `--block-size` ask; plain numbers count bytes in a listing and KiB for blocks. */
function sizeText(t: Tool, bytes: number, plain: (bytes: number) => string): string {
  const scale = t.options.last('human-readable', 'si', 'block-size');
  if (scale === 'human-readable') return humanSize(bytes);
  if (scale === 'si') return humanSize(bytes, 1000).replace('K', 'k');
  const [, count = '', unit = '', tail = ''] = /^(\d*)([KMGTP]?)(B?)$/.exec(t.value('block-size') ?? '') ?? [];
  if (scale === undefined || (count === '' && unit === '')) return plain(bytes);
  const size = Number(count || 1) * (tail ? 1000 : 1024) ** ' KMGTP'.indexOf(unit || ' ');
  return `${Math.ceil(bytes / size)}${count === '' ? unit + tail : ''}`;
}

function* show(t: Tool, names: Names, entries: readonly Entry[], total: boolean): Sys<void> {
  const end = t.has('zero') ? '\0' : '\n';
  const allocated = (stat: Stat): number => Math.ceil(stat.allocated / 4096) * 4096;
  const blocks = (bytes: number): string => sizeText(t, bytes, (plain) => String(Math.ceil(plain / 1024)));
  const cells = entries.map(({ stat }) => [...(t.has('inode') ? [String(stat.ino)] : []), ...(t.has('size') ? [blocks(allocated(stat))] : [])]);
  const layout = t.options.last('1', 'C', 'x', 'm', 'zero') ?? (t.proc.isatty(1) ? 'C' : '1');
  // Only a table lines the numbers up below each other.
  const widths = (cells[0] ?? []).map((_, i) => (layout === 'm' ? 0 : Math.max(...cells.map((row) => row[i]?.length ?? 0))));
  const lead = (i: number): string => (cells[i] ?? []).map((text, column) => `${text.padStart(widths[column] ?? 0)} `).join('') + (t.has('context') && !isLong(t) ? '? ' : '');
  if (total && (isLong(t) || t.has('size'))) yield* t.print(`total ${blocks(entries.reduce((bytes, { stat }) => bytes + allocated(stat), 0))}${end}`);
  const quoted = (isLong(t) || layout === 'C' || layout === 'x') && entries.some(({ name }) => names.isQuoted(name));
  if (isLong(t)) {
    yield* showLong(t, names, entries, lead, quoted);
    return;
  }
  if (entries.length === 0) return;
  const texts = entries.map((entry, i) => lead(i) + names.show(entry, quoted));
  const width = t.value('width');
  const cols = width === undefined ? (t.proc.isatty(1) ? t.proc.windowSize(1).cols : Number(t.proc.env.get('COLUMNS') ?? 80)) : Number(width);
  if (layout === '1' || layout === 'zero') for (const text of texts) yield* t.print(text + end);
  else if (layout === 'm') yield* t.print(`${commas(texts, cols || Infinity)}\n`);
  else yield* t.print(columns(texts, cols || Infinity, { across: layout === 'x', tabs: names.colored || t.busybox ? 0 : Number(t.value('tabsize') ?? 8) }));
}

/** Names with commas between, broken before the one that would pass the width. */
function commas(texts: readonly string[], width: number): string {
  let out = '';
  let column = 0;
  for (const [i, text] of texts.entries()) {
    const length = displayWidth(text);
    if (i > 0) {
      const fits = column + length + 2 < width;
      out += fits ? ', ' : ',\n';
      column = fits ? column + 2 : 0;
    }
    out += text;
    column += length;
  }
  return out;
}

/** Major and minor number; BusyBox gives each a column. */
function deviceNumber(rdev: number, busybox: boolean): string {
  const [major, minor] = [String(rdev >> 8), String(rdev & 255)];
  return busybox ? `${major.padStart(4)}, ${minor.padStart(3)}` : `${major}, ${minor}`;
}

function* showLong(t: Tool, names: Names, entries: readonly Entry[], lead: (i: number) => string, quoted: boolean): Sys<void> {
  const numeric = t.has('numeric-uid-gid');
  const { fs } = t.proc;
  const time = timeOf(t);
  const cells = entries.map((entry) => {
    const { stat } = entry;
    const device = stat.kind === 'char' || stat.kind === 'block';
    return {
      links: String(stat.nlink),
      owner: numeric ? String(stat.uid) : (findUser(fs, stat.uid)?.name ?? String(stat.uid)),
      group: numeric ? String(stat.gid) : (findGroup(fs, stat.gid)?.name ?? String(stat.gid)),
      size: device ? deviceNumber(stat.rdev, t.busybox) : sizeText(t, stat.size, String),
    };
  });
  const widest = (pick: (cell: (typeof cells)[number]) => string): number => Math.max(0, ...cells.map((cell) => pick(cell).length));
  const links = t.busybox ? 4 : widest((cell) => cell.links);
  const owner = t.busybox ? 8 : widest((cell) => cell.owner);
  const group = t.busybox ? 8 : widest((cell) => cell.group);
  const size = t.busybox ? Math.max(9, widest((cell) => cell.size)) : widest((cell) => cell.size);
  const style = t.has('full-time') ? 'full-iso' : t.value('time-style');
  for (const [i, entry] of entries.entries()) {
    const cell = cells[i];
    if (!cell) continue;
    const owners = [t.has('g') ? '' : `${cell.owner.padEnd(owner)} `, t.has('o') || t.has('no-group') ? '' : `${cell.group.padEnd(group)} `, t.has('context') ? '? ' : ''].join('');
    const target = entry.target === undefined ? '' : names.target(entry.target, entry.broken ? undefined : fs.stat(entry.path));
    yield* t.print(`${lead(i)}${modeString(entry.stat.kind, entry.stat.mode)} ${cell.links.padStart(links)} ${owners}${cell.size.padStart(size)} ${listDate(time(entry.stat), t.proc.realtime(), style)} ${names.show(entry, quoted)}${target}${t.has('zero') ? '\0' : '\n'}`);
  }
}
