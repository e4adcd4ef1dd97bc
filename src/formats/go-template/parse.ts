// The parser of Go's text/template (text/template/parse/parse.go), with its messages.

import { Lexer, type Token, type TokenType } from './lex.ts';
import { charConstant, parseNumber, unquote } from './literals.ts';
import { nodeText, type Arg, type BranchNode, type Command, type ListNode, type MarkNode, type NumberNode, type Pipe, type Statement } from './nodes.ts';
import { quoteGo } from './quote.ts';
import { isEmpty, NOT_EXECUTABLE, OPERANDS, tokenText } from './tokens.ts';

/** An error in a template's text or in running it, in Go's words (`template: name:1:2: ...`). */
export class TemplateError extends Error {
  /** What was printed before the error. */
  readonly partial: string;
  constructor(message: string, partial = '') {
    super(message);
    this.name = 'TemplateError';
    this.partial = partial;
  }
}

/** The named bodies of a template text; the text itself is under its own name. */
export type TreeSet = Map<string, ListNode>;

/** Parses a template text into `trees`. Throws TemplateError. */
export function parseTrees(name: string, text: string, hasFunction: (name: string) => boolean, trees: TreeSet): void {
  new Parser(name, text, hasFunction, trees).parse(name);
}

type Item = Statement | MarkNode;

function isMark(node: Item): node is MarkNode {
  return node.kind === 'end' || node.kind === 'else';
}

class Parser {
  private readonly name: string;
  private readonly lexer: Lexer;
  private readonly hasFunction: (name: string) => boolean;
  private readonly trees: TreeSet;
  // As in Go: up to three tokens of look-ahead; `tokens[0]` is the newest.
  private readonly tokens: [Token, Token, Token];
  private peekCount = 0;
  private vars: string[] = ['$'];
  private rangeDepth = 0;
  private actionLine = 0;

  constructor(name: string, text: string, hasFunction: (name: string) => boolean, trees: TreeSet) {
    this.name = name;
    this.lexer = new Lexer(text);
    this.hasFunction = hasFunction;
    this.trees = trees;
    const none: Token = { type: 'eof', pos: 0, text: '', line: 1 };
    this.tokens = [none, none, none];
  }

  parse(name: string): void {
    const root: ListNode = [];
    while (this.peek().type !== 'eof') {
      if (this.peek().type === 'leftDelim') {
        const delim = this.next();
        if (this.nextNonSpace().type === 'define') {
          this.parseDefinition();
          continue;
        }
        this.backup2(delim);
      }
      const node = this.textOrAction();
      if (isMark(node)) this.fail(`unexpected ${nodeText(node)}`);
      root.push(node);
    }
    this.add(name, root);
  }

  private add(name: string, body: ListNode): void {
    const old = this.trees.get(name);
    if (old === undefined || isEmpty(old)) this.trees.set(name, body);
    else if (!isEmpty(body)) {
      // Within one text a second definition is an error in Go; over several texts the last one wins.
      if (this.defined.has(name)) this.fail(`template: multiple definition of template ${quoteGo(name)}`);
      this.trees.set(name, body);
    }
    this.defined.add(name);
  }

  private readonly defined = new Set<string>();

  private parseDefinition(): void {
    const context = 'define clause';
    const token = this.nextNonSpace();
    if (token.type !== 'string' && token.type !== 'rawString') this.unexpected(token, context);
    const name = this.unquoted(token);
    this.expect('rightDelim', context);
    this.body(name, context);
  }

  /** The body of a define or block: variables and loops of its own. */
  private body(name: string, context: string): void {
    const { vars, rangeDepth } = this;
    this.vars = ['$'];
    this.rangeDepth = 0;
    const [list, end] = this.itemList();
    if (end.kind !== 'end') this.fail(`unexpected ${nodeText(end)} in ${context}`);
    this.vars = vars;
    this.rangeDepth = rangeDepth;
    this.add(name, list);
  }

  private itemList(): [ListNode, MarkNode] {
    const list: ListNode = [];
    while (this.peekNonSpace().type !== 'eof') {
      const node = this.textOrAction();
      if (isMark(node)) return [list, node];
      list.push(node);
    }
    return this.fail('unexpected EOF');
  }

  private textOrAction(): Item {
    const token = this.nextNonSpace();
    if (token.type === 'text') return { kind: 'text', pos: token.pos, text: token.text };
    if (token.type !== 'leftDelim') this.unexpected(token, 'input');
    this.actionLine = token.line;
    const node = this.action();
    this.actionLine = 0;
    return node;
  }

  private action(): Item {
    const token = this.nextNonSpace();
    switch (token.type) {
      case 'block':
        return this.blockControl();
      case 'break':
      case 'continue':
        return this.loopExit(token.type, token.pos);
      case 'else':
        return this.elseControl();
      case 'end':
        return { kind: 'end', pos: this.expect('rightDelim', 'end').pos };
      case 'if':
      case 'range':
      case 'with':
        return this.control(token.type);
      case 'template':
        return this.templateControl();
    }
    this.backup();
    const first = this.peek();
    return { kind: 'action', pos: first.pos, pipe: this.pipeline('command', 'rightDelim') };
  }

  private loopExit(kind: 'break' | 'continue', pos: number): Item {
    const token = this.nextNonSpace();
    if (token.type !== 'rightDelim') this.unexpected(token, `{{${kind}}}`);
    if (this.rangeDepth === 0) this.fail(`{{${kind}}} outside {{range}}`);
    return { kind, pos };
  }

  private elseControl(): MarkNode {
    const peek = this.peekNonSpace();
    // {{else if}} and {{else with}} are {{else}}{{if}}: the keyword stays for control().
    if (peek.type === 'if' || peek.type === 'with') return { kind: 'else', pos: peek.pos };
    return { kind: 'else', pos: this.expect('rightDelim', 'else').pos };
  }

  private control(kind: 'if' | 'range' | 'with'): BranchNode {
    const depth = this.vars.length;
    const pipe = this.pipeline(kind, 'rightDelim');
    if (kind === 'range') this.rangeDepth++;
    const [list, next] = this.itemList();
    if (kind === 'range') this.rangeDepth--;
    const node: BranchNode = { kind, pos: pipe.pos, pipe, list };
    if (next.kind === 'else') {
      if (kind !== 'range' && this.peek().type === kind) {
        this.next();
        node.elseList = [this.control(kind)];
      } else {
        const [elseList, end] = this.itemList();
        if (end.kind !== 'end') this.fail(`expected end; found ${nodeText(end)}`);
        node.elseList = elseList;
      }
    }
    this.vars.length = depth;
    return node;
  }

  private blockControl(): Statement {
    const context = 'block clause';
    const token = this.nextNonSpace();
    const name = this.templateName(token, context);
    const pipe = this.pipeline(context, 'rightDelim');
    this.body(name, context);
    return { kind: 'template', pos: token.pos, name, pipe };
  }

  private templateControl(): Statement {
    const context = 'template clause';
    const token = this.nextNonSpace();
    const name = this.templateName(token, context);
    if (this.nextNonSpace().type === 'rightDelim') return { kind: 'template', pos: token.pos, name };
    this.backup();
    return { kind: 'template', pos: token.pos, name, pipe: this.pipeline(context, 'rightDelim') };
  }

  private templateName(token: Token, context: string): string {
    if (token.type !== 'string' && token.type !== 'rawString') this.unexpected(token, context);
    return this.unquoted(token);
  }

  private unquoted(token: Token): string {
    return unquote(token.text) ?? this.fail('invalid syntax');
  }

  private pipeline(context: string, end: TokenType): Pipe {
    const pipe: Pipe = { kind: 'pipe', pos: this.peekNonSpace().pos, isAssign: false, decl: [], commands: [] };
    this.declarations(pipe, context);
    for (;;) {
      const token = this.nextNonSpace();
      if (token.type === end) break;
      if (!OPERANDS.has(token.type)) this.unexpected(token, context);
      this.backup();
      pipe.commands.push(this.command());
    }
    if (pipe.commands.length === 0) this.fail(`missing value for ${context}`);
    pipe.commands.forEach((command, i) => {
      if (i > 0 && NOT_EXECUTABLE.has(command.args[0]?.kind ?? '')) this.fail(`non executable command in pipeline stage ${i + 1}`);
    });
    return pipe;
  }

  private declarations(pipe: Pipe, context: string): void {
    for (;;) {
      const variable = this.peekNonSpace();
      if (variable.type !== 'variable') return;
      this.next();
      const after = this.peek();
      const next = this.peekNonSpace();
      const isComma = next.type === 'char' && next.text === ',';
      if (next.type !== 'assign' && next.type !== 'declare' && !isComma) {
        if (after.type === 'space') this.backup3(variable, after);
        else this.backup2(variable);
        return;
      }
      this.nextNonSpace();
      pipe.decl.push({ kind: 'variable', pos: variable.pos, ident: [variable.text] });
      this.vars.push(variable.text);
      if (!isComma) {
        pipe.isAssign = next.type === 'assign';
        return;
      }
      if (context !== 'range' || pipe.decl.length >= 2) this.fail(`too many declarations in ${context}`);
      const follow = this.peekNonSpace().type;
      if (follow !== 'variable' && follow !== 'rightDelim' && follow !== 'rightParen') this.fail('range can only initialize variables');
    }
  }

  private command(): Command {
    const command: Command = { kind: 'command', pos: this.peekNonSpace().pos, args: [] };
    for (;;) {
      this.peekNonSpace();
      const operand = this.operand();
      if (operand !== undefined) command.args.push(operand);
      const token = this.next();
      if (token.type === 'space') continue;
      if (token.type === 'rightDelim' || token.type === 'rightParen') this.backup();
      else if (token.type !== 'pipe') this.unexpected(token, 'operand');
      break;
    }
    if (command.args.length === 0) this.fail('empty command');
    return command;
  }

  private operand(): Arg | undefined {
    const node = this.term();
    if (node === undefined || this.peek().type !== 'field') return node;
    const pos = this.peek().pos;
    const fields: string[] = [];
    while (this.peek().type === 'field') fields.push(this.next().text.slice(1));
    switch (node.kind) {
      case 'field':
        return { kind: 'field', pos, ident: [...node.ident, ...fields] };
      case 'variable':
        return { kind: 'variable', pos, ident: [...node.ident, ...fields] };
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.fail(`unexpected . after term ${quoteGo(nodeText(node))}`);
    }
    return { kind: 'chain', pos, node, fields };
  }

  private term(): Arg | undefined {
    const token = this.nextNonSpace();
    const pos = token.pos;
    switch (token.type) {
      case 'identifier':
        if (!this.hasFunction(token.text)) this.fail(`function ${quoteGo(token.text)} not defined`);
        return { kind: 'identifier', pos, name: token.text };
      case 'dot':
      case 'nil':
        return { kind: token.type, pos };
      case 'variable':
        if (!this.vars.includes(token.text)) this.fail(`undefined variable ${quoteGo(token.text)}`);
        return { kind: 'variable', pos, ident: [token.text] };
      case 'field':
        return { kind: 'field', pos, ident: [token.text.slice(1)] };
      case 'bool':
        return { kind: 'bool', pos, value: token.text === 'true' };
      case 'charConstant':
      case 'number':
        return this.number(token);
      case 'leftParen':
        return this.pipeline('parenthesized pipeline', 'rightParen');
      case 'string':
      case 'rawString':
        return { kind: 'string', pos, quoted: token.text, text: this.unquoted(token) };
    }
    this.backup();
    return undefined;
  }

  private number(token: Token): NumberNode {
    const { text, pos } = token;
    if (token.type === 'charConstant') {
      const value = charConstant(text) ?? this.fail(`malformed character constant: ${text}`);
      return { kind: 'number', pos, text, value, isFloat: false };
    }
    const number = parseNumber(text) ?? this.fail(`illegal number syntax: ${quoteGo(text)}`);
    if (number.value >= 1n << 64n || number.value < -(1n << 63n)) {
      if (!number.isFloat) this.fail(`integer overflow: ${quoteGo(text)}`);
    }
    return { kind: 'number', pos, text, ...number };
  }

  private next(): Token {
    if (this.peekCount > 0) this.peekCount--;
    else this.tokens[0] = this.lexer.next();
    return this.tokens[this.peekCount] as Token;
  }

  private backup(): void {
    this.peekCount++;
  }

  private backup2(first: Token): void {
    this.tokens[1] = first;
    this.peekCount = 2;
  }

  private backup3(second: Token, first: Token): void {
    this.tokens[1] = first;
    this.tokens[2] = second;
    this.peekCount = 3;
  }

  private peek(): Token {
    if (this.peekCount > 0) return this.tokens[this.peekCount - 1] as Token;
    this.peekCount = 1;
    return (this.tokens[0] = this.lexer.next());
  }

  private nextNonSpace(): Token {
    let token = this.next();
    while (token.type === 'space') token = this.next();
    return token;
  }

  private peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.backup();
    return token;
  }

  private expect(type: TokenType, context: string): Token {
    const token = this.nextNonSpace();
    if (token.type !== type) this.unexpected(token, context);
    return token;
  }

  private unexpected(token: Token, context: string): never {
    if (token.type !== 'error') this.fail(`unexpected ${tokenText(token)} in ${context}`);
    let extra = '';
    if (this.actionLine !== 0 && this.actionLine !== token.line) {
      extra = ` in action started at ${this.name}:${this.actionLine}`;
      if (token.text.endsWith(' action')) extra = extra.slice(' in action'.length);
    }
    this.fail(token.text + extra);
  }

  private fail(message: string): never {
    throw new TemplateError(`template: ${this.name}:${this.tokens[0].line}: ${message}`);
  }
}
