// strconv.Quote and its relatives.

const SHORT: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

/** strconv.Quote: a Go string literal of the text; `ascii` escapes everything beyond ASCII too. */
export function quoteGo(text: string, ascii = false, quote = '"'): string {
  let out = quote;
  for (const c of text) {
    const short = SHORT[c];
    if (c === quote) out += `\\${c}`;
    else if (short !== undefined) out += short;
    else out += isPrintable(c) && (!ascii || c <= '~') ? c : escaped(c);
  }
  return out + quote;
}

/** unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrintable(c: string): boolean {
  if (c.length === 1 && c >= ' ' && c <= '~') return true;
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(c);
}

function escaped(c: string): string {
  const code = c.codePointAt(0) ?? 0xfffd;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
