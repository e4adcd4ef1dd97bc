/** The comparisons of sort(1). */
import type { Ordering } from './keys.ts';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const UNITS = 'KMGTPEZY';

function order(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a key becomes before it is compared: a number for numeric orders, a text otherwise. */
export function prepare(text: string, ordering: Ordering): number | string {
  if (ordering.numeric) return Number(/^\s*(-?\d*\.?\d*)/.exec(text)?.[1] || '0') || 0;
  if (ordering.general) {
    const match = /^\s*([-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+([eE][-+]?\d+)?|inf|nan))/i.exec(text);
    return match ? (/inf/i.test(match[1] ?? '') ? ((match[1] ?? '').startsWith('-') ? -Infinity : Infinity) : Number(match[1])) : -Number.MAX_VALUE;
  }
  if (ordering.human) {
    const match = /^\s*(-?\d*\.?\d*)([KkMGTPEZY]?)/.exec(text);
    const value = Number(match?.[1] || '0') || 0;
    const power = match?.[2] ? UNITS.indexOf(match[2].toUpperCase()) + 1 : 0;
    return value === 0 ? 0 : Math.sign(value) * (power * 1e15 + Math.abs(value));
  }
  if (ordering.month) return MONTHS.indexOf(text.trimStart().slice(0, 3).toUpperCase());
  let result = text;
  if (ordering.dictionary) result = result.replace(/[^A-Za-z0-9 \t]/g, '');
  // eslint-disable-next-line no-control-regex
  if (ordering.printable) result = result.replace(/[\x00-\x1f\x7f]/g, '');
  return ordering.fold ? result.toUpperCase() : result;
}

export function comparePrepared(a: number | string, b: number | string, ordering: Ordering): number {
  const result = ordering.version ? compareVersions(String(a), String(b)) : order(a, b);
  return ordering.reverse ? -result : result;
}

/** GNU's filevercmp: digits by value, letters before other characters, `~` before everything. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const rank = (char: string | undefined): number => (char === undefined || /\d/.test(char) ? 0 : char === '~' ? -1 : /[A-Za-z]/.test(char) ? char.charCodeAt(0) : char.charCodeAt(0) + 256);
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !/\d/.test(a[i] ?? '')) || (j < b.length && !/\d/.test(b[j] ?? ''))) {
      const difference = rank(a[i]) - rank(b[j]);
      if (difference !== 0) return difference;
      i++;
      j++;
    }
    const left = /^\d*/.exec(a.slice(i))?.[0] ?? '';
    const right = /^\d*/.exec(b.slice(j))?.[0] ?? '';
    const result = order(BigInt(left || '0') < BigInt(right || '0') ? -1 : BigInt(left || '0') > BigInt(right || '0') ? 1 : 0, 0);
    if (result !== 0) return result;
    i += left.length;
    j += right.length;
  }
  return order(a, b);
}
