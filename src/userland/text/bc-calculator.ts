/** The arithmetic of bc: decimals of any length, in any base to 16. */

/** A decimal: value / 10^scale. */
interface Decimal { readonly value: bigint; readonly scale: number }

/** What is wrong with a statement; a `message` that begins with `bc: ` says what is not simulated. */
export class BcError extends Error {}

const power = (scale: number): bigint => 10n ** BigInt(scale);
const rescale = (a: Decimal, scale: number): bigint => (scale >= a.scale ? a.value * power(scale - a.scale) : a.value / power(a.scale - scale));

function show({ value, scale }: Decimal): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale).replace(/^0+(?=\d)/, '');
  const sign = value < 0n ? '-' : '';
  if (scale === 0) return sign + whole;
  return value === 0n ? '0' : `${sign}${whole === '0' ? '' : whole}.${digits.slice(digits.length - scale)}`;
}

/** A line of output is at most so long; a longer number goes on behind a backslash. */
const LINE_LENGTH = 70;

function wrapped(text: string): string {
  if (text.length < LINE_LENGTH) return text;
  return (text.match(new RegExp(`.{1,${LINE_LENGTH - 2}}`, 'g')) ?? []).join('\\\n');
}

/** Arithmetic of bc: variables, + - * / % ^, ++ and --, comparison, && || !, scale, ibase, obase, last, sqrt, length. */
export class Calculator {
  readonly mathlib: boolean;
  scale: number;
  readonly variables = new Map<string, Decimal>([['ibase', { value: 10n, scale: 0 }], ['obase', { value: 10n, scale: 0 }]]);
  #tokens: string[] = [];
  #at = 0;

  constructor(mathlib: boolean) {
    this.mathlib = mathlib;
    this.scale = mathlib ? 20 : 0;
  }

  /** The lines that a statement prints. Throws BcError. */
  run(line: string): string[] {
    const out: string[] = [];
    for (const statement of line.split(/;/)) {
      const text = statement.trim();
      if (text === '') continue;
      const string = /^"([^"]*)"$/.exec(text);
      if (string) {
        out.push(string[1] ?? '');
        continue;
      }
      if (text.startsWith('print ')) {
        out.push(this.#printed(text.slice(6)));
        continue;
      }
      if (/\b(define|if|while|for|auto|return|break|continue)\b/.test(text)) throw new BcError('bc: statements and functions of its language are not simulated here');
      const { value, assigned } = this.#evaluate(text);
      if (!assigned) {
        out.push(`${wrapped(this.#shown(value))}\n`);
        this.variables.set('last', value);
      }
    }
    return out;
  }

  #evaluate(text: string): { value: Decimal; assigned: boolean } {
    this.#tokens = text.match(TOKEN) ?? [];
    this.#at = 0;
    const assigned = NAME.test(this.#tokens[0] ?? '') && /^[-+*/%^]?=$/.test(this.#tokens[1] ?? '');
    const value = this.#or();
    if (this.#at < this.#tokens.length || this.#tokens.join('') !== text.replace(/\s/g, '')) throw new BcError('syntax error');
    return { value, assigned };
  }

  /** The arguments of `print`: strings with escapes and expressions. */
  #printed(list: string): string {
    return (list.match(/"[^"]*"|[^",]+/g) ?? []).map((item) => {
      const text = item.trim();
      if (!text.startsWith('"')) return text === '' ? '' : this.#shown(this.#evaluate(text).value);
      return text.slice(1, -1).replace(/\\(.)/g, (whole, letter: string) => ({ n: '\n', t: '\t', a: '\x07', b: '\b', f: '\f', r: '\r', q: '"', '\\': '\\' })[letter] ?? whole);
    }).join('');
  }

  /** In the output base; digits above 9 are letters to base 16, numbers of their own beyond it. */
  #shown(number: Decimal): string {
    const base = this.#get('obase').value;
    if (base === 10n) return show(number);
    if (base > 16n) throw new BcError('bc: output bases above 16 are not simulated here');
    const sign = number.value < 0n ? '-' : '';
    const size = number.value < 0n ? -number.value : number.value;
    const unit = power(number.scale);
    const whole = (size / unit).toString(Number(base)).toUpperCase();
    let fraction = '';
    // As many digits as the decimal places ask for.
    for (let rest = size % unit, reach = 1n; number.scale > 0 && reach < unit; reach *= base) {
      rest *= base;
      fraction += (rest / unit).toString(Number(base)).toUpperCase();
      rest %= unit;
    }
    return `${sign}${whole === '0' && fraction !== '' ? '' : whole}${fraction === '' ? '' : `.${fraction}`}`;
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #or(): Decimal {
    let left = this.#and();
    while (this.#peek() === '||') {
      this.#at++;
      const right = this.#and();
      left = truth(left.value !== 0n || right.value !== 0n);
    }
    return left;
  }

  #and(): Decimal {
    let left = this.#not();
    while (this.#peek() === '&&') {
      this.#at++;
      const right = this.#not();
      left = truth(left.value !== 0n && right.value !== 0n);
    }
    return left;
  }

  #not(): Decimal {
    if (this.#peek() !== '!') return this.#assignment();
    this.#at++;
    return truth(this.#not().value === 0n);
  }

  #assignment(): Decimal {
    const name = this.#peek();
    const op = this.#tokens[this.#at + 1] ?? '';
    if (NAME.test(name) && /^[-+*/%^]?=$/.test(op)) {
      this.#at += 2;
      const right = this.#assignment();
      const value = op === '=' ? right : this.#apply(op[0] ?? '', this.#get(name), right);
      this.#set(name, value);
      return value;
    }
    return this.#comparison();
  }

  #get(name: string): Decimal {
    return name === 'scale' ? { value: BigInt(this.scale), scale: 0 } : (this.variables.get(name) ?? { value: 0n, scale: 0 });
  }

  #set(name: string, value: Decimal): void {
    const whole = rescale(value, 0);
    if (name === 'scale') this.scale = Number(whole);
    else if (name === 'ibase' || name === 'obase') this.variables.set(name, { value: whole < 2n ? 2n : name === 'ibase' && whole > 16n ? 16n : whole, scale: 0 });
    else this.variables.set(name === '.' ? 'last' : name, value);
  }

  #comparison(): Decimal {
    let left = this.#sum();
    while (['<', '<=', '==', '!=', '>=', '>'].includes(this.#peek())) {
      const op = this.#tokens[this.#at++];
      const right = this.#sum();
      const scale = Math.max(left.scale, right.scale);
      const difference = rescale(left, scale) - rescale(right, scale);
      const holds = op === '<' ? difference < 0n : op === '<=' ? difference <= 0n : op === '==' ? difference === 0n : op === '!=' ? difference !== 0n : op === '>=' ? difference >= 0n : difference > 0n;
      left = truth(holds);
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

  /** Digits of the input base; one that it does not have counts as its largest, a single digit as itself. */
  #number(token: string): Decimal {
    const base = this.#get('ibase').value;
    const [whole = '', fraction = ''] = token.split('.');
    const digit = (text: string): bigint => BigInt(parseInt(text, 16));
    if (base === 10n && /^[\d.]*$/.test(token)) return { value: BigInt(`${whole || '0'}${fraction}`), scale: fraction.length };
    const known = (text: string): bigint => (whole.length + fraction.length === 1 || digit(text) < base ? digit(text) : base - 1n);
    const integer = [...whole].reduce((sum, text) => sum * base + known(text), 0n);
    const part = [...fraction].reduce((sum, text) => sum * base + known(text), 0n);
    return { value: integer * power(fraction.length) + (part * power(fraction.length)) / base ** BigInt(fraction.length), scale: fraction.length };
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
    if (token === '++' || token === '--') {
      const name = this.#tokens[this.#at++] ?? '';
      if (!NAME.test(name)) throw new BcError('syntax error');
      const value = this.#apply(token.charAt(0), this.#get(name), ONE);
      this.#set(name, value);
      return value;
    }
    if (token === '-') {
      const { value, scale } = this.#power();
      return { value: -value, scale };
    }
    if (token === '(') {
      const inner = this.#or();
      if (this.#tokens[this.#at++] !== ')') throw new BcError('syntax error');
      return inner;
    }
    if (token === '.') return this.#get('last');
    if (/^[\dA-F.]/.test(token)) return this.#number(token);
    if (NAME.test(token)) {
      if (/^(?:\+\+|--)$/.test(this.#peek())) {
        const before = this.#get(token);
        this.#set(token, this.#apply((this.#tokens[this.#at++] ?? '').charAt(0), before, ONE));
        return before;
      }
      if (this.#peek() !== '(') return this.#get(token);
      this.#at++;
      const argument = this.#or();
      if (this.#tokens[this.#at++] !== ')') throw new BcError('syntax error');
      if (token === 'length') return { value: BigInt(String(argument.value).replace('-', '').length), scale: 0 };
      if (token === 'scale') return { value: BigInt(argument.scale), scale: 0 };
      if (/^[scalej]$/.test(token) && this.mathlib) throw new BcError('bc: the functions of -l are not simulated here');
      if (token !== 'sqrt') throw new BcError(`Function ${token} not defined.`);
      if (argument.value < 0n) throw new BcError('Square root of a negative number');
      const scale = Math.max(this.scale, argument.scale);
      return { value: root(rescale(argument, scale * 2)), scale };
    }
    throw new BcError('syntax error');
  }
}

const ONE: Decimal = { value: 1n, scale: 0 };
const TOKEN = /[\dA-F]+\.?[\dA-F]*|\.[\dA-F]+|[a-z_]\w*|[-+*/%^<>=!]=|\+\+|--|&&|\|\||[-+*/%^()<>=!.]|\S/g;
const NAME = /^[a-z_]\w*$/;

function truth(holds: boolean): Decimal {
  return { value: holds ? 1n : 0n, scale: 0 };
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
