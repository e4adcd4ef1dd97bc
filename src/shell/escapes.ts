/** Backslash escapes: of `echo -e`, `$'…'`, `printf %b` and formats. */

const SIMPLE: Readonly<Record<string, string>> = { a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

/**
 * Text with escapes resolved. `echo`: octal is `\0nnn`; otherwise `\nnn` too. `stopped` after `\c`.
 * Bytes above 127 (`\xff`) become the characters of Latin-1 and are joined to UTF-8 where they form it.
 */
export function unescape(text: string, style: 'echo' | 'format' | 'b'): { text: string; stopped: boolean } {
  if (!text.includes('\\')) return { text, stopped: false };
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c !== '\\' || i === text.length - 1) {
      out += c;
      continue;
    }
    const next = text[++i] as string;
    const rest = text.slice(i);
    const octal = style === 'echo' ? /^0([0-7]{0,3})/.exec(rest) : style === 'b' ? /^0([0-7]{1,3})/.exec(rest) ?? /^([0-7]{1,3})/.exec(rest) : /^([0-7]{1,3})/.exec(rest);
    const hex = /^x([0-9A-Fa-f]{1,2})/.exec(rest) ?? /^u([0-9A-Fa-f]{1,4})/.exec(rest) ?? /^U([0-9A-Fa-f]{1,8})/.exec(rest);
    const simple = SIMPLE[next];
    if (octal) {
      out += String.fromCharCode(parseInt(octal[1] || '0', 8) & 0xff);
      i += octal[0].length - 1;
    } else if (hex) {
      out += String.fromCodePoint(Math.min(parseInt(hex[1] as string, 16), 0x10ffff));
      i += hex[0].length - 1;
    } else if (next === 'c' && style !== 'format') {
      return { text: joinBytes(out), stopped: true };
    } else if (simple !== undefined) out += simple;
    else if ((next === '"' || next === "'") && style !== 'echo') out += next;
    else out += `\\${next}`;
  }
  return { text: joinBytes(out), stopped: false };
}

/** `${v@E}`: as `$'…'`. */
export function unescapeAnsi(text: string): string {
  return unescape(text, 'b').text;
}

/** Runs of characters 0x80–0xff that are UTF-8 bytes become the characters they encode. */
function joinBytes(text: string): string {
  return text.replace(/[\xc2-\xf4][\x80-\xbf]{1,3}/g, (run) => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(run, (char) => char.charCodeAt(0)));
    } catch {
      return run;
    }
  });
}
