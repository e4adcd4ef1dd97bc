import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeJSON } from '../../src/formats/json/encode.ts';

// A Map is written by our own encoder, with all that is in it; plain data alone go to JSON.stringify where that writes the same.
test.each([true, false])('plain data are written alike on both ways (escapeHTML %s)', (escapeHTML) => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('<&>', '\u2028', '\ud800', '\\ud800', '\x00\x1f\x7f\b\f'));
  const leaf = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.constantFrom(null, undefined, -0, 1e-7, 1e21));
  const value = fc.letrec<{ any: unknown }>((tie) => ({ any: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('any')), fc.dictionary(text, tie('any'))) })).any;
  fc.assert(fc.property(value, (any) => {
    expect(encodeJSON(new Map([['a', any]]), { escapeHTML })).toBe(`{"a":${encodeJSON(any, { escapeHTML })}}`);
  }));
});
