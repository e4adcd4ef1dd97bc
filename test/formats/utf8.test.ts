/** `encodeUTF8`: its bytes share a buffer, and nobody notices. */
import { expect, test } from 'vitest';
import { encodeUTF8 } from '../../src/formats/utf8/encode.ts';

test('bytes stay as they are while more texts are encoded', () => {
  const texts = Array.from({ length: 500 }, (_, i) => `${i} déjà vu 日本 \u{1f433} \ud800 ${'x'.repeat(i * 20)}`);
  const all = texts.map(encodeUTF8);
  all.forEach((bytes, i) => expect(Buffer.compare(bytes, new TextEncoder().encode(texts[i]))).toBe(0));
});

test('the empty text has no bytes', () => {
  expect(encodeUTF8('')).toHaveLength(0);
});
