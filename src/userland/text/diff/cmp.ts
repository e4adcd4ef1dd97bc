import { isSysError } from '../../../kernel/errno.ts';
import { tool } from '../../tool.ts';

export const cmp = tool({
  name: 'cmp',
  package: 'GNU diffutils 3.8',
  synopsis: ['[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]'],
  summary: 'Compare two files byte by byte.',
  usageExit: 2,
  options: [
    { short: 'b', long: 'print-bytes', help: 'print differing bytes' },
    { short: 'l', long: 'verbose', help: 'output byte numbers and differing byte values' },
    { short: 'n', long: 'bytes', argument: 'LIMIT', help: 'compare at most LIMIT bytes' },
    { short: 's', long: 'quiet', help: 'suppress all normal output' },
  ],
  *run(t) {
    const [left, right = '-'] = t.operands;
    if (left === undefined) return yield* t.usage("missing operand after 'cmp'", 2);
    const files: Uint8Array[] = [];
    for (const path of [left, right]) {
      try {
        files.push(path === '-' ? yield* t.readAll(0) : t.proc.readFile(path));
      } catch (error) {
        if (!isSysError(error)) throw error;
        return yield* t.fail(`${path}: ${error.message}`, 2);
      }
    }
    const limit = Number(t.value('bytes') ?? Infinity);
    const [a, b] = files as [Uint8Array, Uint8Array];
    let line = 1;
    let differs = false;
    for (let i = 0; i < Math.min(a.length, b.length, limit); i++) {
      if (a[i] !== b[i]) {
        differs = true;
        if (t.has('quiet')) return 1;
        const octal = (byte: number | undefined): string => (byte ?? 0).toString(8).padStart(3);
        if (!t.has('verbose')) {
          yield* t.print(`${left} ${right} differ: ${t.busybox ? 'char' : 'byte'} ${i + 1}, line ${line}${t.has('print-bytes') ? ` is ${octal(a[i])} ${String.fromCharCode(a[i] ?? 0)} ${octal(b[i])} ${String.fromCharCode(b[i] ?? 0)}` : ''}\n`);
          return 1;
        }
        yield* t.print(`${String(i + 1).padStart(t.busybox ? 0 : String(Math.min(a.length, b.length, limit)).length)} ${octal(a[i])} ${octal(b[i])}\n`);
      }
      if (a[i] === 10) line++;
    }
    if (a.length !== b.length && Math.min(a.length, b.length) < limit) {
      const short = a.length < b.length ? left : right;
      const length = Math.min(a.length, b.length);
      if (!t.has('quiet')) yield* t.warn(`EOF on ${short}${length === 0 ? ' which is empty' : ` after byte ${length}${t.has('verbose') && !t.busybox ? '' : a[length - 1] === 10 ? `, line ${line - 1}` : `, in line ${line}`}`}`);
      return 1;
    }
    return differs ? 1 : 0;
  },
});
