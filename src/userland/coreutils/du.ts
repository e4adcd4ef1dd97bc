import type { Sys } from '../../kernel/sys.ts';
import { humanSize } from '../human-size.ts';
import { tool, type Tool } from '../tool.ts';

export const du = tool({
  name: 'du',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Summarize device usage of the set of FILEs, recursively for directories.',
  options: [
    { short: 'a', long: 'all', help: 'write counts for all files, not just directories' },
    { long: 'apparent-size', help: 'print apparent sizes rather than device usage' },
    { short: 'b', long: 'bytes', help: "equivalent to '--apparent-size --block-size=1'" },
    { short: 'c', long: 'total', help: 'produce a grand total' },
    { short: 'd', long: 'max-depth', argument: 'N', help: 'print the total for a directory only if it is N or fewer levels below' },
    { short: 'h', long: 'human-readable', help: 'print sizes in human readable format (e.g., 1K 234M 2G)' },
    { short: 'k', help: 'like --block-size=1K' },
    { short: 'm', help: 'like --block-size=1M' },
    { short: 's', long: 'summarize', help: 'display only a total for each argument' },
    { short: 'x', long: 'one-file-system', help: 'skip directories on different file systems' },
  ],
  *run(t) {
    const limit = t.has('summarize') ? 0 : Number(t.value('max-depth') ?? Number.POSITIVE_INFINITY);
    let total = 0;
    for (const operand of t.operands.length > 0 ? t.operands : ['.']) {
      try {
        total += yield* measure(t, operand, 0, limit, new Set());
      } catch (error) {
        yield* t.failed(t.busybox ? operand : `cannot access '${operand}'`, error);
      }
    }
    if (t.has('total')) yield* t.print(`${shown(t, total)}\ttotal\n`);
    return t.exit;
  },
});

function shown(t: Tool, bytes: number): string {
  if (t.has('human-readable')) return humanSize(bytes);
  return String(t.has('bytes') ? bytes : Math.ceil(bytes / (t.has('m') ? 1024 ** 2 : 1024)));
}

function* measure(t: Tool, path: string, depth: number, limit: number, seen: Set<string>): Sys<number> {
  const { fs } = t.proc;
  yield* t.proc.step();
  const stat = fs.lstat(path);
  const key = `${stat.dev}:${stat.ino}`;
  if (stat.kind !== 'directory' && stat.nlink > 1) {
    if (seen.has(key)) return 0;
    seen.add(key);
  }
  // The bulk of the simulated images is files with holes that stand for real content: their logical size counts.
  let bytes = t.has('bytes') || t.has('apparent-size') ? stat.size : stat.kind === 'directory' ? 4096 : Math.ceil(stat.size / 4096) * 4096;
  if (stat.kind === 'directory') {
    for (const entry of fs.readdir(path)) {
      try {
        bytes += yield* t.proc.call(measure(t, path.endsWith('/') ? path + entry.name : `${path}/${entry.name}`, depth + 1, limit, seen));
      } catch (error) {
        yield* t.failed(`cannot read directory '${path}/${entry.name}'`, error);
      }
    }
  }
  if (depth <= limit && (stat.kind === 'directory' || t.has('all') || depth === 0)) yield* t.print(`${shown(t, bytes)}\t${path}\n`);
  return bytes;
}
