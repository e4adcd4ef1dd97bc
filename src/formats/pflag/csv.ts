import { FlagError } from './flag.ts';

/** Reads one record as Go's encoding/csv does with its defaults. An empty text throws `EOF`. */
export function readCSV(text: string): string[] {
  if (text === '') throw new FlagError('EOF');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(',', at);
      const field = text.slice(at, end < 0 ? undefined : end).replace(/\r?\n$/, '');
      const bare = field.indexOf('"');
      if (bare >= 0) throw new FlagError(`parse error on line 1, column ${bytes(text, at + bare)}: bare " in non-quoted field`);
      fields.push(field);
      if (end < 0) return fields;
      at = end + 1;
      continue;
    }
    let field = '';
    at++;
    for (;;) {
      const close = text.indexOf('"', at);
      if (close < 0) {
        field += text.slice(at);
        throw new FlagError(`parse error on line 1, column ${bytes(text, text.length)}: extraneous or missing " in quoted-field`);
      }
      field += text.slice(at, close);
      at = close + 1;
      if (text[at] === '"') {
        field += '"';
        at++;
        continue;
      }
      break;
    }
    if (text[at] !== undefined && text[at] !== ',') {
      throw new FlagError(`parse error on line 1, column ${bytes(text, at - 1)}: extraneous or missing " in quoted-field`);
    }
    fields.push(field);
    if (text[at] === undefined) return fields;
    at++;
  }
}

/** The 1-based column in bytes of UTF-8. */
function bytes(text: string, index: number): number {
  return new TextEncoder().encode(text.slice(0, index)).length + 1;
}

/** Writes one record as encoding/csv does. */
export function writeCSV(fields: readonly string[]): string {
  return fields.map((field) => (/^\s|[",\r\n]/.test(field) || field === '\\.' ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}
