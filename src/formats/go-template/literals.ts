// Go's string, character and number literals (strconv.Unquote and the number rules of text/template/parse).

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** strconv.Unquote for "..." and `...`; undefined for a syntax error. */
export function unquote(literal: string): string | undefined {
  const quote = literal[0];
  const body = literal.slice(1, -1);
  if (quote === '`') return body.replaceAll('\r', '');
  let out = '';
  let bytes: number[] = [];
  const flush = () => {
    if (bytes.length > 0) out += new TextDecoder().decode(Uint8Array.from(bytes));
    bytes = [];
  };
  for (let i = 0; i < body.length;) {
    const c = body[i] as string;
    if (c !== '\\') {
      flush();
      out += c;
      i++;
      continue;
    }
    const escape = readEscape(body, i, quote as string);
    if (escape === undefined) return undefined;
    if (typeof escape.value === 'number') bytes.push(escape.value);
    else {
      flush();
      out += escape.value;
    }
    i = escape.end;
  }
  flush();
  return out;
}

/** The code point of a character literal `'x'`; undefined for a syntax error. */
export function charConstant(literal: string): number | undefined {
  const body = literal.slice(1, -1);
  if (body[0] === '\\') {
    const escape = readEscape(body, 0, "'");
    if (escape === undefined || escape.end !== body.length) return undefined;
    return typeof escape.value === 'number' ? escape.value : escape.value.codePointAt(0);
  }
  const code = body.codePointAt(0);
  return code !== undefined && String.fromCodePoint(code) === body ? code : undefined;
}

/** One escape: a byte (\x, octal) as number, else text. */
function readEscape(body: string, at: number, quote: string): { value: string | number; end: number } | undefined {
  const c = body[at + 1];
  if (c === undefined) return undefined;
  if ((c === "'" || c === '"') && c !== quote) return undefined;
  const simple = SIMPLE[c];
  if (simple !== undefined) return { value: simple, end: at + 2 };
  if (c >= '0' && c <= '7') {
    const digits = /^[0-7]{3}/.exec(body.slice(at + 1, at + 4))?.[0];
    const byte = digits === undefined ? 256 : parseInt(digits, 8);
    return byte > 255 ? undefined : { value: byte, end: at + 4 };
  }
  const width = c === 'x' ? 2 : c === 'u' ? 4 : c === 'U' ? 8 : 0;
  const digits = body.slice(at + 2, at + 2 + width);
  if (width === 0 || digits.length !== width || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const code = parseInt(digits, 16);
  if (c === 'x') return { value: code, end: at + 4 };
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return { value: String.fromCodePoint(code), end: at + 2 + width };
}

/** A number literal: an int (bigint beyond 2^53) or a float; undefined when malformed. */
export function parseNumber(text: string): { value: number | bigint; isFloat: boolean } | undefined {
  const sign = text[0] === '-' ? -1 : 1;
  const body = text.replace(/^[+-]/, '');
  if (!/^[0-9a-fA-FxXoObB_.]*(?:[eEpP][+-]?[0-9_]+)?$/.test(body) || !/[0-9]/.test(body)) return undefined;
  if (body.includes('_') && !/^(?:0[xXoObB]?)?_?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*$/.test(body)) return undefined;
  const plain = body.replaceAll('_', '');
  if (/^0[xXoObB]/.test(plain) || /^[0-9]+$/.test(plain)) {
    if (/[.pP]/.test(plain)) return hexFloat(plain, sign);
    const source = /^0[0-7]+$/.test(plain) ? `0o${plain.slice(1)}` : plain;
    if (/^0[0-9]+$/.test(source)) return undefined;
    try {
      const big = BigInt(source) * BigInt(sign);
      const small = Number(big);
      return { value: Number.isSafeInteger(small) ? small : big, isFloat: false };
    } catch {
      return undefined;
    }
  }
  const value = Number(plain) * sign;
  return Number.isFinite(value) ? { value, isFloat: true } : undefined;
}

function hexFloat(text: string, sign: number): { value: number; isFloat: boolean } | undefined {
  const match = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/.exec(text);
  if (match === null) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const mantissa = parseInt(whole + fraction || '0', 16);
  return { value: sign * mantissa * 2 ** (Number(exponent) - 4 * fraction.length), isFloat: true };
}
