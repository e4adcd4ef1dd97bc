/** Shell arithmetic (bash(1), ARITHMETIC EVALUATION): 64-bit integers over text whose expansions were done before. */

/** Where names get their values. `subscript` is the text between brackets, undefined for a plain name. */
export interface ArithmeticVariables {
  get(name: string, subscript: string | undefined): string | undefined;
  set(name: string, subscript: string | undefined, value: string): void;
  /** Only the operators of POSIX, as dash has them: no `++`, `--`, `**` and no comma. */
  readonly posix?: boolean;
}

/** `message` is bash's text after `bash: `, e.g. `1+: syntax error: operand expected (error token is "+")`. */
export class ArithmeticError extends Error {}

/** Names whose values are expressions may refer to each other so often; parentheses and signs may nest so deep. */
const MAX_DEPTH = 200;
const MAX_NESTING = 300;

/** Evaluates an expression; the empty one is 0. */
export function evaluateArithmetic(text: string, variables: ArithmeticVariables, depth = 0): bigint {
  if (/^\s*\d{1,15}\s*$/.test(text) && !/^\s*0\d/.test(text)) return BigInt(text.trim());
  return new Evaluator(text, variables, depth).run();
}

const BINARY: Readonly<Record<string, number>> = {
  '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6, '<': 7, '>': 7, '<=': 7, '>=': 7, '<<': 8, '>>': 8, '+': 9, '-': 9, '*': 10, '/': 10, '%': 10, '**': 11,
};
const POSIX_OPERATORS = /^(?:<<=|>>=|&&|\|\||<<|>>|<=|>=|==|!=|[-+*/%&|^]=|[-+*/%&|^<>=!~?:()])/;
const OPERATORS = /^(?:<<=|>>=|\*\*|\+\+|--|&&|\|\||<<|>>|<=|>=|==|!=|[-+*/%&|^]=|[-+*/%&|^<>=!~?:,()])/;

interface Place { readonly name: string; readonly subscript: string | undefined }

class Evaluator {
  private readonly text: string;
  private readonly variables: ArithmeticVariables;
  private readonly depth: number;
  private at = 0;
  private last = 0;
  private nesting = 0;
  /** Above 0 in the branch that is not taken: nothing is assigned and nothing fails. */
  private idle = 0;

  constructor(text: string, variables: ArithmeticVariables, depth: number) {
    this.text = text;
    this.variables = variables;
    this.depth = depth;
  }

  run(): bigint {
    if (this.depth > MAX_DEPTH) throw new ArithmeticError(`${this.text}: expression recursion level exceeded (error token is "${this.text}")`);
    if (this.text.trim() === '') return 0n;
    const value = this.comma();
    this.space();
    if (this.at < this.text.length) {
      const invalid = /^[\w)\]]/.test(this.text.slice(this.at)) || this.peek() !== '' ? 'syntax error in expression' : 'syntax error: invalid arithmetic operator';
      this.fail(invalid, this.at);
    }
    return value;
  }

  private fail(message: string, from: number): never {
    const shown = this.text.replace(/^\s+/, '');
    throw new ArithmeticError(`${shown}: ${message} (error token is "${this.text.slice(from)}")`);
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private peek(): string {
    this.space();
    return (this.variables.posix ? POSIX_OPERATORS : OPERATORS).exec(this.text.slice(this.at, this.at + 3))?.[0] ?? '';
  }

  private take(operator: string): boolean {
    if (this.peek() !== operator) return false;
    this.last = this.at;
    this.at += operator.length;
    return true;
  }

  private comma(): bigint {
    let value = this.assignment();
    while (this.take(',')) value = this.assignment();
    return value;
  }

  private assignment(): bigint {
    const start = this.at;
    const place = this.place();
    if (place) {
      const operator = /^\s*(<<=|>>=|[-+*/%&|^]?=)(?!=)/.exec(this.text.slice(this.at));
      if (operator) {
        this.last = this.at + operator[0].length - (operator[1] as string).length;
        this.at += operator[0].length;
        const right = this.assignment();
        const sign = (operator[1] as string).slice(0, -1);
        const value = sign === '' ? right : this.apply(sign, this.read(place), right, this.at);
        this.write(place, value);
        return value;
      }
      this.at = start;
    }
    return this.ternary();
  }

  private ternary(): bigint {
    const test = this.binary(1);
    if (!this.take('?')) return test;
    this.space();
    if (this.peek() === ':' || this.at >= this.text.length) this.fail('expression expected', this.at);
    const yes = this.guarded(test === 0n, () => this.comma());
    if (!this.take(':')) this.fail("`:' expected for conditional expression", this.at);
    const no = this.guarded(test !== 0n, () => this.assignment());
    return test !== 0n ? yes : no;
  }

  private guarded(skip: boolean, run: () => bigint): bigint {
    if (skip) this.idle++;
    const value = run();
    if (skip) this.idle--;
    return value;
  }

  private binary(minimum: number): bigint {
    let left = this.unary();
    for (;;) {
      let operator = this.peek();
      // `1--1`: behind an operand these are a binary and a unary sign.
      if (operator === '++' || operator === '--') operator = operator[0] as string;
      const level = BINARY[operator];
      if (level === undefined || level < minimum) {
        if (/^[-+*/%&|^]=$|^(?:<<=|>>=|=)$/.test(operator)) this.fail('attempted assignment to non-variable', this.at);
        return left;
      }
      this.last = this.at;
      this.at += operator.length;
      if (operator === '&&' || operator === '||') {
        const decided = operator === '&&' ? left === 0n : left !== 0n;
        const right = this.guarded(decided, () => this.binary(level + 1));
        left = decided ? (operator === '&&' ? 0n : 1n) : right !== 0n ? 1n : 0n;
        continue;
      }
      this.space();
      const from = this.at;
      const right = this.binary(operator === '**' ? level : level + 1);
      left = this.apply(operator, left, right, from);
    }
  }

  private apply(operator: string, a: bigint, b: bigint, from: number): bigint {
    const flag = (on: boolean): bigint => (on ? 1n : 0n);
    const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
    switch (operator) {
      case '+': return wrap(a + b);
      case '-': return wrap(a - b);
      case '*': return wrap(a * b);
      case '/': case '%':
        if (b === 0n) {
          if (this.idle > 0) return 0n;
          this.fail('division by 0', from);
        }
        return wrap(operator === '/' ? a / b : a % b);
      case '**':
        if (b < 0n) {
          if (this.idle > 0) return 0n;
          this.fail('exponent less than 0', from);
        }
        return power(a, b);
      case '<<': return wrap(a << (b & 63n));
      case '>>': return a >> (b & 63n);
      case '<': return flag(a < b);
      case '>': return flag(a > b);
      case '<=': return flag(a <= b);
      case '>=': return flag(a >= b);
      case '==': return flag(a === b);
      case '!=': return flag(a !== b);
      case '&': return a & b;
      case '^': return a ^ b;
      default: return a | b;
    }
  }

  private unary(): bigint {
    if (++this.nesting > MAX_NESTING) this.fail('expression recursion level exceeded', this.at);
    const value = this.signed();
    this.nesting--;
    return value;
  }

  private signed(): bigint {
    const operator = this.peek();
    if (operator === '++' || operator === '--') {
      const start = this.at;
      this.take(operator);
      this.space();
      const place = this.place();
      if (place) {
        const value = BigInt.asIntN(64, this.read(place) + (operator === '++' ? 1n : -1n));
        this.write(place, value);
        return value;
      }
      this.at = start + 1;
      return operator === '--' ? -this.unary() : this.unary();
    }
    if (this.take('-')) return BigInt.asIntN(64, -this.unary());
    if (this.take('+')) return this.unary();
    if (this.take('!')) return this.unary() === 0n ? 1n : 0n;
    if (this.take('~')) return ~this.unary();
    return this.primary();
  }

  private primary(): bigint {
    if (this.take('(')) {
      const value = this.comma();
      if (!this.take(')')) this.fail("missing `)'", this.at < this.text.length ? this.at : this.last);
      return value;
    }
    this.space();
    const number = /^\d[\w#@]*/.exec(this.text.slice(this.at));
    if (number) {
      this.last = this.at;
      const value = this.constant(number[0]);
      this.at += number[0].length;
      return value;
    }
    const place = this.place();
    if (!place) this.fail('syntax error: operand expected', this.at < this.text.length ? this.at : this.last);
    const post = this.variables.posix ? null : /^\s*(\+\+|--)/.exec(this.text.slice(this.at));
    const value = this.read(place);
    if (post) {
      this.at += post[0].length;
      this.write(place, BigInt.asIntN(64, value + (post[1] === '++' ? 1n : -1n)));
    }
    return value;
  }

  /** A name with an optional subscript; undefined when there is none here. */
  private place(): Place | undefined {
    this.space();
    const name = /^[A-Za-z_]\w*/.exec(this.text.slice(this.at))?.[0];
    if (name === undefined) return undefined;
    this.last = this.at;
    this.at += name.length;
    if (this.text[this.at] !== '[') return { name, subscript: undefined };
    let depth = 0;
    for (let i = this.at; i < this.text.length; i++) {
      if (this.text[i] === '[') depth++;
      else if (this.text[i] === ']' && --depth === 0) {
        const subscript = this.text.slice(this.at + 1, i);
        this.at = i + 1;
        return { name, subscript };
      }
    }
    return this.fail('bad array subscript', this.at);
  }

  private read(place: Place): bigint {
    if (this.idle > 0) return 0n;
    const value = this.variables.get(place.name, place.subscript);
    if (value === undefined || value === '') return 0n;
    if (/^-?(?:[1-9]\d{0,17}|0)$/.test(value)) return BigInt(value);
    return evaluateArithmetic(value, this.variables, this.depth + 1);
  }

  private write(place: Place, value: bigint): void {
    if (this.idle === 0) this.variables.set(place.name, place.subscript, value.toString());
  }

  /** 10, 0x1f, 017, 2#101, 64#@_ */
  private constant(text: string): bigint {
    const based = /^(\d+)#([\w@]*)$/.exec(text);
    let digits = text;
    let base = 10;
    if (based) {
      base = Number(based[1]);
      digits = based[2] as string;
      if (base < 2 || base > 64) this.fail('invalid arithmetic base', this.at);
      if (digits === '') this.fail('invalid integer constant', this.at);
    } else if (/^0[xX]/.test(text)) {
      base = 16;
      digits = text.slice(2);
    } else if (text.length > 1 && text.startsWith('0')) {
      base = 8;
      digits = text.slice(1);
    }
    let value = 0n;
    for (const digit of digits) {
      const d = digitValue(digit, base);
      if (d < 0 || d >= base) this.fail(d < 0 ? 'syntax error in expression' : 'value too great for base', this.at);
      value = value * BigInt(base) + BigInt(d);
    }
    return BigInt.asIntN(64, value);
  }
}

function digitValue(digit: string, base: number): number {
  if (/\d/.test(digit)) return Number(digit);
  const code = digit.charCodeAt(0);
  if (/[a-z]/.test(digit)) return code - 87;
  if (/[A-Z]/.test(digit)) return base <= 36 ? code - 55 : code - 29;
  return digit === '@' ? 62 : digit === '_' ? 63 : -1;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = BigInt.asIntN(64, result * factor);
    factor = BigInt.asIntN(64, factor * factor);
  }
  return result;
}
