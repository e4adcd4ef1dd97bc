/** Quoting of words for output that can be read again: `printf %q`, `${v@Q}`, `set -x`, `declare -p`. */

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n', '\t': '\\t', '\r': '\\r', '\x07': '\\a', '\b': '\\b', '\x1b': '\\E', '\f': '\\f', '\v': '\\v', '\\': '\\\\', "'": "\\'",
};

/** `$'…'` */
export function ansiQuote(text: string): string {
  let out = '';
  for (const char of text) {
    const escape = ESCAPES[char];
    if (escape !== undefined) out += escape;
    else if (char < ' ' || char === '\x7f') out += `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
    else out += char;
  }
  return `$'${out}'`;
}

const CONTROL = /[\x00-\x1f\x7f]/;

/** `'…'`, or `$'…'` when there are control characters (`set -x`, `${v@Q}`, `alias`). */
export function singleQuote(text: string): string {
  if (CONTROL.test(text)) return ansiQuote(text);
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** As `set -x` shows a word: quoted only when it must be. */
export function quoteIfNeeded(text: string): string {
  if (text === '') return "''";
  if (CONTROL.test(text)) return ansiQuote(text);
  return /[\s|&;()<>*?[\]!{}~#$"'`\\^]/.test(text) && !/^[\w@%+=:,./-]+$/.test(text) ? singleQuote(text) : text;
}

/** printf %q: backslashes before what is special. */
export function backslashQuote(text: string): string {
  if (text === '') return "''";
  if (CONTROL.test(text)) return ansiQuote(text);
  return text.replace(/[\s|&;()<>*?[\]!{}$"'`\\^,]|^[#~]|(?<=[=:])~/g, '\\$&');
}

/** `"…"` as `declare -p` prints values. */
export function doubleQuote(text: string): string {
  if (CONTROL.test(text)) return ansiQuote(text);
  return `"${text.replace(/["$`\\]/g, '\\$&')}"`;
}
