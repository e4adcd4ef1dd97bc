import type { Sys } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

/** A decimal: value / 10^scale. */
interface Decimal { readonly value: bigint; readonly scale: number }

class BcError extends Error {}

const power = (scale: number): bigint => 10n ** BigInt(scale);
const rescale = (a: Decimal, scale: number): bigint => (scale >= a.scale ? a.value * power(scale - a.scale) : a.value / power(a.scale - scale));

function show({ value, scale }: Decimal): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale).replace(/^0+(?=\d)/, '');
  const sign = value < 0n ? '-' : '';
  if (scale === 0) return sign + whole;
  return value === 0n ? '0' : `${sign}${whole === '0' ? '' : whole}.${digits.slice(digits.length - scale)}`;
}

/** Arithmetic of bc: variables, + - * / % ^, comparison, scale, sqrt, length. */
class Calculator {
  scale = 0;
  readonly variables = new Map<string, Decimal>();
  #tokens: string[] = [];
  #at = 0;

  /** The lines that a statement prints. Throws BcError. */
  run(line: string): string[] {
    const out: string[] = [];
    for (const statement of line.split(/;/)) {
      const text = statement.trim();
      if (text === '') continue;
      const string = /^(?:print\s+)?"([^"]*)"$/.exec(text);
      if (string) {
        out.push(string[1] ?? '');
        continue;
      }
      if (/\b(define|if|while|for|ibase|obase)\b/.test(text)) throw new BcError('only arithmetic and variables are simulated here');
      this.#tokens = text.match(/\d+\.?\d*|\.\d+|[a-z_]\w*|[-+*/%^<>=!]=|\+\+|--|&&|\|\||[-+*/%^()<>=!]/g) ?? [];
      this.#at = 0;
      const assigned = /^[a-z_]\w*$/.test(this.#tokens[0] ?? '') && /^[-+*/%^]?=$/.test(this.#tokens[1] ?? '');
      const value = this.#assignment();
      if (this.#at < this.#tokens.length) throw new BcError('syntax error');
      if (!assigned) out.push(show(value));
    }
    return out;
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #assignment(): Decimal {
    const name = this.#peek();
    const op = this.#tokens[this.#at + 1] ?? '';
    if (/^[a-z_]\w*$/.test(name) && /^[-+*/%^]?=$/.test(op)) {
      this.#at += 2;
      const right = this.#assignment();
      const value = op === '=' ? right : this.#apply(op[0] ?? '', this.#get(name), right);
      if (name === 'scale') this.scale = Number(rescale(value, 0));
      else this.variables.set(name, value);
      return value;
    }
    return this.#comparison();
  }

  #get(name: string): Decimal {
    return name === 'scale' ? { value: BigInt(this.scale), scale: 0 } : (this.variables.get(name) ?? { value: 0n, scale: 0 });
  }

  #comparison(): Decimal {
    let left = this.#sum();
    while (['<', '<=', '==', '!=', '>=', '>'].includes(this.#peek())) {
      const op = this.#tokens[this.#at++];
      const right = this.#sum();
      const scale = Math.max(left.scale, right.scale);
      const difference = rescale(left, scale) - rescale(right, scale);
      const holds = op === '<' ? difference < 0n : op === '<=' ? difference <= 0n : op === '==' ? difference === 0n : op === '!=' ? difference !== 0n : op === '>=' ? difference >= 0n : difference > 0n;
      left = { value: holds ? 1n : 0n, scale: 0 };
    }
    return left;
  }

  #sum(): Decimal {
    let left = this.#product();
    while (this.#peek() === '+' || this.#peek() === '-') left = this.#apply(this.#tokens[this.#at++] ?? '', left, this.#product());
    return left;
  }

  #product(): Decimal {
    let left = this.#power();
    while (['*', '/', '%'].includes(this.#peek())) left = this.#apply(this.#tokens[this.#at++] ?? '', left, this.#power());
    return left;
  }

  #power(): Decimal {
    const left = this.#primary();
    if (this.#peek() !== '^') return left;
    this.#at++;
    return this.#apply('^', left, this.#power());
  }

  #apply(op: string, a: Decimal, b: Decimal): Decimal {
    const scale = Math.max(a.scale, b.scale);
    switch (op) {
      case '+': return { value: rescale(a, scale) + rescale(b, scale), scale };
      case '-': return { value: rescale(a, scale) - rescale(b, scale), scale };
      case '*': {
        const keep = Math.min(a.scale + b.scale, Math.max(this.scale, a.scale, b.scale));
        return { value: rescale({ value: a.value * b.value, scale: a.scale + b.scale }, keep), scale: keep };
      }
      case '/':
        if (b.value === 0n) throw new BcError('Divide by zero');
        return { value: (a.value * power(this.scale + b.scale)) / (b.value * power(a.scale)), scale: this.scale };
      case '%': {
        if (b.value === 0n) throw new BcError('Modulo by zero');
        const quotient = this.#apply('/', a, b);
        const keep = Math.max(this.scale + b.scale, a.scale);
        return { value: rescale(a, keep) - rescale({ value: quotient.value * b.value, scale: quotient.scale + b.scale }, keep), scale: keep };
      }
      default: {
        const exponent = Number(rescale(b, 0));
        if (Math.abs(exponent) > 10_000) throw new BcError('exponent too large in raise');
        const keep = Math.min(a.scale * Math.abs(exponent), Math.max(this.scale, a.scale));
        const raised: Decimal = { value: a.value ** BigInt(Math.abs(exponent)), scale: a.scale * Math.abs(exponent) };
        if (exponent < 0) return this.#apply('/', { value: 1n, scale: 0 }, raised);
        return { value: rescale(raised, keep), scale: keep };
      }
    }
  }

  #primary(): Decimal {
    const token = this.#tokens[this.#at++] ?? '';
    if (token === '-') {
      const { value, scale } = this.#power();
      return { value: -value, scale };
    }
    if (token === '(') {
      const inner = this.#assignment();
      if (this.#tokens[this.#at++] !== ')') throw new BcError('syntax error');
      return inner;
    }
    if (/^[\d.]/.test(token)) {
      const [whole = '', fraction = ''] = token.split('.');
      return { value: BigInt(`${whole || '0'}${fraction}`), scale: fraction.length };
    }
    if (/^[a-z_]\w*$/.test(token)) {
      if (this.#peek() !== '(') return this.#get(token);
      this.#at++;
      const argument = this.#assignment();
      if (this.#tokens[this.#at++] !== ')') throw new BcError('syntax error');
      if (token === 'length') return { value: BigInt(String(argument.value).replace('-', '').length), scale: 0 };
      if (token === 'scale') return { value: BigInt(argument.scale), scale: 0 };
      if (token !== 'sqrt') throw new BcError(`Function ${token} not defined.`);
      if (argument.value < 0n) throw new BcError('Square root of a negative number');
      const scale = Math.max(this.scale, argument.scale);
      return { value: root(rescale(argument, scale * 2)), scale };
    }
    throw new BcError('syntax error');
  }
}

/** Integer square root (Newton). */
function root(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (guess + value / guess) / 2n;
    if (next >= guess) return guess;
    guess = next;
  }
}

export const bc = tool({
  name: 'bc',
  package: 'bc 1.07.1',
  synopsis: ['[options] [file ...]'],
  summary: 'An arbitrary precision calculator: arithmetic and variables.',
  options: [{ short: 'l', long: 'mathlib', help: 'use the predefined math routines (only the scale of 20 is simulated)' }, { short: 'q', long: 'quiet', help: "don't print initial banner" }, { short: 'i', long: 'interactive' }, { short: 's', long: 'standard' }, { short: 'w', long: 'warn' }],
  *run(t) {
    const calculator = new Calculator();
    if (t.has('mathlib')) calculator.scale = 20;
    const lines = function* (fd: number): Sys<boolean> {
      const input = new LineInput(t.proc, fd, { beforeWait: () => t.out.flush() });
      for (;;) {
        const line = yield* input.next();
        if (line === undefined) return false;
        const text = line.replace(/#.*|\/\*.*?\*\//g, '');
        if (/^\s*(quit|halt)\s*$/.test(text)) return true;
        try {
          for (const result of calculator.run(text)) yield* t.print(`${result}\n`);
        } catch (error) {
          if (!(error instanceof BcError)) throw error;
          yield* t.out.flush();
          yield* t.proc.write(2, error.message === 'syntax error' ? '(standard_in) 1: syntax error\n' : `Runtime error (func=(main), adr=3): ${error.message}\n`);
        }
        yield* t.proc.step();
      }
    };
    let quit = false;
    if (t.operands.length > 0) yield* t.eachInput(t.operands, function* (fd) { quit = quit || (yield* lines(fd)); });
    if (!quit) yield* lines(0);
    return t.exit;
  },
});
