// Running the statements of a template (text/template/exec.go).

import { GoNil } from '../go-values/values.ts';
import { Evaluation, type Program } from './evaluate.ts';
import { nodeText, type AnyNode, type BranchNode, type ListNode, type Statement, type TemplateNode } from './nodes.ts';
import { TemplateError } from './parse.ts';
import { quoteGo } from './quote.ts';
import { formatValue, Iface, isTrue, kindOf, numberOf, sortedKeys, typeName, unwrap } from './values.ts';

/** text/template's limit of nested {{template}}; ours is lower, as a JavaScript stack is. */
const MAX_DEPTH = 100_000;
const MAX_STACK = 1_000;

/** Runs a program over data and returns what it prints. Throws TemplateError. */
export function executeProgram(program: Program, data: unknown): string {
  const root = program.trees.get(program.name);
  if (root === undefined) {
    throw new TemplateError(`template: ${program.name}: ${quoteGo(program.name)} is an incomplete or empty template`);
  }
  const output = { text: '' };
  try {
    new Run(program, program.name, data, output, 0).walkList(data, root);
  } catch (error) {
    if (error instanceof TemplateError) throw new TemplateError(error.message, output.text);
    throw error;
  }
  return output.text;
}

type LoopExit = 'break' | 'continue' | undefined;

class Run extends Evaluation {
  private readonly output: { text: string };
  private readonly depth: number;

  constructor(program: Program, templateName: string, data: unknown, output: { text: string }, depth: number, untyped?: boolean) {
    super(program, templateName, data, untyped);
    this.output = output;
    this.depth = depth;
  }

  walkList(dot: unknown, list: ListNode): LoopExit {
    for (const node of list) {
      const exit = this.walk(dot, node);
      if (exit !== undefined) return exit;
    }
    return undefined;
  }

  private walk(dot: unknown, node: Statement): LoopExit {
    this.node = node;
    switch (node.kind) {
      case 'text':
        this.output.text += node.text;
        return undefined;
      case 'action': {
        const value = this.pipeline(dot, node.pipe);
        if (node.pipe.decl.length === 0) this.print(node, value);
        return undefined;
      }
      case 'if':
      case 'with':
        return this.ifOrWith(dot, node);
      case 'range':
        return this.range(dot, node);
      case 'template':
        this.template(dot, node);
        return undefined;
      case 'break':
      case 'continue':
        return node.kind;
    }
  }

  private print(node: AnyNode, value: unknown): void {
    const v = unwrap(value);
    if (v === undefined) this.output.text += '<no value>';
    else if (kindOf(v) === 'func') {
      this.node = node;
      this.fail(`can't print ${nodeText(node)} of type ${typeName(v)}`);
    } else this.output.text += formatValue(v);
  }

  private ifOrWith(dot: unknown, node: BranchNode): LoopExit {
    const mark = this.vars.length;
    const value = this.pipeline(dot, node.pipe);
    let exit: LoopExit;
    if (isTrue(value)) exit = this.walkList(node.kind === 'with' ? value : dot, node.list);
    else if (node.elseList) exit = this.walkList(dot, node.elseList);
    this.vars.length = mark;
    return exit;
  }

  private range(dot: unknown, node: BranchNode): LoopExit {
    const mark = this.vars.length;
    const value = unwrap(this.pipeline(dot, node.pipe));
    const bodyMark = this.vars.length;
    const { decl, isAssign } = node.pipe;
    let ran = false;
    let exit: LoopExit;
    const once = (key: unknown, element: unknown): boolean => {
      ran = true;
      const first = decl[0];
      const second = decl[1];
      if (first && isAssign) {
        this.setVar(first.ident[0] ?? '', second ? key : element);
        if (second) this.setVar(second.ident[0] ?? '', element);
      } else if (first) {
        this.setTop(1, element);
        if (second) this.setTop(2, key);
      }
      exit = this.walkList(element, node.list);
      this.vars.length = bodyMark;
      return exit !== 'break';
    };
    const wrap = (element: unknown) => (this.untyped ? new Iface(element) : element);
    switch (kindOf(value)) {
      case 'slice': {
        const items = (value instanceof GoNil ? [] : value) as ArrayLike<unknown>;
        for (let i = 0; i < items.length; i++) if (!once(i, wrap(items[i]))) break;
        break;
      }
      case 'map': {
        const map = value instanceof Map ? (value as Map<unknown, unknown>) : new Map<unknown, unknown>();
        for (const key of sortedKeys(map)) if (!once(key, wrap(map.get(key)))) break;
        break;
      }
      case 'int':
        if (decl.length > 1) this.fail(`can't use ${formatValue(value)} to iterate over more than one variable`);
        for (let i = 0; i < numberOf(value); i++) if (!once(i, i)) break;
        break;
      case 'invalid':
        break;
      default:
        this.fail(`range can't iterate over ${formatValue(value)}`);
    }
    let result: LoopExit;
    if (!ran && node.elseList) result = this.walkList(dot, node.elseList);
    this.vars.length = mark;
    return result;
  }

  private template(dot: unknown, node: TemplateNode): void {
    const body = this.program.trees.get(node.name);
    if (body === undefined) this.fail(`template ${quoteGo(node.name)} not defined`);
    if (this.depth >= MAX_STACK) this.fail(`exceeded maximum template depth (${MAX_DEPTH})`);
    const argument = node.pipe ? this.pipeline(dot, node.pipe) : undefined;
    new Run(this.program, node.name, argument, this.output, this.depth + 1, this.untyped).walkList(argument, body);
  }
}
