/** Sort keys of sort(1): their places in a line and their ways to compare. */

export interface Ordering {
  numeric: boolean;
  general: boolean;
  human: boolean;
  month: boolean;
  version: boolean;
  fold: boolean;
  dictionary: boolean;
  printable: boolean;
  reverse: boolean;
  blanksStart: boolean;
  blanksEnd: boolean;
  random: boolean;
}
export interface SortKey { readonly from: number; readonly fromChar: number; readonly to: number | undefined; readonly toChar: number; readonly order: Ordering }

export function ordering(): Ordering {
  return { numeric: false, general: false, human: false, month: false, version: false, fold: false, dictionary: false, printable: false, reverse: false, blanksStart: false, blanksEnd: false, random: false };
}

const LETTERS: Readonly<Record<string, keyof Ordering>> = { n: 'numeric', g: 'general', h: 'human', M: 'month', V: 'version', f: 'fold', d: 'dictionary', i: 'printable', r: 'reverse', R: 'random' };

/** Sets what an option letter says; false for an unknown one. */
export function applyLetter(order: Ordering, letter: string, end?: boolean): boolean {
  if (letter === 'b') {
    if (end !== true) order.blanksStart = true;
    if (end !== false) order.blanksEnd = true;
    return true;
  }
  const field = LETTERS[letter];
  if (field === undefined) return false;
  order[field] = true;
  return true;
}

/** `F[.C][OPTS][,F[.C][OPTS]]`; undefined when it is no key. A key without options takes the global ones. */
export function parseKey(text: string, global: Ordering): SortKey | undefined {
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text);
  if (!match || match[1] === '0') return undefined;
  const options = `${match[3] ?? ''}${match[6] ?? ''}`;
  const order = ordering();
  for (const letter of match[3] ?? '') if (!applyLetter(order, letter, false)) return undefined;
  for (const letter of match[6] ?? '') if (!applyLetter(order, letter, true)) return undefined;
  return {
    from: Number(match[1]) - 1, fromChar: Number(match[2] ?? 1) - 1, to: match[4] === undefined ? undefined : Number(match[4]) - 1, toChar: Number(match[5] ?? 0),
    order: options === '' ? global : order,
  };
}

/** The part of a line that a key means. */
export function keyText(line: string, key: SortKey, separator: string | undefined): string {
  const starts = fieldStarts(line, separator, Math.max(key.from, key.to ?? 0) + 1);
  const fieldEnd = (index: number): number => {
    const next = starts[index + 1];
    return next === undefined ? line.length : separator === undefined ? next : next - 1;
  };
  let start = starts[key.from] ?? line.length;
  if (key.order.blanksStart) while (line[start] === ' ' || line[start] === '\t') start++;
  start = Math.min(start + key.fromChar, line.length);
  if (key.to === undefined) return line.slice(start);
  if (starts[key.to] === undefined) return line.slice(start);
  if (key.toChar === 0) return line.slice(start, fieldEnd(key.to));
  let end = starts[key.to] ?? line.length;
  if (key.order.blanksEnd) while (line[end] === ' ' || line[end] === '\t') end++;
  return line.slice(start, Math.min(end + key.toChar, line.length));
}

function fieldStarts(line: string, separator: string | undefined, needed: number): number[] {
  const starts = [0];
  if (separator !== undefined) {
    for (let at = line.indexOf(separator); at >= 0 && starts.length <= needed; at = line.indexOf(separator, at + 1)) starts.push(at + 1);
    return starts;
  }
  let i = 0;
  while (i < line.length && starts.length <= needed) {
    while (line[i] === ' ' || line[i] === '\t') i++;
    while (i < line.length && line[i] !== ' ' && line[i] !== '\t') i++;
    if (i < line.length) starts.push(i);
  }
  return starts;
}
