/** The shortest edit between two lists of lines (Myers), as hunks. */

/** Lines from … to of each side (ends exclusive) that differ. */
export interface Change { readonly a: number; readonly aEnd: number; readonly b: number; readonly bEnd: number }

export function changes(a: readonly string[], b: readonly string[]): Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const n = a.length - start - end;
  const m = b.length - start - end;
  if (n === 0 && m === 0) return [];
  if (n === 0 || m === 0) return [{ a: start, aEnd: start + n, b: start, bEnd: start + m }];
  const trace: Int32Array[] = [];
  const size = n + m;
  let furthest = new Int32Array(2 * size + 3);
  search: for (let d = 0; d <= size; d++) {
    trace.push(furthest.slice());
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && (furthest[size + k] ?? 0) < (furthest[size + k + 2] ?? 0)) ? (furthest[size + k + 2] ?? 0) : (furthest[size + k] ?? 0) + 1;
      while (x < n && x - k < m && a[start + x] === b[start + x - k]) x++;
      furthest[size + k + 1] = x;
      if (x >= n && x - k >= m) break search;
    }
  }
  const steps: { x: number; y: number; insert: boolean }[] = [];
  let x = n;
  let y = m;
  for (let d = trace.length - 1; d > 0; d--) {
    furthest = trace[d] as Int32Array<ArrayBuffer>;
    const k = x - y;
    const down = k === -d || (k !== d && (furthest[size + k] ?? 0) < (furthest[size + k + 2] ?? 0));
    const before = down ? k + 1 : k - 1;
    const fromX = furthest[size + before + 1] ?? 0;
    const fromY = fromX - before;
    steps.push({ x: fromX, y: fromY, insert: down });
    x = fromX;
    y = fromY;
  }
  const out: { a: number; aEnd: number; b: number; bEnd: number }[] = [];
  for (const step of steps.reverse()) {
    const at = { a: start + step.x, b: start + step.y };
    const last = out.at(-1);
    if (last && last.aEnd === at.a && last.bEnd === at.b) {
      if (step.insert) last.bEnd++;
      else last.aEnd++;
    } else out.push({ a: at.a, aEnd: at.a + (step.insert ? 0 : 1), b: at.b, bEnd: at.b + (step.insert ? 1 : 0) });
  }
  return out;
}
