/** A cursor over tokens, with the syntax errors of PostgreSQL and MySQL. */
import { SqlError } from './errors.ts';
import { tokenize, type Dialect, type Token } from './lexer.ts';

export class TokenStream {
  readonly dialect: Dialect;
  readonly sql: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(sql: string, dialect: Dialect) {
    this.sql = sql;
    this.dialect = dialect;
    this.#tokens = tokenize(sql, dialect);
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Whether the next words are these keywords. */
  at(...words: readonly string[]): boolean {
    return words.every((word, i) => this.peek(i).kind === 'word' && this.peek(i).text === word);
  }

  /** Takes the keywords when they are next. */
  take(...words: readonly string[]): boolean {
    if (!this.at(...words)) return false;
    this.#at += words.length;
    return true;
  }

  atOperator(text: string): boolean {
    return this.peek().kind === 'operator' && this.peek().text === text;
  }

  takeOperator(text: string): boolean {
    if (!this.atOperator(text)) return false;
    this.#at++;
    return true;
  }

  expect(...words: readonly string[]): void {
    if (!this.take(...words)) throw this.error();
  }

  expectOperator(text: string): void {
    if (!this.takeOperator(text)) throw this.error();
  }

  /** A name: a quoted identifier or a word that is not reserved. */
  identifier(): string {
    const token = this.peek();
    if (token.kind === 'identifier' || (token.kind === 'word' && !RESERVED.has(token.text))) {
      this.#at++;
      return token.kind === 'word' && this.dialect === 'mysql' ? token.raw : token.text;
    }
    throw this.error();
  }

  string(): string {
    const token = this.next();
    if (token.kind !== 'string') throw this.error(token);
    return token.text;
  }

  /** `(a, b, c)` */
  list<T>(item: () => T): T[] {
    this.expectOperator('(');
    const items = [item()];
    while (this.takeOperator(',')) items.push(item());
    this.expectOperator(')');
    return items;
  }

  commaList<T>(item: () => T): T[] {
    const items = [item()];
    while (this.takeOperator(',')) items.push(item());
    return items;
  }

  atEnd(): boolean {
    return this.peek().kind === 'end' || this.atOperator(';');
  }

  error(token: Token = this.peek()): SqlError {
    if (this.dialect === 'mysql') return new SqlError('42000', `You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near '${this.sql.slice(token.position - 1, token.position + 79)}' at line ${this.sql.slice(0, token.position).split('\n').length}`);
    return token.kind === 'end' ? new SqlError('42601', 'syntax error at end of input', { position: token.position }) : new SqlError('42601', `syntax error at or near "${token.raw}"`, { position: token.position });
  }
}

/** Words that are no names without quotes (PostgreSQL manual, appendix C, the ones of this grammar). */
const RESERVED = new Set('all and any as asc between case cast check constraint create cross default desc distinct else end except exists false fetch for foreign from full grant group having in inner intersect into is join left like limit natural not null offset on or order outer primary references returning right select table then to true union unique using when where with'.split(' '));
