// JSON as Go's encoding/json writes it.

import { compareStrings, GoFloat, GoNil, JsonNumber } from '../go-values/values.ts';

export interface EncodeOptions {
  /** Write <, > and & as \u003c, \u003e and \u0026. Go's default; docker's `json` template function turns it off. */
  escapeHTML?: boolean;
  /** json.MarshalIndent's prefix and indent. */
  prefix?: string;
  indent?: string;
}

/** Whether nothing has to be escaped, whatever the options. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x20 || c > 0x7e || c === 0x22 || c === 0x5c || c === 0x26 || c === 0x3c || c === 0x3e) return false;
  }
  return true;
}

/**
 * Encodes a value as Go's json.Marshal does: fields in declaration order, undefined fields left out, Map keys sorted,
 * Uint8Array as base64, and no space.
 */
export function encodeJSON(value: unknown, options: EncodeOptions = {}): string {
  const escapeHTML = options.escapeHTML ?? true;
  const pretty = options.indent !== undefined || options.prefix !== undefined;
  return write(value, escapeHTML, pretty ? `\n${options.prefix ?? ''}` : '', options.indent ?? '');
}

/** json.MarshalIndent with four spaces: what `docker inspect` prints for its elements. */
export function encodeIndented(value: unknown, indent = '    ', escapeHTML = true): string {
  return encodeJSON(value, { indent, escapeHTML });
}

/** A string as a JSON literal in Go's escaping. */
export function quoteJSON(text: string, escapeHTML = true): string {
  if (isPlain(text)) return `"${text}"`;
  let out = '"';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const escaped = escapeUnit(text, i, escapeHTML);
    if (escaped === undefined) continue;
    out += text.slice(from, i) + escaped;
    from = i + 1;
  }
  return `${out}${text.slice(from)}"`;
}

const SHORT: Record<number, string> = { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r', 34: '\\"', 92: '\\\\' };

function escapeUnit(text: string, i: number, escapeHTML: boolean): string | undefined {
  const unit = text.charCodeAt(i);
  const short = SHORT[unit];
  if (short !== undefined) return short;
  if (unit < 0x20) return `\\u00${unit.toString(16).padStart(2, '0')}`;
  if (escapeHTML && (unit === 0x3c || unit === 0x3e || unit === 0x26)) return `\\u00${unit.toString(16)}`;
  if (unit === 0x2028 || unit === 0x2029) return `\\u${unit.toString(16)}`;
  if (unit >= 0xd800 && unit <= 0xdfff) {
    const high = unit < 0xdc00;
    const other = text.charCodeAt(high ? i + 1 : i - 1);
    const paired = high ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other <= 0xdbff;
    if (!paired) return '\\ufffd';
  }
  return undefined;
}

function write(value: unknown, html: boolean, newline: string, indent: string): string {
  switch (typeof value) {
    case 'string':
      return quoteJSON(value, html);
    case 'number':
      return encodeNumber(value);
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object':
      break;
    default:
      return 'null';
  }
  if (value === null) return 'null';
  const inner = newline === '' ? '' : newline + indent;
  let out = '';
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    // Joined, a long list is one flat text and not a tree of them.
    return `[${inner}${value.map((item) => write(item, html, inner, indent)).join(`,${inner}`)}${newline}]`;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    if (value instanceof GoNil) return 'null';
    if (value instanceof GoFloat) return encodeNumber(value.value);
    if (value instanceof JsonNumber) return value.text === '' ? '0' : value.text;
    if (value instanceof Uint8Array) return `"${base64(value)}"`;
  }
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') {
    return write((value as { toJSON(): unknown }).toJSON(), html, newline, indent);
  }
  if (value instanceof Map) {
    const colon = newline === '' ? ':' : ': ';
    for (const key of [...value.keys()].map(String).sort(compareStrings)) {
      out += (out === '' ? inner : ',' + inner) + quoteJSON(key, html) + colon + write(value.get(key), html, inner, indent);
    }
    return out === '' ? '{}' : `{${out}${newline}}`;
  }
  const labels = newline === '' ? COMPACT : SPACED;
  for (const key of Object.keys(value)) {
    const field = (value as Record<string, unknown>)[key];
    if (field === undefined || typeof field === 'function') continue;
    out += (out === '' ? inner : ',' + inner) + label(key, html, labels) + write(field, html, inner, indent);
  }
  return out === '' ? '{}' : `{${out}${newline}}`;
}

/** Names of fields as they are written, for those that need no escapes: they come again and again. */
interface Labels { readonly colon: string; readonly known: Map<string, string> }
const COMPACT: Labels = { colon: ':', known: new Map() };
const SPACED: Labels = { colon: ': ', known: new Map() };
const KEPT_LABELS = 1000;

function label(key: string, html: boolean, { colon, known }: Labels): string {
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const text = quoteJSON(key, html) + colon;
  if (known.size < KEPT_LABELS && isPlain(key)) known.set(key, text);
  return text;
}

function encodeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`json: unsupported value: ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'}`);
  const magnitude = Math.abs(value);
  if (Object.is(value, -0)) return '-0';
  if (magnitude !== 0 && magnitude < 1e-6) return value.toExponential().replace(/e-0?/, 'e-');
  return String(value);
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}
