/** `--format`: tables, JSON lines and templates over rows (docker/cli cli/command/formatter). */
import { DOCKER_FUNCS, DOCKER_HEADER_FUNCS } from '../../formats/go-template/docker-funcs.ts';
import { TemplateError } from '../../formats/go-template/parse.ts';
import { parseTemplate, type Template } from '../../formats/go-template/template.ts';
import { JsonNumber, withGoType } from '../../formats/go-values/values.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { DOCKER_TABLE, tabulate } from '../../formats/tabwriter/tabwriter.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import { StatusError } from '../errors.ts';

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

/** The text of rows in a format. Throws StatusError on a template that is wrong. */
export function renderRows(format: string, type: RowType, rows: readonly object[]): string {
  const table = format.startsWith('table');
  const template = parseFormat(format);
  const body = rows.map((row) => `${executeRow(template, row)}\n`).join('');
  return table ? tabulate(`${headerLine(template, headerOf(format, type))}\n${body}`, DOCKER_TABLE) : body;
}

export function* printRows(cli: Cli, format: string, type: RowType, rows: readonly object[]): Sys<void> {
  yield* cli.out(renderRows(format, type, rows));
}

function parseFormat(format: string): Template {
  let source = format;
  if (format.startsWith('table')) source = format.slice(5);
  else if (format === 'json') source = '{{json .}}';
  source = source.replace(/^ +| +$/g, '').replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  try {
    return parseTemplate(source, { funcs: DOCKER_FUNCS });
  } catch (error) {
    if (error instanceof TemplateError) throw new StatusError(`template parsing error: ${error.message}`);
    throw error;
  }
}

function executeRow(template: Template, row: object): string {
  try {
    return template.execute(row);
  } catch (error) {
    if (error instanceof TemplateError) throw new StatusError(`template parsing error: ${error.message}`);
    throw error;
  }
}

/** Go's header is a map: columns without a title are `<no value>`, and false in a condition. Only its method needs an object. */
function headerOf(format: string, type: RowType): object {
  if (!/\.Label\b/.test(format)) return new Map(Object.entries(type.headers));
  const label = (name: string): string => (name.split('.').at(-1) ?? '').replaceAll(/[-_]/g, ' ');
  return { ...type.headers, Label: label };
}

function headerLine(template: Template, header: object): string {
  try {
    return template.withFuncs(DOCKER_HEADER_FUNCS).execute(header);
  } catch (error) {
    if (error instanceof TemplateError) return error.partial;
    throw error;
  }
}

/** Fills in the default: an empty format is that of config.json, else `table`. */
export function formatOrDefault(given: string, configured: string | undefined, quiet: boolean): string {
  if (given !== '') return given;
  return configured !== undefined && configured !== '' && !quiet ? configured : 'table';
}
