import { isSysError } from '../../kernel/errno.ts';
import type { Sys } from '../../kernel/sys.ts';
import { tool, type Tool } from '../tool.ts';

interface Counts { lines: number; words: number; chars: number; bytes: number; longest: number }

export const wc = tool({
  name: 'wc',
  synopsis: ['[OPTION]... [FILE]...', '[OPTION]... --files0-from=F'],
  summary: 'Print newline, word, and byte counts for each FILE, and a total line if\nmore than one FILE is specified.',
  options: [
    { short: 'c', long: 'bytes', help: 'print the byte counts' },
    { short: 'm', long: 'chars', help: 'print the character counts' },
    { short: 'l', long: 'lines', help: 'print the newline counts' },
    { short: 'L', long: 'max-line-length', help: 'print the maximum display width' },
    { short: 'w', long: 'words', help: 'print the word counts' },
  ],
  *run(t) {
    const wanted = (['lines', 'words', 'chars', 'bytes', 'max-line-length'] as const).filter((name) => t.has(name));
    const columns = wanted.length > 0 ? wanted : (['lines', 'words', 'bytes'] as const);
    const rows: { counts: Counts; name: string }[] = [];
    const sizes = t.operands.length === 0 ? [fileSize(t, undefined)] : t.operands.map((name) => fileSize(t, name));
    const directories = t.operands.filter((name) => name !== '-' && isDirectory(t, name));
    yield* t.eachInput(t.operands, function* (fd, name) {
      rows.push({ counts: yield* count(t, fd), name: name === '-' && t.operands.length === 0 ? '' : name });
    });
    if (t.operands.length > 1) {
      const total: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 };
      for (const { counts } of rows) {
        total.lines += counts.lines;
        total.words += counts.words;
        total.chars += counts.chars;
        total.bytes += counts.bytes;
        total.longest = Math.max(total.longest, counts.longest);
      }
      rows.push({ counts: total, name: 'total' });
    }
    const pick = (counts: Counts, column: (typeof columns)[number]): number => (column === 'max-line-length' ? counts.longest : counts[column]);
    if (!t.busybox) for (const name of directories) rows.splice(t.operands.indexOf(name), 0, { counts: { lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 }, name });
    // As wide as the sum of the sizes; what has no size (a pipe, a directory) may become long.
    const known = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
    const width = columns.length === 1 && rows.length === 1 ? 1 : t.busybox ? 9 : Math.max(sizes.includes(undefined) ? 7 : 1, String(known).length);
    for (const { counts, name } of rows) {
      const cells = columns.map((column) => String(pick(counts, column)).padStart(width));
      yield* t.print(`${cells.join(' ')}${name === '' ? '' : ` ${name}`}\n`);
    }
    return 0;
  },
});

/** Size of a plain file; undefined for anything else, 0 for what cannot be looked at. */
function fileSize(t: Tool, name: string | undefined): number | undefined {
  try {
    const stat = name === undefined || name === '-' ? t.proc.fstat(0) : t.proc.stat(name);
    return stat.kind === 'file' ? stat.size : undefined;
  } catch (error) {
    if (!isSysError(error)) throw error;
    return 0;
  }
}

function isDirectory(t: Tool, name: string): boolean {
  return t.proc.fs.exists(name) && t.proc.stat(name).kind === 'directory';
}

function* count(t: Tool, fd: number): Sys<Counts> {
  const counts: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 };
  let inWord = false;
  let width = 0;
  for (;;) {
    const chunk = yield* t.proc.read(fd);
    if (chunk.length === 0) break;
    counts.bytes += chunk.length;
    for (const byte of chunk) {
      if ((byte & 0xc0) !== 0x80) counts.chars++;
      const blank = byte === 32 || (byte >= 9 && byte <= 13);
      if (!blank && !inWord) counts.words++;
      inWord = !blank;
      if (byte === 10) {
        counts.lines++;
        counts.longest = Math.max(counts.longest, width);
        width = 0;
      } else if ((byte & 0xc0) !== 0x80) {
        width = byte === 9 ? (width | 7) + 1 : width + 1;
      }
    }
  }
  counts.longest = Math.max(counts.longest, width);
  return counts;
}
