/** The place of jq's parser in its tokens. */
import { JqSyntaxError, type Token } from './lex.ts';

const NAMES: Readonly<Record<string, string>> = { ident: 'IDENT', field: 'FIELD', number: 'LITERAL', string: 'QQSTRING_START', format: 'FORMAT', var: "'$'", end: '$end' };

/** Steps over the tokens, the last of which is of kind `end`. */
export class Cursor {
  at = 0;
  readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  readonly peek = (): Token => this.tokens[this.at] as Token;

  readonly is = (text: string): boolean => (this.peek().kind === 'op' || this.peek().kind === 'keyword') && this.peek().text === text;

  /** Throws JqSyntaxError for the token here, in the words of jq's grammar. */
  readonly fail = (): never => {
    const token = this.peek();
    throw new JqSyntaxError(`syntax error, unexpected ${NAMES[token.kind] ?? (token.kind === 'keyword' ? token.text : `'${token.text}'`)} (Unix shell quoting issues?)`, token.line);
  };

  readonly take = (text: string): boolean => {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  };

  readonly need = (text: string): void => {
    if (!this.take(text)) this.fail();
  };
}
