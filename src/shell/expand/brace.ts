/** Brace expansion (bash(1)): purely textual, before everything else; quoted parts and `${` are left alone. */

const LIMIT = 100_000;

/** All alternatives of a raw word, left to right; the word itself when there is nothing to expand. */
export function braceExpand(text: string): string[] {
  for (let i = 0; i < text.length; i++) {
    const skipped = skipQuoted(text, i);
    if (skipped !== i || text[i] !== '{') {
      i = skipped;
      continue;
    }
    const end = matching(text, i);
    if (end < 0) continue;
    const inner = text.slice(i + 1, end);
    const parts = splitTop(inner);
    const items = parts.length > 1 ? parts.flatMap((part) => braceExpand(part)) : sequence(inner);
    if (items === undefined) continue;
    const before = text.slice(0, i);
    const after = braceExpand(text.slice(end + 1));
    if (items.length * after.length > LIMIT) return [text];
    return items.flatMap((item) => after.map((rest) => before + item + rest));
  }
  return [text];
}

/** Index of the last character of the quoted piece or `${…}`/`$(…)` that starts at `i`, or `i` itself. */
function skipQuoted(text: string, i: number): number {
  const c = text[i];
  if (c === '\\') return i + 1;
  if (c === "'") return end(text.indexOf("'", i + 1), text);
  if (c === '"' || c === '`') {
    let j = i + 1;
    while (j < text.length && text[j] !== c) j += text[j] === '\\' ? 2 : 1;
    return end(j, text);
  }
  if (c === '$' && (text[i + 1] === '{' || text[i + 1] === '(')) {
    const open = text[i + 1] as string;
    const close = open === '{' ? '}' : ')';
    let depth = 0;
    for (let j = i + 1; j < text.length; j++) {
      if (text[j] === open) depth++;
      else if (text[j] === close && --depth === 0) return j;
      else if (text[j] === '\\' || text[j] === "'" || text[j] === '"') j = skipQuoted(text, j);
    }
  }
  return i;
}

function end(index: number, text: string): number {
  return index < 0 ? text.length : index;
}

function matching(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const skipped = skipQuoted(text, i);
    if (skipped !== i) i = skipped;
    else if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  return -1;
}

function splitTop(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const skipped = skipQuoted(text, i);
    if (skipped !== i) i = skipped;
    else if (text[i] === '{') depth++;
    else if (text[i] === '}') depth--;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** `1..5`, `01..10..2`, `a..e`; undefined when it is none. */
function sequence(text: string): string[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text);
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(text);
  const found = numbers ?? letters;
  if (!found) return undefined;
  const value = (side: string): number => (numbers ? Number(side) : side.charCodeAt(0));
  const [from, to] = [value(found[1] as string), value(found[2] as string)];
  const step = Math.abs(Number(found[3] ?? 1)) || 1;
  if (Math.abs(to - from) / step > LIMIT) return undefined;
  const padded = numbers && [found[1], found[2]].some((side) => /^-?0\d/.test(side as string));
  const width = padded ? Math.max((found[1] as string).length, (found[2] as string).length) : 0;
  const show = (n: number): string => {
    if (!numbers) return String.fromCharCode(n);
    return n < 0 ? `-${String(-n).padStart(width - 1, '0')}` : String(n).padStart(width, '0');
  };
  const out: string[] = [];
  for (let n = from; from <= to ? n <= to : n >= to; n += from <= to ? step : -step) out.push(show(n));
  return out;
}
