// Compose's `${VAR:-default}` (compose-go, template): `$$` is a dollar, a dollar before anything else stays.

export type Lookup = (name: string) => string | undefined;

/** A `${` that is malformed. */
export class InvalidTemplate extends Error {
  readonly template: string;
  constructor(template: string) {
    super(`Invalid template: ${JSON.stringify(template)}`);
    this.template = template;
  }
}

/** `${VAR:?message}` without a value. */
export class MissingRequired extends Error {
  readonly variable: string;
  constructor(variable: string, reason: string) {
    super(`required variable ${variable} is missing a value${reason === '' ? '' : `: ${reason}`}`);
    this.variable = variable;
  }
}

const NAME = /[_a-zA-Z][_a-zA-Z0-9]*/y;

/** Fills in the variables. `unset` hears of each that has neither value nor default. Throws InvalidTemplate, MissingRequired. */
export function interpolate(template: string, lookup: Lookup, unset: (name: string) => void = () => {}): string {
  let out = '';
  let i = 0;
  while (i < template.length) {
    const dollar = template.indexOf('$', i);
    if (dollar < 0) break;
    out += template.slice(i, dollar);
    i = dollar + 1;
    const next = template[i];
    if (next === '$') {
      out += '$';
      i++;
    } else if (next === '{') {
      const close = closingBrace(template, i);
      if (close === undefined) throw new InvalidTemplate(template);
      out += braced(template.slice(i + 1, close), template, lookup, unset);
      i = close + 1;
    } else {
      const name = nameAt(template, i);
      out += name === undefined ? '$' : plain(name, lookup, unset);
      i += name?.length ?? 0;
    }
  }
  return out + template.slice(i);
}

function nameAt(text: string, at: number): string | undefined {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0];
}

function closingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  return undefined;
}

function plain(name: string, lookup: Lookup, unset: (name: string) => void): string {
  const value = lookup(name);
  if (value === undefined) unset(name);
  return value ?? '';
}

function braced(body: string, template: string, lookup: Lookup, unset: (name: string) => void): string {
  const name = nameAt(body, 0);
  if (name === undefined) throw new InvalidTemplate(template);
  const rest = body.slice(name.length);
  if (rest === '') return plain(name, lookup, unset);
  const operator = /^:?[-?+]/.exec(rest)?.[0];
  if (operator === undefined) throw new InvalidTemplate(template);
  const operand = () => interpolate(rest.slice(operator.length), lookup, unset);
  const value = lookup(name);
  // With a colon an empty value counts as none.
  const isSet = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator.endsWith('+')) return isSet ? operand() : '';
  if (isSet) return value ?? '';
  if (operator.endsWith('?')) throw new MissingRequired(name, operand());
  return operand();
}
