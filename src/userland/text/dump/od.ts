import { joinBytes } from '../../../formats/bytes/join.ts';
import { tool } from '../../tool.ts';
import { charName, rows } from './rows.ts';

const NAMED = ['nul', 'soh', 'stx', 'etx', 'eot', 'enq', 'ack', 'bel', 'bs', 'ht', 'nl', 'vt', 'ff', 'cr', 'so', 'si', 'dle', 'dc1', 'dc2', 'dc3', 'dc4', 'nak', 'syn', 'etb', 'can', 'em', 'sub', 'esc', 'fs', 'gs', 'rs', 'us', 'sp'];

export const od = tool({
  name: 'od',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Write an unambiguous representation, octal bytes by default,\nof FILE to standard output.',
  options: [
    { short: 'A', long: 'address-radix', argument: 'RADIX', help: 'output format for file offsets; RADIX is one of [doxn], for Decimal, Octal, Hex or None' },
    { short: 'j', long: 'skip-bytes', argument: 'BYTES', help: 'skip BYTES input bytes first' },
    { short: 'N', long: 'read-bytes', argument: 'BYTES', help: 'limit dump to BYTES input bytes' },
    { short: 't', long: 'format', argument: 'TYPE', help: 'select output format or formats' },
    { short: 'v', long: 'output-duplicates', help: 'do not use * to mark line suppression' },
    { short: 'w', long: 'width', argument: 'BYTES', optional: true, help: 'output BYTES bytes per output line' },
    { short: 'a', help: 'same as -t a' }, { short: 'b', help: 'same as -t o1' }, { short: 'c', help: 'same as -t c' }, { short: 'd', help: 'same as -t u2' }, { short: 'o', help: 'same as -t o2' }, { short: 'x', help: 'same as -t x2' },
  ],
  *run(t) {
    const types: string[] = [];
    for (const { name, value } of t.options.given) {
      if (name === 'format') types.push(...((value ?? '').match(/[acdoux]\d?z?/g) ?? []));
      const same = { a: 'a', b: 'o1', c: 'c', d: 'u2', o: 'o2', x: 'x2' }[name];
      if (same !== undefined) types.push(same);
    }
    if (types.length === 0) types.push('o2');
    const chunks: Uint8Array[] = [];
    yield* t.eachInput(t.operands, function* (fd) {
      chunks.push(yield* t.readAll(fd));
    });
    if (t.exit !== 0 && chunks.length === 0) return t.exit;
    const skip = Number(t.value('skip-bytes') ?? 0);
    const data = joinBytes(chunks).subarray(skip, t.has('read-bytes') ? skip + Number(t.value('read-bytes')) : undefined);
    const width = Number(t.value('width') ?? 16) || 32;
    const radix = t.value('address-radix') ?? 'o';
    const address = (at: number): string => (radix === 'n' ? '' : radix === 'd' ? String(at).padStart(7, '0') : radix === 'x' ? at.toString(16).padStart(6, '0') : at.toString(8).padStart(7, '0'));
    const cell = (type: string, row: Uint8Array): string => {
      const letter = type[0] ?? 'o';
      if (letter === 'c' || letter === 'a') return [...row].map((byte) => (letter === 'c' ? charName(byte) : byte === 127 ? 'del' : (NAMED[byte & 127] ?? String.fromCharCode(byte & 127))).padStart(4)).join('');
      const size = Number(type[1] ?? (letter === 'd' || letter === 'u' ? 4 : 2));
      let out = '';
      for (let i = 0; i < row.length; i += size) {
        let value = 0n;
        for (let j = size - 1; j >= 0; j--) value = value * 256n + BigInt(row[i + j] ?? 0);
        if (letter === 'd') value = BigInt.asIntN(size * 8, value);
        const digits = letter === 'x' ? size * 2 : letter === 'o' ? Math.ceil((size * 8) / 3) : { 1: 3, 2: 5, 4: 10, 8: 20 }[size] ?? 10;
        out += letter === 'x' ? ` ${value.toString(16).padStart(digits, '0')}` : letter === 'o' ? ` ${value.toString(8).padStart(digits, '0')}` : value.toString().padStart(digits + (letter === 'd' ? 2 : 1));
      }
      return out;
    };
    for (const { at, row } of rows(data, width, t.has('output-duplicates'))) {
      if (!row) {
        yield* t.print('*\n');
        continue;
      }
      for (const [index, type] of types.entries()) yield* t.print(`${index === 0 ? address(skip + at) : ' '.repeat(address(0).length)}${cell(type, row)}\n`);
    }
    if (radix !== 'n') yield* t.print(`${address(skip + data.length)}\n`);
    return t.exit;
  },
});
