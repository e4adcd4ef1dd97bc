/** Expected output as a reader should see it: values of one run in place of the fields that match any. */

const VALUES: Readonly<Record<string, string>> = { ID: '3f4a9c1d2b7e', TIME: '2026-09-01T08:00:00Z', AGO: '2 minutes', NAME: 'eager_hopper', SIZE: '10.1kB' };

/** A line of a console block with example values for `[ID]`, `[AGO]` …, and without the backslash that makes a line literal. */
export function shownLine(line: string): string {
  if (line.startsWith('\\')) return line.slice(1);
  return line.replace(/\[(ID|TIME|AGO|NAME|SIZE)\]/g, (_, field: string) => VALUES[field] ?? '');
}
