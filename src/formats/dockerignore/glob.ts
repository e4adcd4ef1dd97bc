// The patterns of .dockerignore as automata: `*` and `?` stay within a folder, `**` does not (moby/patternmatcher).
// Matching takes time in proportion to pattern times path; there is nothing to backtrack.

type Test = (c: string) => boolean;

interface Node {
  /** Consumes one character and goes to `next`. */
  test?: Test;
  next: number;
  /** Goes on without consuming. */
  free: number[];
}

/** A compiled pattern. */
export class Glob {
  private readonly nodes: Node[] = [];

  constructor(pattern: string) {
    const chars = [...pattern];
    for (let i = 0; i < chars.length;) i = this.add(chars, i);
  }

  private add(chars: readonly string[], i: number): number {
    const c = chars[i] as string;
    const at = this.nodes.length;
    if (c === '*' && chars[i + 1] === '*') {
      const end = chars[i + 2] === '/' ? i + 3 : i + 2;
      if (end >= chars.length) this.nodes.push({ test: notNewline, next: at, free: [at + 1] });
      else {
        // (.*/)?
        this.nodes.push({ next: at, free: [at + 1, at + 3] });
        this.nodes.push({ test: notNewline, next: at + 1, free: [at + 2] });
        this.nodes.push({ test: (x) => x === '/', next: at + 3, free: [] });
      }
      return end;
    }
    if (c === '*') {
      this.nodes.push({ test: notSlash, next: at, free: [at + 1] });
      return i + 1;
    }
    if (c === '[') {
      const [test, end] = characterClass(chars, i);
      this.nodes.push({ test, next: at + 1, free: [] });
      return end;
    }
    const escaped = c === '\\' && i + 1 < chars.length;
    const literal = escaped ? (chars[i + 1] as string) : c;
    this.nodes.push({ test: c === '?' ? notSlash : (x) => x === literal, next: at + 1, free: [] });
    return escaped ? i + 2 : i + 1;
  }

  matches(path: string): boolean {
    let states = this.close([0]);
    for (const c of path) {
      const moved: number[] = [];
      for (const state of states) {
        const node = this.nodes[state];
        if (node?.test?.(c)) moved.push(node.next);
      }
      if (moved.length === 0) return false;
      states = this.close(moved);
    }
    return states.has(this.nodes.length);
  }

  private close(from: readonly number[]): Set<number> {
    const states = new Set<number>();
    const stack = [...from];
    for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
      if (states.has(state)) continue;
      states.add(state);
      stack.push(...(this.nodes[state]?.free ?? []));
    }
    return states;
  }
}

const notSlash: Test = (c) => c !== '/';
const notNewline: Test = (c) => c !== '\n';

/** `[a-c]`, `[^x]`; the syntax was checked before. */
function characterClass(chars: readonly string[], start: number): [Test, number] {
  let i = start + 1;
  const negated = chars[i] === '^';
  if (negated) i++;
  const ranges: [number, number][] = [];
  const point = (): number => {
    if (chars[i] === '\\') i++;
    return (chars[i++] ?? '').codePointAt(0) ?? 0;
  };
  while (i < chars.length && (chars[i] !== ']' || ranges.length === 0)) {
    const low = point();
    let high = low;
    if (chars[i] === '-') {
      i++;
      high = point();
    }
    ranges.push([low, high]);
  }
  return [(c) => ranges.some(([low, high]) => low <= (c.codePointAt(0) ?? 0) && (c.codePointAt(0) ?? 0) <= high) !== negated, i + 1];
}
