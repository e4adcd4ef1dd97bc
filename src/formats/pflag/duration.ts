/** Go's time.ParseDuration and Duration.String, in nanoseconds. */
import { FlagError } from './flag.ts';
import { quote } from './quote.ts';

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, 'µs': 1e3, 'μs': 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

export function parseDuration(text: string): number {
  const invalid = new FlagError(`time: invalid duration ${quote(text)}`);
  const sign = /^[+-]/.exec(text)?.[0];
  let rest = sign === undefined ? text : text.slice(1);
  if (rest === '0') return 0;
  if (rest === '') throw invalid;
  let total = 0;
  while (rest !== '') {
    const number = /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)/.exec(rest)?.[0];
    if (number === undefined) throw invalid;
    rest = rest.slice(number.length);
    const unit = /^[^.0-9]*/.exec(rest)?.[0] ?? '';
    if (unit === '') throw new FlagError(`time: missing unit in duration ${quote(text)}`);
    const scale = UNITS[unit];
    if (scale === undefined) throw new FlagError(`time: unknown unit ${quote(unit)} in duration ${quote(text)}`);
    rest = rest.slice(unit.length);
    const [whole = '', fraction = ''] = number.split('.');
    total += Number(whole || '0') * scale + Math.floor(Number(`0.${fraction || '0'}`) * scale);
    if (total > Number.MAX_SAFE_INTEGER * 1024) throw invalid;
  }
  return sign === '-' && total !== 0 ? -total : total;
}

export function formatDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  const sign = nanoseconds < 0 ? '-' : '';
  let rest = Math.abs(nanoseconds);
  if (rest < 1e3) return `${sign}${rest}ns`;
  if (rest < 1e6) return `${sign}${rest / 1e3}µs`;
  if (rest < 1e9) return `${sign}${rest / 1e6}ms`;
  const hours = Math.floor(rest / 3600e9);
  rest -= hours * 3600e9;
  const minutes = Math.floor(rest / 60e9);
  rest -= minutes * 60e9;
  const seconds = `${Math.floor(rest / 1e9)}${rest % 1e9 === 0 ? '' : `.${String(rest % 1e9).padStart(9, '0').replace(/0+$/, '')}`}s`;
  return sign + (hours > 0 ? `${hours}h${minutes}m${seconds}` : minutes > 0 ? `${minutes}m${seconds}` : seconds);
}
