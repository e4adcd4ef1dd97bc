import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GoFloat, GoNil, JsonNumber } from '../../src/formats/go-values/values.ts';
import { gunzip, GunzipStream, gzip, isGzip } from '../../src/formats/gzip/gzip.ts';
import { decodeJSON } from '../../src/formats/json/decode.ts';
import { encodeIndented, encodeJSON } from '../../src/formats/json/encode.ts';
import { JSONDocuments } from '../../src/formats/json/lines.ts';
import { encodeFrame, FrameDecoder } from '../../src/formats/multiplex/stdcopy.ts';
import { digestOf, digestOfText, Sha256 } from '../../src/formats/sha256/sha256.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('sha256', () => {
  test('of nothing and of text', () => {
    expect(digestOf(new Uint8Array(0))).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(new Sha256().update(bytes('a')).update(bytes('bc')).digest()).toBe(digestOfText('abc'));
  });
  test('the sum so far does not end it', () => {
    const hash = new Sha256().update(bytes('ab'));
    expect(hash.digest()).toBe(digestOfText('ab'));
    expect(hash.update(bytes('c')).digest()).toBe(digestOfText('abc'));
  });
});

describe('gzip', () => {
  test('the same bytes for the same content, readable by others', () => {
    const data = bytes('hello '.repeat(1000));
    const packed = gzip(data);
    expect(gzip(data)).toEqual(packed);
    expect([...packed.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
    expect(isGzip(packed)).toBe(true);
    expect(new Uint8Array(gunzipSync(packed))).toEqual(data);
    expect(gunzip(packed)).toEqual(data);
  });
  test('any chunking unpacks to the same', () => {
    const data = bytes(Array.from({ length: 3000 }, (_, i) => String(i * 7919)).join(' '));
    const packed = gzip(data);
    const stream = new GunzipStream();
    const parts: number[] = [];
    for (let i = 0; i < packed.length; i += 100) for (const part of stream.push(packed.subarray(i, i + 100))) parts.push(...part);
    for (const part of stream.close()) parts.push(...part);
    expect(Uint8Array.from(parts)).toEqual(data);
  });
  test('what is cut off or not gzip is an error', () => {
    expect(() => gunzip(gzip(bytes('hello world')).subarray(0, 20))).toThrow();
    expect(() => gunzip(bytes('plain text, no gzip'))).toThrow();
  });
});

describe('stdcopy frames', () => {
  test('any chunking gives the same streams', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.uint8Array({ maxLength: 30 }))), fc.integer({ min: 1, max: 20 }), (frames, step) => {
        const whole = frames.flatMap(([stream, data]) => [...encodeFrame(stream, data)]);
        const decoder = new FrameDecoder();
        const got: number[][] = [[], [], [], []];
        for (let i = 0; i < whole.length; i += step) {
          for (const frame of decoder.push(Uint8Array.from(whole.slice(i, i + step)))) got[frame.stream]?.push(...frame.data);
        }
        const want: number[][] = [[], [], [], []];
        for (const [stream, data] of frames) want[stream]?.push(...data);
        expect(got).toEqual(want);
        expect(decoder.complete).toBe(true);
      }),
    );
  });
  test('another stream number is refused', () => {
    expect(() => new FrameDecoder().push(bytes('HTTP/1.1 400'))).toThrow('Unrecognized input header: 72');
  });
});

describe('json', () => {
  test('as Go writes it', () => {
    const value = {
      B: '<a&b>',
      A: new Map([
        ['z', 1],
        ['a', 2],
      ]),
      N: null,
      U: undefined,
      L: new GoNil('slice'),
      F: new GoFloat(3),
      J: new JsonNumber('1.50'),
      T: 12345678901234567890n,
    };
    expect(encodeJSON(value)).toBe('{"B":"\\u003ca\\u0026b\\u003e","A":{"a":2,"z":1},"N":null,"L":null,"F":3,"J":1.50,"T":12345678901234567890}');
    expect(encodeJSON('\u2028<\x01\n', { escapeHTML: false })).toBe('"\\u2028<\\u0001\\n"');
    expect(encodeIndented({ A: [], B: {}, C: [1, { D: 2 }] })).toBe(
      '{\n    "A": [],\n    "B": {},\n    "C": [\n        1,\n        {\n            "D": 2\n        }\n    ]\n}',
    );
    expect(encodeJSON([1e21, 1e-7, 0.1, 1e20])).toBe('[1e+21,1e-7,0.1,100000000000000000000]');
  });
  test('what is written is read back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(decodeJSON(encodeJSON(value))).toEqual(value);
      }),
    );
  });
  test.each([
    ['', 'unexpected end of JSON input'],
    ['{"a"', 'unexpected end of JSON input'],
    ['{a}', "invalid character 'a' looking for beginning of object key string"],
    ['[1 2]', "invalid character '2' after array element"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
    ['nul', 'unexpected end of JSON input'],
    ['nux', "invalid character 'x' in literal null (expecting 'l')"],
    ['hello', "invalid character 'h' looking for beginning of value"],
    ['1 x', "invalid character 'x' after top-level value"],
    ['"a\nb"', "invalid character '\\n' in string literal"],
  ])("%j fails in Go's words", (text, message) => {
    expect(() => decodeJSON(text)).toThrow(message);
  });
  test('numbers keep their digits', () => {
    expect(encodeJSON(decodeJSON('{"t":1795268556870595367,"f":1.0}', { numbers: 'exact' }))).toBe('{"t":1795268556870595367,"f":1.0}');
  });
  test('documents of a stream, however it is cut', () => {
    const stream = '{"a":"}\\""}\r\n{"b":[1,{}]} 12 "x" [1][2]\n true\n';
    for (let step = 1; step < 9; step++) {
      const documents = new JSONDocuments();
      const got: string[] = [];
      const whole = bytes(stream);
      for (let i = 0; i < whole.length; i += step) got.push(...documents.push(whole.subarray(i, i + step)));
      expect(got).toEqual(['{"a":"}\\""}', '{"b":[1,{}]}', '12', '"x"', '[1]', '[2]', 'true']);
    }
  });
});
