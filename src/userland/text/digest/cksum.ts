import { tool } from '../../tool.ts';

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc >>> 0;
});

export const cksum = tool({
  name: 'cksum',
  synopsis: ['[FILE]...'],
  summary: 'Print CRC checksum and byte counts of each FILE.',
  options: [],
  *run(t) {
    yield* t.eachInput(t.operands, function* (fd, name) {
      let crc = 0;
      let length = 0;
      for (;;) {
        const chunk = yield* t.proc.read(fd);
        if (chunk.length === 0) break;
        length += chunk.length;
        for (const byte of chunk) crc = ((crc << 8) ^ (TABLE[((crc >>> 24) ^ byte) & 255] ?? 0)) >>> 0;
        yield* t.proc.step(chunk.length);
      }
      for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) crc = ((crc << 8) ^ (TABLE[((crc >>> 24) ^ (rest & 255)) & 255] ?? 0)) >>> 0;
      yield* t.print(`${~crc >>> 0} ${length}${name === '-' && t.operands.length === 0 ? '' : ` ${name}`}\n`);
    });
    return 0;
  },
});
