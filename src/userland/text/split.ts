import { isSysError } from '../../kernel/errno.ts';
import type { Sys } from '../../kernel/sys.ts';
import { parseCount } from '../counts.ts';
import { tool } from '../tool.ts';

export const split = tool({
  name: 'split',
  synopsis: ['[OPTION]... [FILE [PREFIX]]'],
  summary: "Output pieces of FILE to PREFIXaa, PREFIXab, ...;\ndefault size is 1000 lines, and default PREFIX is 'x'.",
  options: [
    { short: 'a', long: 'suffix-length', argument: 'N', help: 'generate suffixes of length N (default 2)' },
    { long: 'additional-suffix', argument: 'SUFFIX', help: 'append an additional SUFFIX to file names' },
    { short: 'b', long: 'bytes', argument: 'SIZE', help: 'put SIZE bytes per output file' },
    { short: 'd', long: 'numeric-suffixes', help: 'use numeric suffixes starting at 0, not alphabetic' },
    { short: 'l', long: 'lines', argument: 'NUMBER', help: 'put NUMBER lines/records per output file' },
    { short: 'n', long: 'number', argument: 'CHUNKS', help: 'generate CHUNKS output files' },
    { long: 'verbose', help: 'print a diagnostic just before each output file is opened' },
  ],
  *run(t) {
    const [file = '-', prefix = 'x'] = t.operands;
    let data: Uint8Array;
    try {
      data = file === '-' ? yield* t.readAll(0) : t.proc.readFile(file);
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* t.fail(`cannot open '${file}' for reading: ${error.message}`);
    }
    const length = Number(t.value('suffix-length') ?? 2);
    const digits = t.has('numeric-suffixes') ? '0123456789' : 'abcdefghijklmnopqrstuvwxyz';
    let index = 0;
    const piece = function* (from: number, to: number): Sys<boolean> {
      if (index >= digits.length ** length) {
        yield* t.fail('output file suffixes exhausted');
        return false;
      }
      let suffix = '';
      for (let n = 0, value = index; n < length; n++, value = Math.floor(value / digits.length)) suffix = (digits[value % digits.length] ?? '') + suffix;
      index++;
      const name = `${prefix}${suffix}${t.value('additional-suffix') ?? ''}`;
      if (t.has('verbose')) yield* t.print(`creating file '${name}'\n`);
      t.proc.writeFile(name, data.subarray(from, to));
      yield* t.proc.step();
      return true;
    };
    const bytes = t.value('bytes');
    const chunks = t.value('number');
    if (bytes !== undefined || chunks !== undefined) {
      const size = bytes === undefined ? Math.ceil(data.length / Number(chunks)) : parseCount(bytes);
      if (!size) return yield* t.fail(bytes === undefined ? `invalid number of chunks: ‘${chunks}’` : `invalid number of bytes: ‘${bytes}’`);
      for (let at = 0; at < data.length; at += size) if (!(yield* piece(at, Math.min(at + size, data.length)))) return 1;
      return 0;
    }
    const lines = Number(t.value('lines') ?? 1000);
    if (!(lines > 0)) return yield* t.fail(`invalid number of lines: ‘${t.value('lines')}’`);
    for (let at = 0; at < data.length; ) {
      let end = at;
      for (let n = 0; n < lines && end < data.length; n++) {
        const newline = data.indexOf(10, end);
        end = newline < 0 ? data.length : newline + 1;
      }
      if (!(yield* piece(at, end))) return 1;
      at = end;
    }
    return 0;
  },
});
