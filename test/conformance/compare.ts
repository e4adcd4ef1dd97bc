/** Counts the cases of a corpus whose answer equals the recorded one. */

export interface SuiteResult {
  readonly suite: string;
  readonly total: number;
  readonly equal: number;
  readonly failures: readonly Failure[];
}
export interface Failure { readonly name: string; readonly want: unknown; readonly got: unknown }
/** One case: what was recorded and what we answer. */
export type Verdict = Failure;

/** JSON text with sorted keys, so that the order of keys does not count. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  ) ?? 'undefined';
}

/** Runs all cases. A case that throws is a failure, with the error as its answer. */
export function compareAll<C>(suite: string, cases: readonly C[], judge: (c: C) => Verdict): SuiteResult {
  const failures: Failure[] = [];
  for (const c of cases) {
    const verdict = judge(c);
    if (canonical(verdict.want) !== canonical(verdict.got)) failures.push(verdict);
  }
  return { suite, total: cases.length, equal: cases.length - failures.length, failures };
}
