import { isSysError } from '../../kernel/errno.ts';
import type { FileKind, Stat } from '../../kernel/fs/types.ts';
import type { Sys } from '../../kernel/sys.ts';
import { findGroup, findUser } from '../accounts.ts';
import { columns } from '../columns.ts';
import { modeString } from '../file-mode.ts';
import { humanSize } from '../human-size.ts';
import { listDate } from '../dates.ts';
import { tool, type Tool } from '../tool.ts';

interface Entry { readonly name: string; readonly path: string; readonly stat: Stat; readonly target: string | undefined; readonly broken: boolean }

export const ls = tool({
  name: 'ls',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'List information about the FILEs (the current directory by default).\nSort entries alphabetically if none of -cftuvSUX nor --sort is specified.',
  usageExit: 2,
  options: [
    { short: 'a', long: 'all', help: 'do not ignore entries starting with .' },
    { short: 'A', long: 'almost-all', help: 'do not list implied . and ..' },
    { short: 'C', help: 'list entries by columns' },
    { long: 'color', argument: 'WHEN', optional: true, help: 'color the output WHEN' },
    { short: 'd', long: 'directory', help: 'list directories themselves, not their contents' },
    { short: 'f', help: 'do not sort, enable -aU' },
    { short: 'F', long: 'classify', argument: 'WHEN', optional: true, help: 'append indicator (one of */=>@|) to entries' },
    { short: 'g', help: 'like -l, but do not list owner' },
    { short: 'G', long: 'no-group', help: "in a long listing, don't print group names" },
    { short: 'h', long: 'human-readable', help: 'with -l and -s, print sizes like 1K 234M 2G etc.' },
    { short: 'i', long: 'inode', help: 'print the index number of each file' },
    { short: 'k', long: 'kibibytes', help: 'default to 1024-byte blocks for file system usage' },
    { short: 'l', help: 'use a long listing format' },
    { short: 'L', long: 'dereference', help: 'show information for the file a link references' },
    { short: 'm', help: 'fill width with a comma separated list of entries' },
    { short: 'n', long: 'numeric-uid-gid', help: 'like -l, but list numeric user and group IDs' },
    { short: 'o', help: 'like -l, but do not list group information' },
    { short: 'p', long: 'indicator-style', argument: 'STYLE', optional: true, help: 'append / indicator to directories' },
    { short: 'r', long: 'reverse', help: 'reverse order while sorting' },
    { short: 'R', long: 'recursive', help: 'list subdirectories recursively' },
    { short: 's', long: 'size', help: 'print the allocated size of each file, in blocks' },
    { short: 'S', help: 'sort by file size, largest first' },
    { short: 't', help: 'sort by time, newest first' },
    { long: 'time-style', argument: 'STYLE', help: 'time/date format with -l' },
    { long: 'full-time', help: 'like -l --time-style=full-iso' },
    { long: 'group-directories-first', help: 'group directories before files' },
    { short: 'U', help: 'do not sort; list entries in directory order' },
    { short: 'x', help: 'list entries by lines instead of by columns' },
    { short: 'X', help: 'sort alphabetically by entry extension' },
    { short: '1', help: 'list one file per line' },
    { short: 'w', long: 'width', argument: 'COLS', help: 'set output width to COLS' },
  ],
  *run(t) {
    const operands = t.operands.length > 0 ? t.operands : ['.'];
    const files: Entry[] = [];
    const directories: string[] = [];
    for (const operand of operands) {
      const entry = yield* look(t, operand, operand, true);
      if (!entry) continue;
      if (entry.stat.kind === 'directory' && !t.has('directory')) directories.push(operand);
      else files.push(entry);
    }
    sort(t, files);
    yield* show(t, files, false);
    let first = files.length === 0;
    const pending = directories.sort((a, b) => compare(a, b));
    while (pending.length > 0) {
      const directory = pending.shift() ?? '';
      yield* t.proc.step();
      let names: string[];
      try {
        names = t.proc.readdir(directory).map((entry) => entry.name);
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* t.fail(t.busybox ? `can't open '${directory}': ${error.message}` : `cannot open directory '${directory}': ${error.message}`, 2);
        continue;
      }
      if (!first) yield* t.print('\n');
      if (operands.length > 1 || t.has('recursive')) yield* t.print(`${directory}:\n`);
      first = false;
      const all = t.has('all') || t.has('f');
      const listed = names.filter((name) => all || t.has('almost-all') || !name.startsWith('.'));
      if (all) listed.unshift('.', '..');
      const entries: Entry[] = [];
      for (const name of listed) {
        const entry = yield* look(t, name, directory.endsWith('/') ? directory + name : `${directory}/${name}`, false);
        if (entry) entries.push(entry);
      }
      if (!t.has('f') && !t.has('U')) sort(t, entries);
      yield* show(t, entries, true);
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
      const follow = t.has('dereference') || (operand && !isLong(t) && !t.has('directory') && !t.has('classify'));
      if (follow && !broken) {
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

function sort(t: Tool, entries: Entry[]): void {
  const order = t.options.last('S', 't', 'X', 'U');
  entries.sort((a, b) => {
    let result = 0;
    if (order === 'S') result = b.stat.size - a.stat.size;
    else if (order === 't') result = a.stat.mtime < b.stat.mtime ? 1 : a.stat.mtime > b.stat.mtime ? -1 : 0;
    else if (order === 'X') result = compare(extension(a.name), extension(b.name));
    return result || compare(a.name, b.name);
  });
  if (t.has('reverse')) entries.reverse();
  if (t.has('group-directories-first')) entries.sort((a, b) => Number(b.stat.kind === 'directory') - Number(a.stat.kind === 'directory'));
}

function extension(name: string): string {
  const at = name.lastIndexOf('.');
  return at > 0 ? name.slice(at) : '';
}

const COLORS: Readonly<Partial<Record<FileKind, string>>> = { directory: '01;34', symlink: '01;36', fifo: '40;33', socket: '01;35', char: '40;33;01', block: '40;33;01' };

function indicator(t: Tool, { stat }: Entry): string {
  const style = t.options.last('classify', 'indicator-style');
  if (style === undefined) return '';
  if (stat.kind === 'directory') return '/';
  if (style === 'indicator-style') return '';
  if (stat.kind === 'symlink') return isLong(t) ? '' : '@';
  if (stat.kind === 'fifo') return '|';
  if (stat.kind === 'socket') return '=';
  return stat.kind === 'file' && stat.mode & 0o111 ? '*' : '';
}

function decorate(t: Tool, entry: Entry): string {
  const when = t.options.has('color') ? (t.value('color') ?? 'always') : 'never';
  const colored = when === 'always' || (when === 'auto' && t.proc.isatty(1));
  const { kind, mode } = entry.stat;
  const code = entry.broken ? '40;31;01' : kind === 'directory' && mode & 0o1002 && mode & 0o1000 ? '30;42' : (COLORS[kind] ?? (kind === 'file' && mode & 0o111 ? '01;32' : undefined));
  const name = quote(t, entry.name);
  return (colored && code ? `\x1b[0m\x1b[${code}m${name}\x1b[0m` : name) + indicator(t, entry);
}

/** GNU ls quotes names with blanks and specials as the shell does when it writes to a terminal. */
function quote(t: Tool, name: string): string {
  if (t.busybox || !t.proc.isatty(1)) return name;
  return /[\s'"$`\\!*?[\](){}<>|;&#~=%^]/.test(name) ? (name.includes("'") ? `"${name}"` : `'${name}'`) : name;
}

function* show(t: Tool, entries: readonly Entry[], total: boolean): Sys<void> {
  const blocks = (stat: Stat): number => Math.ceil(stat.allocated / 4096) * 4;
  const human = t.has('human-readable');
  const prefix = entries.map((entry) => `${t.has('inode') ? `${entry.stat.ino} ` : ''}${t.has('size') ? `${human ? humanSize(entry.stat.allocated) : blocks(entry.stat)} ` : ''}`);
  const width = Math.max(0, ...prefix.map((text) => text.length));
  const lead = (i: number): string => (prefix[i] ?? '').padStart(width);
  if (total && (isLong(t) || t.has('size'))) {
    const sum = entries.reduce((bytes, entry) => bytes + blocks(entry.stat), 0);
    yield* t.print(`total ${human ? humanSize(sum * 1024) : sum}\n`);
  }
  if (isLong(t)) {
    yield* showLong(t, entries, lead);
    return;
  }
  if (entries.length === 0) return;
  const names = entries.map((entry, i) => lead(i) + decorate(t, entry));
  const layout = t.options.last('1', 'C', 'x', 'm') ?? (t.proc.isatty(1) ? 'C' : '1');
  if (layout === '1') for (const name of names) yield* t.print(`${name}\n`);
  else if (layout === 'm') yield* t.print(`${names.join(', ')}\n`);
  else {
    const cols = Number(t.value('width') ?? (t.proc.isatty(1) ? t.proc.windowSize(1).cols : (t.proc.env.get('COLUMNS') ?? 80)));
    yield* t.print(columns(names, cols || 80, layout === 'x'));
  }
}

function* showLong(t: Tool, entries: readonly Entry[], lead: (i: number) => string): Sys<void> {
  const numeric = t.has('numeric-uid-gid');
  const { fs } = t.proc;
  const cells = entries.map((entry) => {
    const { stat } = entry;
    const device = stat.kind === 'char' || stat.kind === 'block';
    return {
      links: String(stat.nlink),
      owner: numeric ? String(stat.uid) : (findUser(fs, stat.uid)?.name ?? String(stat.uid)),
      group: numeric ? String(stat.gid) : (findGroup(fs, stat.gid)?.name ?? String(stat.gid)),
      size: device ? `${stat.rdev >> 8}, ${stat.rdev & 255}` : t.has('human-readable') ? humanSize(stat.size) : String(stat.size),
    };
  });
  const widest = (pick: (cell: (typeof cells)[number]) => string): number => Math.max(0, ...cells.map((cell) => pick(cell).length));
  const links = t.busybox ? Math.max(5, widest((cell) => cell.links)) : widest((cell) => cell.links);
  const owner = t.busybox ? 8 : widest((cell) => cell.owner);
  const group = t.busybox ? 8 : widest((cell) => cell.group);
  const size = t.busybox ? Math.max(9, widest((cell) => cell.size)) : widest((cell) => cell.size);
  const style = t.has('full-time') ? 'full-iso' : t.value('time-style');
  for (const [i, entry] of entries.entries()) {
    const cell = cells[i];
    if (!cell) continue;
    const owners = [t.has('g') ? '' : `${cell.owner.padEnd(owner)} `, t.has('o') || t.has('no-group') ? '' : `${cell.group.padEnd(group)} `].join('');
    const name = decorate(t, entry) + (entry.target === undefined ? '' : ` -> ${entry.target}`);
    yield* t.print(`${lead(i)}${modeString(entry.stat.kind, entry.stat.mode)} ${cell.links.padStart(links)} ${owners}${cell.size.padStart(size)} ${listDate(entry.stat.mtime, t.proc.realtime(), style)} ${name}\n`);
  }
}
