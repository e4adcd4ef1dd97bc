import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineDiscipline } from '../../../src/kernel/tty/line-discipline.ts';
import { COOKED, RAW } from '../../../src/kernel/tty/types.ts';
import type { Termios } from '../../../src/kernel/tty/types.ts';

function typed(text: string | Uint8Array, termios: Termios = COOKED) {
  const shown: number[] = [];
  const signals: string[] = [];
  const flow: boolean[] = [];
  const discipline = new LineDiscipline({ echo: (bytes) => shown.push(...bytes), signal: (signal) => signals.push(signal), flow: (stopped) => flow.push(stopped) });
  discipline.set(termios);
  discipline.input(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  const lines: string[] = [];
  for (let line = discipline.take(65536); line !== undefined; line = discipline.take(65536)) lines.push(new TextDecoder().decode(line));
  return { shown: new TextDecoder().decode(Uint8Array.from(shown)), signals, flow, lines, discipline };
}

test.each([
  ['a line is read with its newline', 'one\rtwo', ['one\n'], 'one\r\ntwo'],
  ['^U kills the line', 'one two\x15x\r', ['x\n'], `one two${'\b \b'.repeat(7)}x\r\n`],
  ['^W kills a word and the blanks after it', 'one two  \x17x\r', ['one x\n'], `one two  ${'\b \b'.repeat(5)}x\r\n`],
  ['a tab is erased to where it began', 'ab\t\x7f\r', ['ab\n'], `ab\t${'\b \b'.repeat(6)}\r\n`],
  ['a control character is two columns wide', '\x01\x7f\r', ['\n'], '^A\b \b\b \b\r\n'],
  ['^V takes the next key as it is', '\x16\x03\r', ['\x03\n'], '^\b^C\r\n'],
  ['^D after text hands it over, alone it is the end', 'ab\x04\x04', ['ab', ''], 'ab'],
  ['^R shows the line again', 'ab\x12c\r', ['abc\n'], 'ab^R\r\nabc\r\n'],
  ['erasing at the start does nothing', '\x7f\x7fa\r', ['a\n'], 'a\r\n'],
  ['a signal throws away what was typed', 'abc\x03d\r', ['d\n'], 'abc^Cd\r\n'],
])('%s', (_name, keys, lines, shown) => {
  const result = typed(keys);
  expect(result.lines).toEqual(lines);
  expect(result.shown).toBe(shown);
});

test('signal keys and flow keys', () => {
  expect(typed('\x03\x1c\x1a').signals).toEqual(['SIGINT', 'SIGQUIT', 'SIGTSTP']);
  expect(typed('\x13\x11').flow).toEqual([true, false]);
  expect(typed('\x03\x13\r', RAW)).toMatchObject({ signals: [], flow: [], lines: ['\x03\x13\r'], shown: '' });
});

test('what was typed ahead is there when the mode becomes raw, and comes as one line when it becomes cooked', () => {
  const { discipline } = typed('');
  discipline.input(new TextEncoder().encode('one\rtw'));
  discipline.set(RAW);
  expect(new TextDecoder().decode(discipline.take(100))).toBe('one\ntw');
  discipline.input(new TextEncoder().encode('raw'));
  discipline.set(COOKED);
  expect(new TextDecoder().decode(discipline.take(100))).toBe('raw');
});

test('no input of any bytes is lost in raw mode; in cooked mode lines never hold more than 4096 bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const raw = new LineDiscipline({ echo: () => {}, signal: () => {}, flow: () => {} });
      raw.set(RAW);
      for (const byte of bytes) raw.input(Uint8Array.of(byte));
      expect(raw.take(1000) ?? new Uint8Array(0)).toEqual(bytes);
      expect(typed(bytes).lines.every((line) => line.length <= 4096)).toBe(true);
    }),
  );
  expect(typed(`${'x'.repeat(5000)}\r`).lines[0]?.length).toBe(4096);
});
