import { joinBytes } from '../../../formats/bytes/join.ts';
import { tool } from '../../tool.ts';
import { charName, rows } from './rows.ts';

export const hexdump = tool({
  name: 'hexdump',
  package: 'util-linux 2.38.1',
  synopsis: ['[options] <file>...'],
  summary: 'Display file contents in hexadecimal, decimal, octal, or ascii.',
  options: [
    { short: 'b', long: 'one-byte-octal', help: 'one-byte octal display' },
    { short: 'c', long: 'one-byte-char', help: 'one-byte character display' },
    { short: 'C', long: 'canonical', help: 'canonical hex+ASCII display' },
    { short: 'd', long: 'two-bytes-decimal', help: 'two-byte decimal display' },
    { short: 'n', long: 'length', argument: 'length', help: 'interpret only length bytes of input' },
    { short: 's', long: 'skip', argument: 'offset', help: 'skip offset bytes from the beginning' },
    { short: 'v', long: 'no-squeezing', help: 'output identical lines' },
    { short: 'x', long: 'two-bytes-hex', help: 'two-byte hexadecimal display' },
  ],
  *run(t) {
    const chunks: Uint8Array[] = [];
    yield* t.eachInput(t.operands, function* (fd) {
      chunks.push(yield* t.readAll(fd));
    });
    const skip = Number(t.value('skip') ?? 0);
    const data = joinBytes(chunks).subarray(skip, t.has('length') ? skip + Number(t.value('length')) : undefined);
    const canonical = t.has('canonical') || t.proc.argv[0]?.endsWith('hd') === true;
    const address = (at: number): string => at.toString(16).padStart(canonical ? 8 : 7, '0');
    for (const { at, row } of rows(data, 16, t.has('no-squeezing'))) {
      if (!row) {
        yield* t.print('*\n');
        continue;
      }
      let text = '';
      if (canonical) {
        for (let i = 0; i < 16; i++) text += `${i === 8 ? ' ' : ''} ${row[i] === undefined ? '  ' : (row[i] ?? 0).toString(16).padStart(2, '0')}`;
        text = ` ${text}  |${[...row].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')}|`;
      } else if (t.has('one-byte-char')) text = [...row].map((byte) => ` ${charName(byte).padStart(3)}`).join('');
      else if (t.has('one-byte-octal')) text = [...row].map((byte) => ` ${byte.toString(8).padStart(3, '0')}`).join('');
      else {
        for (let i = 0; i < row.length; i += 2) {
          const value = (row[i] ?? 0) | ((row[i + 1] ?? 0) << 8);
          text += t.has('two-bytes-decimal') ? `   ${String(value).padStart(5, '0')}` : t.has('two-bytes-hex') ? `    ${value.toString(16).padStart(4, '0')}` : ` ${value.toString(16).padStart(4, '0')}`;
        }
        text = text.padEnd(t.has('two-bytes-decimal') || t.has('two-bytes-hex') ? 64 : 40);
      }
      yield* t.print(`${address(skip + at)}${text}\n`);
    }
    if (data.length > 0) yield* t.print(`${address(skip + data.length)}\n`);
    return t.exit;
  },
});
