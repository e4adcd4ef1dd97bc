import { tool } from '../tool.ts';

const CLASSES: Readonly<Record<string, RegExp>> = { alpha: /[A-Za-z]/, digit: /\d/, alnum: /[A-Za-z0-9]/, upper: /[A-Z]/, lower: /[a-z]/, space: /[ \t\n\v\f\r]/, blank: /[ \t]/, punct: /[!-/:-@[-`{-~]/, print: /[ -~]/, graph: /[!-~]/, xdigit: /[0-9A-Fa-f]/,
  // eslint-disable-next-line no-control-regex
  cntrl: /[\x00-\x1f\x7f]/ };
const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7, b: 8, '\\': 92 };
const encoder = new TextEncoder();

/** The bytes of a SET, as tr(1) describes it; an error text when it is none. `length` fills `[c*]`. */
export function expandSet(text: string, length?: number): number[] | string {
  const set: number[] = [];
  const bytes = encoder.encode(text);
  const char = (at: number): { byte: number; next: number } => {
    if (bytes[at] !== 92 || at + 1 >= bytes.length) return { byte: bytes[at] ?? 0, next: at + 1 };
    const octal = /^[0-7]{1,3}/.exec(String.fromCharCode(...bytes.subarray(at + 1, at + 4)))?.[0];
    if (octal !== undefined) return { byte: Number.parseInt(octal, 8) & 255, next: at + 1 + octal.length };
    const letter = String.fromCharCode(bytes[at + 1] ?? 0);
    return { byte: ESCAPES[letter] ?? bytes[at + 1] ?? 0, next: at + 2 };
  };
  let i = 0;
  while (i < bytes.length) {
    const rest = String.fromCharCode(...bytes.subarray(i));
    const named = /^\[:(\w+):\]/.exec(rest);
    if (named) {
      const regex = CLASSES[named[1] ?? ''];
      if (!regex) return `invalid character class ‘${named[1]}’`;
      for (let byte = 0; byte < 128; byte++) if (regex.test(String.fromCharCode(byte))) set.push(byte);
      i += named[0].length;
      continue;
    }
    const repeat = /^\[(\\?.)\*(\d*)\]/s.exec(rest);
    if (repeat) {
      const { byte } = char(i + 1);
      const count = repeat[2] === '' || repeat[2] === '0' ? Math.max(0, (length ?? 0) - set.length) : Number.parseInt(repeat[2] ?? '0', (repeat[2] ?? '').startsWith('0') ? 8 : 10);
      for (let n = 0; n < count; n++) set.push(byte);
      i += repeat[0].length;
      continue;
    }
    const equivalence = /^\[=(.)=\]/s.exec(rest);
    if (equivalence) {
      set.push((equivalence[1] ?? '').charCodeAt(0));
      i += 5;
      continue;
    }
    const from = char(i);
    i = from.next;
    if (bytes[i] === 45 && i + 1 < bytes.length) {
      const to = char(i + 1);
      if (to.byte < from.byte) return `range-endpoints of '${String.fromCharCode(from.byte)}-${String.fromCharCode(to.byte)}' are in reverse collating sequence order`;
      for (let byte = from.byte; byte <= to.byte; byte++) set.push(byte);
      i = to.next;
    } else set.push(from.byte);
  }
  return set;
}

export const tr = tool({
  name: 'tr',
  synopsis: ['[OPTION]... STRING1 [STRING2]'],
  summary: 'Translate, squeeze, and/or delete characters from standard input,\nwriting to standard output.  STRING1 and STRING2 specify arrays of\ncharacters ARRAY1 and ARRAY2 that control the action.',
  stopAtOperand: true,
  options: [
    { short: 'c', long: 'complement', help: 'use the complement of ARRAY1' },
    { short: 'C' },
    { short: 'd', long: 'delete', help: 'delete characters in ARRAY1, do not translate' },
    { short: 's', long: 'squeeze-repeats', help: 'replace each sequence of a repeated character that is listed in the last specified ARRAY, with a single occurrence of that character' },
    { short: 't', long: 'truncate-set1', help: 'first truncate ARRAY1 to length of ARRAY2' },
  ],
  *run(t) {
    const [one, two, extra] = t.operands;
    const remove = t.has('delete');
    const squeeze = t.has('squeeze-repeats');
    if (one === undefined) return yield* t.usage('missing operand');
    if (two === undefined && !remove && !squeeze) return yield* t.usage(`missing operand after ‘${one}’\nTwo strings must be given when translating.`);
    if (extra !== undefined) return yield* t.usage(`extra operand ‘${extra}’`);
    if (two !== undefined && remove && !squeeze) return yield* t.usage(`extra operand ‘${two}’\nOnly one string may be given when deleting without squeezing repeats.`);
    let first = expandSet(one);
    if (typeof first === 'string') return yield* t.fail(first);
    if (t.has('complement') || t.has('C')) {
      const listed = new Set(first);
      first = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !listed.has(byte));
    }
    const second = two === undefined ? [] : expandSet(two, first.length);
    if (typeof second === 'string') return yield* t.fail(second);
    const translate = two !== undefined && !remove;
    if (translate && second.length === 0) return yield* t.fail('when not truncating set1, string2 must be non-empty');
    const map = new Uint8Array(256).map((_, byte) => byte);
    if (translate) {
      const used = t.has('truncate-set1') ? first.slice(0, second.length) : first;
      for (const [index, byte] of used.entries()) map[byte] = second[Math.min(index, second.length - 1)] ?? byte;
    }
    const deleted = new Set(remove ? first : []);
    const squeezed = new Set(squeeze ? (two !== undefined ? second : first) : []);
    let last = -1;
    for (;;) {
      const chunk = yield* t.proc.read(0);
      if (chunk.length === 0) return 0;
      const out = new Uint8Array(chunk.length);
      let length = 0;
      for (const byte of chunk) {
        if (deleted.has(byte)) continue;
        const to = map[byte] ?? byte;
        if (to === last && squeezed.has(to)) continue;
        last = to;
        out[length++] = to;
      }
      yield* t.proc.step(chunk.length);
      if (length > 0) yield* t.proc.write(1, out.subarray(0, length));
    }
  },
});
