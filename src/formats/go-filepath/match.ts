// filepath.Match of Go (on Linux the same as path.Match).

/** The message of filepath.ErrBadPattern. */
export const BAD_PATTERN = 'syntax error in pattern';

/** Whether a name matches a shell pattern; `*` and `?` do not match `/`. Throws Error(BAD_PATTERN). Linear in practice: stars never backtrack into each other. */
export function matchPath(pattern: string, name: string): boolean {
  const p = [...pattern];
  const n = [...name];
  let pi = 0;
  let ni = 0;
  for (;;) {
    let star = false;
    while (p[pi] === '*') {
      pi++;
      star = true;
    }
    const end = scanChunk(p, pi);
    if (pi >= p.length) return star ? !n.slice(ni).includes('/') : ni >= n.length;
    const last = end >= p.length;
    const at = matchChunk(p, pi, end, n, ni);
    if (at !== undefined && (at >= n.length || !last)) {
      ni = at;
      pi = end;
      if (last) return ni >= n.length;
      continue;
    }
    let found = false;
    if (star) {
      for (let skip = ni; skip < n.length && n[skip] !== '/'; skip++) {
        const next = matchChunk(p, pi, end, n, skip + 1);
        if (next === undefined) continue;
        if (last && next < n.length) continue;
        ni = next;
        pi = end;
        found = true;
        break;
      }
    }
    if (!found) {
      checkSyntax(p, pi);
      return false;
    }
    if (last) return ni >= n.length;
  }
}

/** End of the chunk without stars that starts at `from`. */
function scanChunk(p: readonly string[], from: number): number {
  let inRange = false;
  for (let i = from; i < p.length; i++) {
    const c = p[i];
    if (c === '\\') i++;
    else if (c === '[') inRange = true;
    else if (c === ']') inRange = false;
    else if (c === '*' && !inRange) return i;
  }
  return p.length;
}

/** Matches a chunk at a place; where it ends in the name, or undefined. Reads the whole chunk, so that mistakes show. */
function matchChunk(p: readonly string[], from: number, end: number, n: readonly string[], start: number): number | undefined {
  let ni = start;
  let failed = false;
  let pi = from;
  while (pi < end) {
    if (!failed && ni >= n.length) failed = true;
    const c = p[pi] as string;
    if (c === '[') {
      const r = failed ? '' : (n[ni] as string);
      if (!failed) ni++;
      pi++;
      let negated = false;
      if (pi < end && p[pi] === '^') {
        negated = true;
        pi++;
      }
      let match = false;
      for (let ranges = 0; ; ranges++) {
        if (pi < end && p[pi] === ']' && ranges > 0) {
          pi++;
          break;
        }
        const [low, afterLow] = getEscaped(p, pi, end);
        pi = afterLow;
        let high = low;
        if (p[pi] === '-' && pi < end) [high, pi] = getEscaped(p, pi + 1, end);
        if (r !== '' && points(low) <= points(r) && points(r) <= points(high)) match = true;
      }
      if (match === negated) failed = true;
      continue;
    }
    if (c === '\\') {
      pi++;
      if (pi >= end) throw new Error(BAD_PATTERN);
    }
    const literal = c !== '?';
    if (!failed) {
      if (literal ? p[pi] !== n[ni] : n[ni] === '/') failed = true;
      ni++;
    }
    pi++;
  }
  return failed ? undefined : ni;
}

function points(c: string): number {
  return c.codePointAt(0) ?? 0;
}

function getEscaped(p: readonly string[], from: number, end: number): [string, number] {
  let at = from;
  if (at >= end || p[at] === '-' || p[at] === ']') throw new Error(BAD_PATTERN);
  if (p[at] === '\\') {
    at++;
    if (at >= end) throw new Error(BAD_PATTERN);
  }
  // A class must be closed after its last character.
  if (at + 1 >= end) throw new Error(BAD_PATTERN);
  return [p[at] as string, at + 1];
}

function checkSyntax(p: readonly string[], from: number): void {
  let pi = from;
  while (pi < p.length) {
    while (p[pi] === '*') pi++;
    const end = scanChunk(p, pi);
    matchChunk(p, pi, end, [], 0);
    pi = end;
  }
}
