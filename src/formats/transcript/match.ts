/** Compares what was printed with the expected lines of a transcript step. */
import type { ExpectedLine } from './parse.ts';

const FIELDS: Readonly<Record<string, string>> = {
  ID: '(?:sha256:)?(?:[0-9a-f]{64}|[0-9a-f]{12})',
  TIME: '\\d{1,4}[-/]?\\w{2,3}[-/]?\\d{2,4}[T :]\\d{2}:\\d{2}:?\\d{0,2}(?:[.,]\\d+)?(?: ?(?:Z|UTC|[+-]\\d{2}:?\\d{2}))*',
  AGO: '(?:Less than a second|About an? (?:minute|hour)|\\d+ \\w+)(?: ago)?',
  NAME: '[a-z]+_[a-z]+\\d?',
  SIZE: '\\d+(?:\\.\\d+)?(?:e\\+\\d+)? ?(?:[kKMGTP]i?)?B?',
};

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/**
 * Regular expression of one expected line. Tables pad to their widest cell: blanks beside a field may be more or fewer, and three or more
 * blanks between words (the padding of Docker's tables) match any such padding.
 */
export function linePattern(text: string): RegExp {
  const parts = text.trimEnd().split(/\[(ID|TIME|AGO|NAME|SIZE)\]/);
  const loose = parts.length > 1;
  let source = '';
  parts.forEach((part, i) => {
    source += i % 2 === 1 ? (FIELDS[part] ?? '') : loose ? escape(part).replace(/ {2,}|^ | $/g, ' +') : escape(part).replace(/(?<=\S) {3,}/g, ' {3,}');
  });
  return new RegExp(`^${source}\\s*$`);
}

/** What did not match: the index of the expected line (or undefined for surplus output) and the printed line. */
export interface Mismatch { readonly expected: string | undefined; readonly printed: string | undefined }

/** Undefined when `printed` (without its final newline) matches; else the first difference of the longest partial match. */
export function matchOutput(expected: readonly ExpectedLine[], printed: string): Mismatch | undefined {
  const lines = printed === '' ? [] : printed.replace(/\n$/, '').split('\n');
  let best: { depth: number; mismatch: Mismatch } = { depth: -1, mismatch: { expected: undefined, printed: undefined } };
  const failedAt = new Set<number>();
  const walk = (e: number, l: number): boolean => {
    const key = e * (lines.length + 1) + l;
    if (failedAt.has(key)) return false;
    const line = expected[e];
    if (line === undefined) {
      if (l === lines.length) return true;
      if (e + l > best.depth) best = { depth: e + l, mismatch: { expected: undefined, printed: lines[l] } };
    } else if (line.kind === 'any') {
      for (let skip = l; skip <= lines.length; skip++) if (walk(e + 1, skip)) return true;
    } else {
      const got = lines[l];
      if (got !== undefined && linePattern(line.text).test(got)) {
        if (walk(e + 1, l + 1)) return true;
      } else if (e + l > best.depth) {
        best = { depth: e + l, mismatch: { expected: line.text, printed: got } };
      }
    }
    failedAt.add(key);
    return false;
  };
  return walk(0, 0) ? undefined : best.mismatch;
}
