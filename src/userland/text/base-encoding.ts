/** base64 and base32: the same program over two alphabets. */
import type { ToolSpec } from '../tool.ts';
import { decodeBase32, decodeBase64, encodeBase32, encodeBase64 } from './jq/formats.ts';

/** The description of base64(1) or base32(1). */
export function encodingTool(name: 'base64' | 'base32'): ToolSpec {
  const encode = name === 'base64' ? encodeBase64 : encodeBase32;
  const decode = name === 'base64' ? decodeBase64 : decodeBase32;
  return {
    name,
    synopsis: ['[OPTION]... [FILE]'],
    summary: `${name === 'base64' ? 'Base64' : 'Base32'} encode or decode FILE, or standard input, to standard output.`,
    options: [
      { short: 'd', long: 'decode', help: 'decode data' },
      { short: 'i', long: 'ignore-garbage', help: 'when decoding, ignore non-alphabet characters' },
      { short: 'w', long: 'wrap', argument: 'COLS', help: 'wrap encoded lines after COLS character (default 76). Use 0 to disable line wrapping' },
    ],
    *run(t) {
      if (t.operands.length > 1) return yield* t.usage(`extra operand ‘${t.operands[1]}’`);
      let code = 0;
      yield* t.eachInput(t.operands.slice(0, 1), function* (fd) {
        const data = yield* t.readAll(fd);
        if (!t.has('decode')) {
          const wrap = Number(t.value('wrap') ?? 76);
          const text = encode(data);
          if (wrap === 0) yield* t.print(text);
          else for (let at = 0; at < text.length; at += wrap) yield* t.print(`${text.slice(at, at + wrap)}\n`);
          return;
        }
        let text = new TextDecoder().decode(data).replaceAll('\n', '');
        if (t.has('ignore-garbage')) text = text.replace(name === 'base64' ? /[^A-Za-z0-9+/=]/g : /[^A-Z2-7=]/g, '');
        let good = text;
        let bytes = decode(good);
        if (bytes === undefined || (name === 'base64' && text.length % 4 !== 0)) {
          good = /^[A-Za-z0-9+/]*/.exec(text)?.[0] ?? '';
          bytes = decode(good);
          code = 1;
        }
        if (bytes) yield* t.out.write(bytes);
        if (code) yield* t.warn(t.busybox ? 'truncated input' : 'invalid input');
      });
      return code;
    },
  };
}
