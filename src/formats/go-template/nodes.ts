// The syntax tree of a template, and how Go prints its nodes in error messages (text/template/parse/node.go).

export interface Pipe {
  kind: 'pipe';
  pos: number;
  isAssign: boolean;
  decl: VariableNode[];
  commands: Command[];
}
export interface Command {
  kind: 'command';
  pos: number;
  args: Arg[];
}
export interface VariableNode {
  kind: 'variable';
  pos: number;
  /** Name with its `$`, then fields. */
  ident: string[];
}
export interface FieldNode {
  kind: 'field';
  pos: number;
  ident: string[];
}
export interface ChainNode {
  kind: 'chain';
  pos: number;
  node: Arg;
  fields: string[];
}
export interface IdentifierNode {
  kind: 'identifier';
  pos: number;
  name: string;
}
export interface NumberNode {
  kind: 'number';
  pos: number;
  text: string;
  value: number | bigint;
  isFloat: boolean;
}
export interface StringNode {
  kind: 'string';
  pos: number;
  quoted: string;
  text: string;
}
export interface BoolNode {
  kind: 'bool';
  pos: number;
  value: boolean;
}
export interface DotNode {
  kind: 'dot';
  pos: number;
}
export interface NilNode {
  kind: 'nil';
  pos: number;
}
export type Arg = Pipe | VariableNode | FieldNode | ChainNode | IdentifierNode | NumberNode | StringNode | BoolNode | DotNode | NilNode;

export interface TextNode {
  kind: 'text';
  pos: number;
  text: string;
}
export interface ActionNode {
  kind: 'action';
  pos: number;
  pipe: Pipe;
}
export interface BranchNode {
  kind: 'if' | 'range' | 'with';
  pos: number;
  pipe: Pipe;
  list: ListNode;
  elseList?: ListNode;
}
export interface TemplateNode {
  kind: 'template';
  pos: number;
  name: string;
  pipe?: Pipe;
}
export interface LoopExitNode {
  kind: 'break' | 'continue';
  pos: number;
}
export interface MarkNode {
  kind: 'end' | 'else';
  pos: number;
}
export type Statement = TextNode | ActionNode | BranchNode | TemplateNode | LoopExitNode;
export type ListNode = Statement[];
export type AnyNode = Statement | Arg | Command | MarkNode;

/** A node as Go's Node.String() shows it in `at <...>`. */
export function nodeText(node: AnyNode): string {
  switch (node.kind) {
    case 'pipe': {
      const decl = node.decl.length === 0 ? '' : `${node.decl.map(nodeText).join(', ')} ${node.isAssign ? '=' : ':='} `;
      return decl + node.commands.map(nodeText).join(' | ');
    }
    case 'command':
      return node.args.map(parenthesised).join(' ');
    case 'variable':
      return node.ident.join('.');
    case 'field':
      return node.ident.map((name) => `.${name}`).join('');
    case 'chain':
      return parenthesised(node.node) + node.fields.map((name) => `.${name}`).join('');
    case 'identifier':
      return node.name;
    case 'number':
      return node.text;
    case 'string':
      return node.quoted;
    case 'bool':
      return String(node.value);
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'text':
      return node.text;
    case 'action':
      return `{{${nodeText(node.pipe)}}}`;
    case 'template':
      return `{{template ${JSON.stringify(node.name)}${node.pipe ? ` ${nodeText(node.pipe)}` : ''}}}`;
    case 'break':
    case 'continue':
    case 'end':
    case 'else':
      return `{{${node.kind}}}`;
    default: {
      const list = (nodes: ListNode) => nodes.map(nodeText).join('');
      const otherwise = node.elseList ? `{{else}}${list(node.elseList)}` : '';
      return `{{${node.kind} ${nodeText(node.pipe)}}}${list(node.list)}${otherwise}{{end}}`;
    }
  }
}

function parenthesised(node: Arg): string {
  return node.kind === 'pipe' ? `(${nodeText(node)})` : nodeText(node);
}
