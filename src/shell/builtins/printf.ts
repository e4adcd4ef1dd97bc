/** printf, with %b, %q and %(fmt)T. */
import { unescape } from '../escapes.ts';
import { assignValue } from '../assign.ts';
import { backslashQuote } from '../quote.ts';
import { badOption } from './options.ts';
import { strftime } from '../strftime.ts';
import type { Builtin } from './table.ts';
import type { Shell } from '../shell.ts';

interface Run { readonly sh: Shell; readonly args: readonly string[]; at: number; readonly problems: string[]; stopped: boolean }

const SPEC = /%(?:%|([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d*))?(?:hh|ll|[hlLqjzt])?(?:\(([^)]*)\)T|([diouxXeEfFgGaAcsbqQn])))|%/g;

const DASH_REFUSES = ': invalid directive';

/** Formats the arguments; the format is used again while arguments are left. */
export function formatPrintf(sh: Shell, format: string, args: readonly string[]): { text: string; problems: string[] } {
  const run: Run = { sh, args, at: 0, problems: [], stopped: false };
  const { text: resolved, stopped } = unescapeFormat(format);
  let out = '';
  do {
    const start = run.at;
    out += once(run, resolved);
    if (run.at === start || run.stopped || stopped || run.problems.some((problem) => /invalid (?:format character|directive)$/.test(problem))) break;
  } while (run.at < args.length);
  return { text: out, problems: run.problems };
}

/** Escapes are resolved in the literal parts only; `\\%` keeps its meaning as text. */
function unescapeFormat(format: string): { text: string; stopped: boolean } {
  const result = unescape(format, 'format');
  return { text: result.text, stopped: result.stopped };
}

function once(run: Run, format: string): string {
  let out = '';
  let last = 0;
  for (const match of format.matchAll(SPEC)) {
    out += format.slice(last, match.index);
    last = match.index + match[0].length;
    if (match[0] === '%%') out += '%';
    else if (match[0] === '%') {
      const character = /^%[-+ #0'\d.*]*(.?)/.exec(format.slice(match.index))?.[1] ?? '';
      run.problems.push(character === '' ? "`%': missing format character" : `\`${character}': invalid format character`);
      return out;
    } else if (run.sh.dialect === 'dash' && /[qQT]$/.test(match[0])) {
      run.problems.push(`${match[0]}${DASH_REFUSES}`);
      return out;
    } else out += field(run, match);
    if (run.stopped) return out;
  }
  return out + format.slice(last);
}

function next(run: Run): string | undefined {
  return run.args[run.at++];
}

function field(run: Run, match: RegExpMatchArray): string {
  let flags = match[1] ?? '';
  let width = match[2] === '*' ? integer(run, next(run)) : Number(match[2] ?? 0);
  const precision = match[3] === undefined ? undefined : match[3] === '*' ? integer(run, next(run)) : Number(match[3] || 0);
  if (width < 0) {
    width = -width;
    flags += '-';
  }
  const kind = match[5] ?? 'T';
  const text = convert(run, kind, flags, precision, match[4] ?? '');
  const zero = flags.includes('0') && !flags.includes('-') && /[diouxXeEfFgGaA]/.test(kind) && (precision === undefined || /[eEfFgGaA]/.test(kind));
  if ([...text].length >= width) return text;
  if (flags.includes('-')) return text + ' '.repeat(width - [...text].length);
  if (!zero) return ' '.repeat(width - [...text].length) + text;
  const sign = /^[-+ ]?(?:0[xX])?/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function convert(run: Run, kind: string, flags: string, precision: number | undefined, timeFormat: string): string {
  const argument = next(run);
  const cut = (text: string): string => (precision === undefined ? text : [...text].slice(0, Math.max(0, precision)).join(''));
  switch (kind) {
    case 's': return cut(argument ?? '');
    case 'c': return [...(argument ?? '')][0] ?? '\0';
    case 'q': case 'Q': return cut(backslashQuote(argument ?? ''));
    case 'b': {
      const result = unescape(argument ?? '', 'b');
      run.stopped = result.stopped;
      return cut(result.text);
    }
    case 'T': return strftime(timeFormat === '' ? '%X' : timeFormat, time(run, argument), run.sh.vars.get('TZ'));
    case 'd': case 'i': case 'o': case 'u': case 'x': case 'X': return whole(run, kind, flags, precision, argument);
    case 'n': return '';
    default: return float(run, kind, flags, precision, argument);
  }
}

/** Seconds since 1970: -1 now, -2 when the shell was started. */
function time(run: Run, argument: string | undefined): bigint {
  const { proc, startedAt } = run.sh;
  const seconds = argument === undefined ? -1 : integer(run, argument);
  if (seconds === -1) return proc.realtime() / 1_000_000_000n;
  if (seconds === -2) return (proc.realtime() - BigInt(Math.round(proc.now() - startedAt))) / 1_000_000_000n;
  return BigInt(seconds);
}

function integer(run: Run, text: string | undefined): number {
  return Number(big(run, text));
}

function big(run: Run, text: string | undefined): bigint {
  if (text === undefined || text === '') return 0n;
  if (/^["']/.test(text)) return BigInt(text.codePointAt(1) ?? 0);
  const match = /^\s*([-+]?)(0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9]\d*)/.exec(text);
  if (!match || match[0].length !== text.trimEnd().length) run.problems.push(run.sh.isBash ? `${text}: invalid ${/^[-+]?0\d*[89]/.test(text) ? 'octal ' : ''}number` : run.sh.dialect === 'dash' ? `${text}: ${match ? 'not completely converted' : 'expected numeric value'}` : `${text}: invalid number`);
  if (!match) return 0n;
  const digits = match[2] as string;
  const value = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -value : value;
}

function whole(run: Run, kind: string, flags: string, precision: number | undefined, argument: string | undefined): string {
  const value = big(run, argument);
  const unsigned = kind === 'd' || kind === 'i' ? value : BigInt.asUintN(64, value);
  const magnitude = unsigned < 0n ? -unsigned : unsigned;
  let digits = magnitude.toString(kind === 'o' ? 8 : kind === 'x' || kind === 'X' ? 16 : 10);
  if (kind === 'X') digits = digits.toUpperCase();
  if (precision !== undefined) digits = precision === 0 && magnitude === 0n ? '' : digits.padStart(precision, '0');
  if (flags.includes("'")) digits = digits.replace(/\B(?=(\d{3})+$)/g, '');
  if (flags.includes('#') && magnitude !== 0n) digits = kind === 'o' ? `0${digits}` : kind === 'x' ? `0x${digits}` : kind === 'X' ? `0X${digits}` : digits;
  const sign = unsigned < 0n ? '-' : kind !== 'd' && kind !== 'i' ? '' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return sign + digits;
}

function float(run: Run, kind: string, flags: string, precision: number | undefined, argument: string | undefined): string {
  const text = (argument ?? '0').trim();
  let value = text === '' ? 0 : /^["']/.test(text) ? (text.codePointAt(1) ?? 0) : Number.parseFloat(text);
  if (/^[-+]?0[xX]/.test(text)) value = Number(text);
  if (Number.isNaN(value) && !/^[-+]?nan$/i.test(text)) {
    const infinite = /^([-+]?)inf(?:inity)?$/i.exec(text);
    if (!infinite) run.problems.push(`${text}: invalid number`);
    value = infinite ? (infinite[1] === '-' ? -Infinity : Infinity) : 0;
  } else if (!/^["']/.test(text) && !/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$|^[-+]?0[xX]|^$|^[-+]?(?:nan|inf|infinity)$/i.test(text)) run.problems.push(`${text}: invalid number`);
  const sign = value < 0 || Object.is(value, -0) ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const magnitude = Math.abs(value);
  if (!Number.isFinite(magnitude)) return sign + (Number.isNaN(magnitude) ? 'nan' : 'inf');
  const places = precision ?? 6;
  let out: string;
  if (/[fF]/.test(kind)) out = magnitude >= 1e21 ? BigInt(magnitude).toString() + (places > 0 ? `.${'0'.repeat(places)}` : '') : magnitude.toFixed(Math.min(places, 100));
  else if (/[eE]/.test(kind)) out = exponent(magnitude, places);
  else out = general(magnitude, places === 0 ? 1 : places, flags.includes('#'));
  return sign + (/[EFG]/.test(kind) ? out.toUpperCase() : out);
}

function exponent(value: number, places: number): string {
  return value.toExponential(Math.min(places, 100)).replace(/e([-+])(\d)$/, 'e$10$2');
}

function general(value: number, digits: number, keep: boolean): string {
  const power = value === 0 ? 0 : Number(/e([-+]\d+)$/.exec(value.toExponential(digits - 1))?.[1] ?? 0);
  const text = power < -4 || power >= digits ? exponent(value, digits - 1) : value.toFixed(Math.max(0, digits - 1 - power));
  return keep ? text : text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
}

const printf: Builtin = {
  name: 'printf',
  usage: 'printf [-v var] format [arguments]',
  *run(sh, words) {
    let i = 1;
    let name: string | undefined;
    if (words[i] === '-v' && sh.isBash) {
      name = words[i + 1];
      i += 2;
    }
    if (sh.dialect === 'dash' && /^-[^-]/.test(words[i] ?? '')) return yield* badOption(sh, 'printf', (words[i] as string).slice(0, 2), printf.usage);
    if (words[i] === '--') i++;
    else if (sh.isBash && /^-[^-]/.test(words[i] ?? '') && name === undefined) {
      yield* sh.warn(`printf: ${words[i]?.slice(0, 2)}: invalid option`);
      yield* sh.proc.write(2, `printf: usage: ${printf.usage}\n`);
      return 2;
    }
    const format = words[i];
    if (format === undefined) {
      if (sh.isBash) yield* sh.proc.write(2, `printf: usage: ${printf.usage}\n`);
      else yield* sh.warn('printf: usage: printf format [arg ...]');
      return 2;
    }
    const { text, problems } = formatPrintf(sh, format, words.slice(i + 1));
    if (name === undefined) {
      if (text !== '') yield* sh.proc.write(1, text);
    } else {
      const element = /^(\w+)\[(.*)\]$/s.exec(name);
      const problem = assignValue(sh, element?.[1] ?? name, element?.[2], text, false);
      if (problem !== undefined) problems.push(problem);
    }
    for (const problem of problems) yield* sh.warn(`printf: ${problem}`);
    return problems.length === 0 ? 0 : problems.some((problem) => problem.endsWith(DASH_REFUSES)) ? 2 : 1;
  },
};

export const PRINTF: readonly Builtin[] = [printf];
