/** What a function gives or how it fails, in the form of the corpora. */
export function outcome(run: () => unknown): { result: unknown } | { error: string } {
  try {
    return { result: run() };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** A case of the tables of docker's libraries. */
export interface TableCase {
  readonly id: string;
  readonly op: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expect: { readonly result?: unknown; readonly error?: string };
}

/** The expected outcome in the form of `outcome`. */
export function wanted(c: TableCase): unknown {
  return c.expect.error === undefined ? { result: c.expect.result } : { error: c.expect.error };
}
