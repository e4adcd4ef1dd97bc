/** `--format`: tables, JSON lines and templates over rows (docker/cli cli/command/formatter). */
import { JsonNumber, withGoType } from '../../formats/go-values/values.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { DOCKER_TABLE, tabulate } from '../../formats/tabwriter/tabwriter.ts';
import { Deferred } from '../../kernel/deferred.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';

/** A row: its columns as functions, so that only what a format asks for is computed. Functions with a parameter are methods. */
export type Row = Readonly<Record<string, (...args: string[]) => unknown>>;

/** Titles of columns for the header of a table, and the name of the Go type for error texts. */
export interface RowType {
  readonly goName: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes the columns usable in templates and in `json`, where they are sorted by name. */
export function makeRow(type: RowType, columns: Row): object {
  // Go's own MarshalJSON of rows escapes HTML, whatever the encoder around it does: the text stands as it is.
  const toJSON = (): JsonNumber =>
    new JsonNumber(encodeJSON(new Map(Object.keys(columns).filter((key) => columns[key]?.length === 0).map((key) => [key, columns[key]?.()]))));
  return withGoType({ ...columns, toJSON }, { name: type.goName });
}

const templates = new Deferred(() => import('./template-rows.ts'));

/** The text of rows in a format. Throws StatusError on a template that is wrong. */
export function* renderRows(proc: Proc, format: string, type: RowType, rows: readonly object[]): Sys<string> {
  return plainColumns(format, type, rows) ?? (yield* templates.of(proc)).renderTemplate(format, type, rows);
}

export function* printRows(cli: Cli, format: string, type: RowType, rows: readonly object[]): Sys<void> {
  yield* cli.out(yield* renderRows(cli.proc, format, type, rows));
}

/** A format that only names columns of text, as the default tables do, without the code of templates; undefined when it is another. */
function plainColumns(format: string, type: RowType, rows: readonly object[]): string | undefined {
  const match = /^(table )?(\{\{\.\w+\}\}(?:(?:\t|\\t)\{\{\.\w+\}\})*)$/.exec(format);
  const names = match?.[2]?.match(/\w+(?=\}\})/g);
  if (!names || names.some((name) => type.headers[name] === undefined)) return undefined;
  const lines = match?.[1] ? [names.map((name) => type.headers[name])] : [];
  for (const row of rows as readonly Row[]) {
    const cells = names.map((name) => row[name]?.());
    if (cells.some((cell) => typeof cell !== 'string')) return undefined;
    lines.push(cells as string[]);
  }
  const text = lines.map((cells) => `${cells.join('\t')}\n`).join('');
  return match?.[1] ? tabulate(text, DOCKER_TABLE) : text;
}

/** Fills in the default: an empty format is that of config.json, else `table`. */
export function formatOrDefault(given: string, configured: string | undefined, quiet: boolean): string {
  if (given !== '') return given;
  return configured !== undefined && configured !== '' && !quiet ? configured : 'table';
}
