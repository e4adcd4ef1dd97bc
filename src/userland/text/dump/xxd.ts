import { tool } from '../../tool.ts';

export const xxd = tool({
  name: 'xxd',
  package: 'xxd 2022-01-14',
  synopsis: ['[options] [infile [outfile]]'],
  summary: 'Make a hexdump or do the reverse.',
  options: [
    { short: 'b', help: 'binary digit dump' },
    { short: 'c', argument: 'cols', help: 'format <cols> octets per line. Default 16' },
    { short: 'g', argument: 'bytes', help: 'number of octets per group in normal output. Default 2' },
    { short: 'i', help: 'output in C include file style' },
    { short: 'l', argument: 'len', help: 'stop after <len> octets' },
    { short: 'p', help: 'output in postscript plain hexdump style' },
    { short: 'r', help: 'reverse operation: convert (or patch) hexdump into binary' },
    { short: 's', argument: 'seek', help: 'start at <seek> bytes abs. infile offset' },
    { short: 'u', help: 'use upper case hex letters' },
  ],
  *run(t) {
    yield* t.eachInput(t.operands.slice(0, 1), function* (fd) {
      let data = yield* t.readAll(fd);
      if (t.has('r')) {
        const text = new TextDecoder().decode(data);
        const hex = t.has('p') ? text.replace(/\s+/g, '') : text.split('\n').map((line) => (/^[0-9a-f]+: ((?:[0-9a-fA-F]{2,} ?)*)/.exec(line)?.[1] ?? '').replaceAll(' ', '')).join('');
        yield* t.out.write(Uint8Array.from(hex.match(/[0-9a-fA-F]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16)));
        return;
      }
      const seek = Number(t.value('s') ?? 0);
      data = data.subarray(seek, t.has('l') ? seek + Number(t.value('l')) : undefined);
      const columns = Number(t.value('c') ?? (t.has('p') ? 30 : t.has('b') ? 6 : 16));
      const group = Number(t.value('g') ?? (t.has('b') ? 1 : 2)) || columns;
      const digits = (byte: number): string => (t.has('b') ? byte.toString(2).padStart(8, '0') : t.has('u') ? byte.toString(16).toUpperCase().padStart(2, '0') : byte.toString(16).padStart(2, '0'));
      for (let at = 0; at < data.length; at += columns) {
        const row = data.subarray(at, at + columns);
        if (t.has('p')) {
          yield* t.print(`${[...row].map(digits).join('')}\n`);
          continue;
        }
        let text = '';
        for (let i = 0; i < columns; i++) {
          const byte = row[i];
          text += byte === undefined ? ' '.repeat(t.has('b') ? 8 : 2) : digits(byte);
          if (i % group === group - 1) text += ' ';
        }
        if (columns % group !== 0) text += ' ';
        const shown = [...row].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
        yield* t.print(`${(seek + at).toString(16).padStart(8, '0')}: ${text} ${shown}\n`);
      }
    });
    return t.exit;
  },
});
