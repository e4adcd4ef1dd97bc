/** What the proofs of a lesson found. */

export class Report {
  readonly failures: string[] = [];
  /** Proofs made, by their kind. */
  readonly counts = new Map<string, number>();

  count(kind: string, by = 1): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + by);
  }

  fail(line: number, message: string): void {
    this.failures.push(`line ${line}: ${message}`);
  }
}
