/** Rows in any format: Go templates, and tables of them (docker/cli cli/command/formatter/formatter.go). */
import { DOCKER_FUNCS, DOCKER_HEADER_FUNCS } from '../../formats/go-template/docker-funcs.ts';
import { TemplateError } from '../../formats/go-template/parse.ts';
import { parseTemplate, type Template } from '../../formats/go-template/template.ts';
import { DOCKER_TABLE, tabulate } from '../../formats/tabwriter/tabwriter.ts';
import { StatusError } from '../errors.ts';
import type { RowType } from './formatter.ts';

/** The text of rows in a format. Throws StatusError on a template that is wrong. */
export function renderTemplate(format: string, type: RowType, rows: readonly object[]): string {
  const table = format.startsWith('table');
  const template = parseFormat(format);
  const body = rows.map((row) => `${executeRow(template, row)}\n`).join('');
  return table ? tabulate(`${headerLine(template, headerOf(format, type))}\n${body}`, DOCKER_TABLE) : body;
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
