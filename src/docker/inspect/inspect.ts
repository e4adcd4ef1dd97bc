/** What all inspect commands do with the objects they look up (docker/cli cli/command/inspect). */
import { DOCKER_FUNCS } from '../../formats/go-template/docker-funcs.ts';
import { TemplateError } from '../../formats/go-template/parse.ts';
import { parseTemplate, type Template } from '../../formats/go-template/template.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { encodeIndented, encodeJSON } from '../../formats/json/encode.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import { StatusError } from '../errors.ts';
import { toGo } from './go-structs.ts';

/** An object as the daemon sent it, and the Go struct that a template sees. */
export interface Found {
  readonly raw: string;
  readonly struct: string;
  /** The command knows the struct alone: printed as Go encodes it, and templates are not tried on the plain JSON. */
  readonly typedOnly?: true;
}

/** Prints all objects that are found; the failures come after. A template that is wrong ends with code 64. */
export function* inspect(cli: Cli, references: readonly string[], format: string, find: (reference: string) => Sys<Found>): Sys<number> {
  const template = format === '' || format === 'json' ? undefined : parse(format);
  const errors: string[] = [];
  const raws: string[] = [];
  let escape = false;
  let text = '';
  for (const reference of references) {
    try {
      const found = yield* find(reference);
      escape ||= found.typedOnly === true;
      if (template === undefined) raws.push(found.typedOnly ? encodeJSON(toGo(decodeJSON(found.raw), found.struct)) : found.raw);
      else text += `${execute(template, found)}\n`;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      errors.push(error.message);
    }
  }
  if (template !== undefined) yield* cli.out(text === '' ? '\n' : text);
  else if (raws.length === 0) yield* cli.out('[]\n');
  else yield* cli.out(`${layOut(`[${raws.join(',')}]`, format === 'json', escape)}\n`);
  if (errors.length > 0) throw new StatusError(errors.join('\n'));
  return 0;
}

function parse(format: string): Template {
  try {
    return parseTemplate(format, { funcs: DOCKER_FUNCS });
  } catch (error) {
    if (error instanceof TemplateError) throw new StatusError(`template parsing error: ${error.message}`, 64);
    throw error;
  }
}

/** Reindents JSON (json.Indent, json.Compact). The daemon does not escape HTML, Go's encoder on this side does. */
function layOut(text: string, compact: boolean, escapeHTML: boolean): string {
  const value = decodeJSON(text, { numbers: 'exact' });
  return compact ? encodeJSON(value, { escapeHTML }) : encodeIndented(value, '    ', escapeHTML);
}

/** On the typed object first; what that refuses is tried on the plain JSON, where any key may stand. */
function execute(template: Template, found: Found): string {
  try {
    return template.execute(toGo(decodeJSON(found.raw), found.struct));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    if (found.typedOnly) throw new StatusError(`template parsing error: ${error.message}`);
  }
  try {
    return template.withMissingKey('error').execute(decodeJSON(found.raw, { numbers: 'exact', objects: 'map' }));
  } catch (error) {
    if (error instanceof TemplateError) throw new StatusError(`template parsing error: ${error.message}`);
    throw error;
  }
}

/** Looks up an object by GET. */
export function* lookUp(cli: Cli, path: string, struct: string, query?: Readonly<Record<string, string | undefined>>): Sys<Found> {
  const response = yield* cli.client.request({ method: 'GET', path, ...(query ? { query } : {}) });
  return { raw: yield* response.text(), struct };
}
