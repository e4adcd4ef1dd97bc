// The functions that docker adds to templates (docker/cli templates/templates.go).

import { encodeJSON } from '../json/encode.ts';
import type { FuncMap, TemplateFunction } from './builtins.ts';
import { Iface } from './values.ts';

const define = (params: TemplateFunction['params'], call: (...args: never[]) => unknown): TemplateFunction => ({ params, call });

/** The standard functions of `--format` in every docker command. */
export const DOCKER_FUNCS: FuncMap = {
  json: define(['any'], (value: unknown) => encodeJSON(value instanceof Iface ? value.value : value, { escapeHTML: false })),
  split: define(['string', 'string'], (text: string, separator: string) => (separator === '' ? [...text] : text.split(separator))),
  join: define(['strings', 'string'], (items: string[], separator: string) => items.join(separator)),
  title: define(['string'], (text: string) =>
    text.replace(/(^|[\x00-/:-@[-^`{-\x7f]|\s)(\p{Ll})/gu, (_, before: string, c: string) => before + c.toUpperCase()),
  ),
  lower: define(['string'], (text: string) => text.toLowerCase()),
  upper: define(['string'], (text: string) => text.toUpperCase()),
  pad: define(['string', 'int', 'int'], (text: string, before: number, after: number) =>
    text === '' ? text : ' '.repeat(Math.max(0, before)) + text + ' '.repeat(Math.max(0, after)),
  ),
  truncate: define(['string', 'int'], (text: string, length: number) => {
    const bytes = new TextEncoder().encode(text);
    return bytes.length < length ? text : new TextDecoder().decode(bytes.subarray(0, Math.max(0, length)));
  }),
};

/** What replaces functions in the header row of a table: each column function answers with its argument. */
export const DOCKER_HEADER_FUNCS: FuncMap = {
  json: define(['string'], (text: string) => text),
  title: define(['string'], (text: string) => text),
  lower: define(['string'], (text: string) => text),
  upper: define(['string'], (text: string) => text),
  truncate: define(['string', 'int'], (text: string) => text),
  split: define(['string', 'string'], (text: string) => text),
  join: define(['string', 'string'], (text: string) => text),
};
