/** Expressions by precedence (PostgreSQL manual, 4.1.6). */
import type { Expression, Select, TypeName } from './ast.ts';
import { notSimulated } from './errors.ts';
import type { TokenStream } from './token-stream.ts';
import { canonicalType } from './values.ts';

/** Parses `SELECT …`, given by the statement parser. */
export type QueryParser = (stream: TokenStream) => Select;

const COMPARISONS = new Set(['=', '<', '>', '<=', '>=', '<>', '!=', '<=>', '~', '~*', '!~', '!~*']);
const BARE_CALLS = new Set(['current_timestamp', 'current_date', 'current_time', 'localtimestamp', 'current_user', 'session_user', 'user', 'current_role', 'current_catalog', 'current_schema']);

export class ExpressionParser {
  readonly #s: TokenStream;
  readonly #query: QueryParser;

  constructor(stream: TokenStream, query: QueryParser) {
    this.#s = stream;
    this.#query = query;
  }

  parse(): Expression {
    let left = this.#and();
    while (this.#s.at('or') || (this.#s.dialect === 'mysql' && this.#s.atOperator('||'))) {
      const { position } = this.#s.next();
      left = { kind: 'binary', operator: 'or', left, right: this.#and(), position };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.#s.at('and')) {
      const { position } = this.#s.next();
      left = { kind: 'binary', operator: 'and', left, right: this.#not(), position };
    }
    return left;
  }

  #not(): Expression {
    if (this.#s.take('not')) return { kind: 'unary', operator: 'not', operand: this.#not() };
    return this.#comparison();
  }

  #comparison(): Expression {
    let left = this.#additive();
    for (;;) {
      const token = this.#s.peek();
      if (token.kind === 'operator' && COMPARISONS.has(token.text)) {
        this.#s.next();
        const right = this.#s.at('any') ? undefined : this.#additive();
        if (right === undefined) throw notSimulated('ANY', token.position);
        left = { kind: 'binary', operator: token.text === '!=' ? '<>' : token.text, left, right, position: token.position };
      } else if (this.#s.take('is')) {
        const not = this.#s.take('not');
        if (this.#s.take('null')) left = { kind: 'isNull', operand: left, not };
        else if (this.#s.take('true') || this.#s.take('false')) {
          const value = this.#s.peek(-1).text === 'true';
          const is: Expression = { kind: 'call', name: 'coalesce', args: [{ kind: 'binary', operator: '=', left, right: { kind: 'literal', value, type: 'boolean' }, position: token.position }, { kind: 'literal', value: false, type: 'boolean' }], distinct: false, position: token.position };
          left = not ? { kind: 'unary', operator: 'not', operand: is } : is;
        } else throw this.#s.error();
      } else {
        const not = this.#s.at('not') && ['in', 'like', 'ilike', 'between'].includes(this.#s.peek(1).text);
        if (not) this.#s.next();
        if (this.#s.take('in')) left = this.#in(left, not);
        else if (this.#s.take('between')) {
          const low = this.#additive();
          this.#s.expect('and');
          left = { kind: 'between', operand: left, low, high: this.#additive(), not };
        } else if (this.#s.at('like') || this.#s.at('ilike')) {
          const operator = this.#s.next();
          const like: Expression = { kind: 'binary', operator: operator.text, left, right: this.#additive(), position: operator.position };
          left = not ? { kind: 'unary', operator: 'not', operand: like } : like;
        } else return left;
      }
    }
  }

  #in(operand: Expression, not: boolean): Expression {
    if (this.#s.peek(1).text === 'select') {
      this.#s.expectOperator('(');
      const query = this.#query(this.#s);
      this.#s.expectOperator(')');
      return { kind: 'in', operand, query, not };
    }
    return { kind: 'in', operand, list: this.#s.list(() => this.parse()), not };
  }

  #additive(): Expression {
    let left = this.#multiplicative();
    for (;;) {
      const token = this.#s.peek();
      const concatenates = token.text === '||' && this.#s.dialect === 'postgres';
      if (token.kind !== 'operator' || !(['+', '-', '->', '->>'].includes(token.text) || concatenates)) return left;
      this.#s.next();
      left = { kind: 'binary', operator: token.text, left, right: this.#multiplicative(), position: token.position };
    }
  }

  #multiplicative(): Expression {
    let left = this.#unary();
    for (;;) {
      const token = this.#s.peek();
      if (token.kind !== 'operator' || !['*', '/', '%', '^'].includes(token.text)) return left;
      this.#s.next();
      left = { kind: 'binary', operator: token.text, left, right: this.#unary(), position: token.position };
    }
  }

  #unary(): Expression {
    if (this.#s.takeOperator('-')) return { kind: 'unary', operator: '-', operand: this.#unary() };
    if (this.#s.takeOperator('+')) return this.#unary();
    let operand = this.#primary();
    while (this.#s.takeOperator('::')) operand = { kind: 'cast', operand, type: this.type() };
    return operand;
  }

  #primary(): Expression {
    const s = this.#s;
    const token = s.peek();
    if (token.kind === 'string') {
      s.next();
      return { kind: 'literal', value: token.text, type: 'unknown' };
    }
    if (token.kind === 'number') {
      s.next();
      const whole = /^\d+$/.test(token.text);
      return { kind: 'literal', value: whole ? Number(token.text) : token.text, type: whole ? (Number(token.text) > 2147483647 ? 'bigint' : 'integer') : 'numeric' };
    }
    if (token.kind === 'parameter') throw notSimulated('a parameter ($1)', token.position);
    if (s.takeOperator('*')) return { kind: 'star' };
    if (s.takeOperator('(')) {
      const inner: Expression = s.at('select') || s.at('values') ? { kind: 'subquery', query: this.#query(s) } : this.parse();
      if (s.atOperator(',')) throw notSimulated('a row value', token.position);
      s.expectOperator(')');
      return inner;
    }
    if (token.kind === 'word') {
      const word = this.#keyword(token.text);
      if (word) return word;
    }
    return this.#reference();
  }

  #keyword(text: string): Expression | undefined {
    const s = this.#s;
    const { position } = s.peek();
    if (s.take('null')) return { kind: 'literal', value: null, type: 'unknown' };
    if (s.take('true')) return { kind: 'literal', value: true, type: 'boolean' };
    if (s.take('false')) return { kind: 'literal', value: false, type: 'boolean' };
    if (s.take('case')) return this.#case();
    if (s.take('cast')) {
      s.expectOperator('(');
      const operand = this.parse();
      s.expect('as');
      const type = this.type();
      s.expectOperator(')');
      return { kind: 'cast', operand, type };
    }
    if (s.at('exists') && s.peek(1).text === '(') {
      s.next();
      s.expectOperator('(');
      const query = this.#query(s);
      s.expectOperator(')');
      return { kind: 'exists', query };
    }
    if (['array', 'row', 'extract', 'overlay', 'position'].includes(text) && ['[', '('].includes(s.peek(1).text)) throw notSimulated(text.toUpperCase(), position);
    if (['interval', 'timestamp', 'date', 'timestamptz'].includes(text) && s.peek(1).kind === 'string') {
      s.next();
      return { kind: 'cast', operand: { kind: 'literal', value: s.string(), type: 'unknown' }, type: canonicalType(text, [], position) };
    }
    if (BARE_CALLS.has(text) && s.peek(1).text !== '(' && s.peek(1).text !== '.' && !(text === 'user' && s.dialect === 'mysql')) {
      s.next();
      return { kind: 'call', name: text, args: [], distinct: false, position };
    }
    return undefined;
  }

  #case(): Expression {
    const s = this.#s;
    const subject = s.at('when') ? undefined : this.parse();
    const branches: { when: Expression; then: Expression }[] = [];
    while (s.take('when')) {
      const when = this.parse();
      s.expect('then');
      branches.push({ when, then: this.parse() });
    }
    const otherwise = s.take('else') ? this.parse() : undefined;
    s.expect('end');
    return { kind: 'case', ...(subject && { subject }), branches, ...(otherwise && { otherwise }) };
  }

  /** A column, `table.column`, `table.*` or a call. */
  #reference(): Expression {
    const s = this.#s;
    const { position } = s.peek();
    if (s.peek().kind === 'word' && ['left', 'right', 'user', 'replace', 'if', 'values'].includes(s.peek().text) && s.peek(1).text === '(') return this.#call(s.next().text, position);
    const names = [s.identifier()];
    while (s.takeOperator('.')) {
      if (s.takeOperator('*')) return { kind: 'star', table: names.at(-1) ?? '' };
      names.push(s.identifier());
    }
    const name = names.at(-1) ?? '';
    if (s.atOperator('(')) return this.#call(name.toLowerCase(), position);
    const table = names.at(-2);
    return { kind: 'column', ...(table !== undefined && { table }), name, position };
  }

  #call(name: string, position: number): Expression {
    const s = this.#s;
    s.expectOperator('(');
    const distinct = s.take('distinct');
    const args: Expression[] = [];
    if (!s.atOperator(')')) {
      args.push(this.parse());
      if (name === 'substring' && s.take('from')) {
        args.push(this.parse());
        if (s.take('for')) args.push(this.parse());
      }
      while (s.takeOperator(',')) args.push(this.parse());
    }
    s.expectOperator(')');
    if (s.at('over')) throw notSimulated('a window function', position);
    if (s.at('filter') && s.peek(1).text === '(') throw notSimulated('FILTER', position);
    return { kind: 'call', name, args, distinct, position };
  }

  type(): TypeName {
    const s = this.#s;
    const { position } = s.peek();
    let name = s.identifier().toLowerCase();
    if (name === 'double' && s.take('precision')) name = 'double precision';
    if (name === 'character' && s.take('varying')) name = 'character varying';
    const args = s.atOperator('(') && name !== 'enum' ? s.list(() => Number(s.next().text)) : [];
    if (name === 'enum') throw notSimulated('type enum', position);
    if (name === 'timestamp' || name === 'time') {
      if (s.take('with', 'time', 'zone')) name = name === 'time' ? 'time' : 'timestamptz';
      else s.take('without', 'time', 'zone');
    }
    if (s.atOperator('[')) throw notSimulated('an array type', position);
    s.take('unsigned');
    return canonicalType(name, ['integer', 'int', 'bigint', 'tinyint', 'smallint'].includes(name) ? [] : args, position);
  }
}
