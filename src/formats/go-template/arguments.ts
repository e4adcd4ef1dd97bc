// Handing values to the parameters of functions (text/template, validateType).

import { GoNil } from '../go-values/values.ts';
import type { ParamType } from './builtins.ts';
import { formatValue, kindOf, numberOf, typeName, unwrap } from './values.ts';

/** A value as a parameter of the type takes it, or why it cannot. */
export function assignArgument(value: unknown, type: ParamType): { value: unknown; problem?: undefined } | { problem: string } {
  if (type === 'value') return { value };
  const v = unwrap(value);
  if (type === 'any') return { value: v === undefined ? null : v };
  const wanted = type === 'strings' ? '[]string' : type;
  if (v === undefined) return type === 'strings' ? { value: [] } : { problem: `invalid value; expected ${wanted}` };
  const kind = kindOf(v);
  if (type === 'strings' && kind === 'slice') return { value: v instanceof GoNil ? [] : (v as unknown[]).map((item) => formatValue(item)) };
  if (type === 'string' && typeof v === 'string') return { value: v };
  if (type === 'int' && kind === 'int') return { value: numberOf(v) };
  if (type === 'bool' && kind === 'bool') return { value: v };
  return { problem: `wrong type for value; expected ${wanted}; got ${typeName(v)}` };
}
