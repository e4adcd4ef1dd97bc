import type { Sys } from '../../kernel/sys.ts';
import { parseCount } from '../counts.ts';
import { tool, type Tool } from '../tool.ts';
import { parseInterval } from './sleep.ts';

export const tail = tool({
  name: 'tail',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Print the last 10 lines of each FILE to standard output.\nWith more than one FILE, precede each with a header giving the file name.',
  options: [
    { short: 'c', long: 'bytes', argument: '[+]NUM', help: 'output the last NUM bytes; or use -c +NUM to output starting with byte NUM of each file' },
    { short: 'f', long: 'follow', argument: '{name|descriptor}', optional: true, help: 'output appended data as the file grows' },
    { short: 'F', help: 'same as --follow=name --retry' },
    { short: 'n', long: 'lines', argument: '[+]NUM', help: 'output the last NUM lines, instead of the last 10; or use -n +NUM to output starting with line NUM' },
    { short: 'q', long: 'quiet', help: 'never output headers giving file names' },
    { long: 'pid', argument: 'PID', help: 'with -f, terminate after process ID, PID dies' },
    { long: 'retry', help: 'keep trying to open a file if it is inaccessible' },
    { short: 's', long: 'sleep-interval', argument: 'N', help: 'with -f, sleep for approximately N seconds (default 1.0) between iterations' },
    { short: 'v', long: 'verbose', help: 'always output headers giving file names' },
    ...'0123456789'.split('').map((digit) => ({ short: digit })),
  ],
  *run(t) {
    const old = t.options.given.filter((option) => /^\d$/.test(option.name)).map((option) => option.name).join('');
    const operands = [...t.operands];
    const plus = operands[0] !== undefined && /^\+\d+$/.test(operands[0]) ? operands.shift() : undefined;
    const bytes = t.options.last('bytes', 'lines') === 'bytes' ? t.value('bytes') : undefined;
    const text = bytes ?? t.value('lines') ?? plus ?? (old || '10');
    const count = parseCount(text.replace(/^[-+]/, ''));
    if (count === undefined) return yield* t.fail(t.busybox ? `invalid number '${text}'` : `invalid number of ${bytes === undefined ? 'lines' : 'bytes'}: ‘${text}’`);
    const headers = !t.has('quiet') && (t.has('verbose') || operands.length > 1);
    const fromStart = text.startsWith('+');
    let first = true;
    const sizes = new Map<string, number>();
    yield* t.eachInput(operands, function* (fd, name) {
      if (headers) yield* t.print(`${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
      first = false;
      const all = yield* t.readAll(fd);
      if (name !== '-') sizes.set(name, all.length);
      const start = bytes !== undefined ? (fromStart ? count - 1 : all.length - count) : fromStart ? lineStart(all, count - 1) : lastLines(all, count);
      yield* t.out.write(all.subarray(Math.max(0, start)));
    }, (name) => `cannot open '${name}' for reading`, (name) => `error reading '${name}'`);
    if ((t.has('follow') || t.has('F')) && sizes.size > 0) yield* follow(t, sizes, headers);
    return t.exit;
  },
});

/** Offset of line number `skip` (from 0). */
function lineStart(data: Uint8Array, skip: number): number {
  let at = 0;
  for (let n = 0; n < skip; n++) {
    const end = data.indexOf(10, at);
    if (end < 0) return data.length;
    at = end + 1;
  }
  return at;
}

function lastLines(data: Uint8Array, count: number): number {
  if (count === 0) return data.length;
  let at = data[data.length - 1] === 10 ? data.length - 1 : data.length;
  for (let n = 0; n < count; n++) {
    const end = at === 0 ? -1 : data.lastIndexOf(10, at - 1);
    if (end < 0) return 0;
    at = end;
  }
  return at + 1;
}

function* follow(t: Tool, sizes: Map<string, number>, headers: boolean): Sys<void> {
  const interval = parseInterval(t.value('sleep-interval') ?? '1') ?? 1e9;
  let shown = [...sizes.keys()].at(-1);
  yield* t.out.flush();
  for (;;) {
    yield* t.proc.sleep(interval);
    for (const [name, size] of sizes) {
      if (!t.proc.fs.exists(name)) continue;
      const now = t.proc.stat(name).size;
      if (now < size) {
        yield* t.warn(`${name}: file truncated`);
        sizes.set(name, 0);
      }
      const from = sizes.get(name) ?? 0;
      if (now <= from) continue;
      if (headers && shown !== name) yield* t.print(`\n==> ${name} <==\n`);
      shown = name;
      yield* t.out.write(t.proc.readFile(name).subarray(from));
      yield* t.out.flush();
      sizes.set(name, now);
    }
  }
}
