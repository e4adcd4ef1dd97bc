/** The place of awk's parser in its tokens. */
import { AwkSyntaxError, type Token } from './lex.ts';

/** Steps over the tokens, the last of which is of kind `end`. */
export class Cursor {
  at = 0;
  readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  readonly peek = (ahead = 0): Token => this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] as Token;

  /** Throws AwkSyntaxError for the token here. */
  readonly fail = (): never => {
    const token = this.peek();
    throw new AwkSyntaxError(token.kind === 'end' ? 'missing } near end of file' : token.kind === 'newline' ? 'syntax error at or near end of line' : `syntax error at or near ${token.text}`, token.kind === 'end' ? token.line + 1 : token.line);
  };

  readonly is = (text: string, kind = 'op'): boolean => this.peek().kind === kind && this.peek().text === text;

  readonly take = (text: string, kind = 'op'): boolean => {
    if (!this.is(text, kind)) return false;
    this.at++;
    return true;
  };

  readonly need = (text: string, kind = 'op'): void => {
    if (!this.take(text, kind)) this.fail();
  };

  readonly newlines = (): void => {
    while (this.peek().kind === 'newline') this.at++;
  };

  readonly terminators = (): void => {
    while (this.peek().kind === 'newline' || this.is(';')) this.at++;
  };
}
