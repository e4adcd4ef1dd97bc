/** The functions of awk that touch nothing outside: text and arithmetic. */
import { strftime } from '../../dates.ts';
import { Input, sprintf, toNumber, toText, type Value } from './values.ts';

/** What the functions need of the interpreter. */
export interface BuiltinContext {
  readonly convfmt: string;
  random(): number;
  seed(value: number | undefined): number;
  realtime(): bigint;
}

/** Value of a function over plain arguments; undefined when it is none of these. */
export function callBuiltin(name: string, args: readonly Value[], context: BuiltinContext): Value {
  const number = (index: number): number => toNumber(args[index]);
  const text = (index: number): string => toText(args[index], context.convfmt);
  switch (name) {
    case 'substr': return substr(text(0), number(1), args[2] === undefined ? Infinity : number(2));
    case 'index': {
      const at = text(0).indexOf(text(1));
      return at < 0 ? 0 : [...text(0).slice(0, at)].length + 1;
    }
    case 'sprintf': return sprintf(text(0), args.slice(1), context.convfmt);
    case 'sin': return Math.sin(number(0));
    case 'cos': return Math.cos(number(0));
    case 'atan2': return Math.atan2(number(0), number(1));
    case 'exp': return Math.exp(number(0));
    case 'log': return Math.log(number(0));
    case 'sqrt': return Math.sqrt(number(0));
    case 'int': return Math.trunc(number(0));
    case 'rand': return context.random();
    case 'srand': return context.seed(args.length > 0 ? number(0) : undefined);
    case 'tolower': return text(0).toLowerCase();
    case 'toupper': return text(0).toUpperCase();
    case 'systime': return Number(context.realtime() / 1_000_000_000n);
    case 'strftime': return strftime(args.length > 0 ? text(0) : '%a %b %e %H:%M:%S %Z %Y', args.length > 1 ? BigInt(Math.trunc(number(1))) * 1_000_000_000n : context.realtime());
    case 'and': return Number(BigInt(Math.trunc(number(0))) & BigInt(Math.trunc(number(1))));
    case 'or': return Number(BigInt(Math.trunc(number(0))) | BigInt(Math.trunc(number(1))));
    case 'xor': return Number(BigInt(Math.trunc(number(0))) ^ BigInt(Math.trunc(number(1))));
    case 'lshift': return Number(BigInt(Math.trunc(number(0))) << BigInt(Math.trunc(number(1))));
    case 'rshift': return Number(BigInt(Math.trunc(number(0))) >> BigInt(Math.trunc(number(1))));
    case 'compl': return Number(BigInt.asUintN(53, ~BigInt(Math.trunc(number(0)))));
    case 'strtonum': return /^\s*0[xX]/.test(text(0)) ? Number.parseInt(text(0), 16) : /^\s*0\d/.test(text(0)) ? Number.parseInt(text(0), 8) : number(0);
    case 'typeof': return args[0] === undefined ? 'untyped' : typeof args[0] === 'number' ? 'number' : args[0] instanceof Input ? 'strnum' : 'string';
    default: return undefined;
  }
}

function substr(text: string, start: number, length: number): string {
  // eslint-disable-next-line no-control-regex
  const chars = /[^\x00-\uffff]/u.test(text) ? [...text] : text;
  const from = Math.round(start);
  const to = length === Infinity ? Infinity : from + Math.round(length);
  const piece = chars.slice(Math.max(0, from - 1), Math.max(0, to - 1));
  return typeof piece === 'string' ? piece : piece.join('');
}

/** sub, gsub and gensub: the new text and how many places changed. `how` 0 replaces all, N the Nth. */
export function replaceMatches(text: string, regex: RegExp, replacement: string, how: number, groups: boolean): { text: string; count: number } {
  const global = new RegExp(regex.source, `${regex.flags.replace('g', '')}g`);
  let out = '';
  let at = 0;
  let seen = 0;
  let count = 0;
  let lastEnd = -1;
  for (const match of text.matchAll(global)) {
    if (match[0] === '' && match.index === lastEnd) continue;
    lastEnd = match.index + match[0].length;
    seen++;
    if (how !== 0 && seen !== how) continue;
    out += text.slice(at, match.index);
    out += replacement.replace(groups ? /\\(\d|&|\\)|&/g : /\\(&|\\)|&/g, (whole, escaped: string | undefined) => (escaped === undefined ? match[0] : /\d/.test(escaped) ? (match[Number(escaped)] ?? '') : escaped === '&' ? '&' : whole === '\\\\' ? '\\' : whole));
    at = lastEnd;
    count++;
    if (how !== 0) break;
  }
  return { text: count === 0 ? text : out + text.slice(at), count };
}
