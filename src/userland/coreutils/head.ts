import type { Sys } from '../../kernel/sys.ts';
import { parseCount } from '../counts.ts';
import { LineInput } from '../text/line-input.ts';
import { tool, type Tool } from '../tool.ts';

export const head = tool({
  name: 'head',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Print the first 10 lines of each FILE to standard output.\nWith more than one FILE, precede each with a header giving the file name.',
  busybox: 'nqcv0123456789',
  options: [
    { short: 'c', long: 'bytes', argument: '[-]NUM', help: "print the first NUM bytes of each file; with the leading '-', print all but the last NUM bytes" },
    { short: 'n', long: 'lines', argument: '[-]NUM', help: "print the first NUM lines instead of the first 10; with the leading '-', print all but the last NUM lines" },
    { short: 'q', long: 'quiet', help: 'never print headers giving file names' },
    { short: 'v', long: 'verbose', help: 'always print headers giving file names' },
    { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
    ...'0123456789'.split('').map((digit) => ({ short: digit })),
  ],
  *run(t) {
    const old = t.options.given.filter((option) => /^\d$/.test(option.name)).map((option) => option.name).join('');
    const bytes = t.options.last('bytes', 'lines') === 'bytes' ? t.value('bytes') : undefined;
    const text = bytes ?? t.value('lines') ?? (old || '10');
    const count = parseCount(text.replace(/^[-+]/, ''));
    if (count === undefined) return yield* t.fail(t.busybox ? `invalid number '${text}'` : `invalid number of ${bytes === undefined ? 'lines' : 'bytes'}: ‘${text}’`);
    const headers = !t.has('quiet') && (t.has('verbose') || t.operands.length > 1);
    let first = true;
    yield* t.eachInput(t.operands, function* (fd, name) {
      if (headers) yield* t.print(`${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
      first = false;
      if (bytes !== undefined) yield* firstBytes(t, fd, text.startsWith('-') ? -count : count);
      else yield* firstLines(t, fd, text.startsWith('-') ? -count : count);
    }, (name) => `cannot open '${name}' for reading`, (name) => `error reading '${name}'`);
    return 0;
  },
});

function* firstBytes(t: Tool, fd: number, count: number): Sys<void> {
  if (count < 0) {
    const all = yield* t.readAll(fd);
    yield* t.out.write(all.subarray(0, Math.max(0, all.length + count)));
    return;
  }
  for (let left = count; left > 0; ) {
    const chunk = yield* t.proc.read(fd, Math.min(left, 65536));
    if (chunk.length === 0) return;
    left -= chunk.length;
    yield* t.out.write(chunk);
  }
}

function* firstLines(t: Tool, fd: number, count: number): Sys<void> {
  const end = t.has('zero-terminated') ? '\0' : '\n';
  const lines = new LineInput(t.proc, fd, { delimiter: end.charCodeAt(0) });
  const held: string[] = [];
  for (let n = 0; count < 0 || n < count; n++) {
    const line = yield* lines.next();
    if (line === undefined) return;
    const text = line + (lines.terminated ? end : '');
    if (count >= 0) {
      yield* t.print(text);
      continue;
    }
    held.push(text);
    if (held.length > -count) yield* t.print(held.shift() ?? '');
  }
}
