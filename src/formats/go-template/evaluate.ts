// Evaluating the expressions of a template: pipelines, commands, arguments, field chains and variables (text/template/exec.go).

import { goTypeOf, GoFloat } from '../go-values/values.ts';
import { assignArgument } from './arguments.ts';
import { BUILTINS, FunctionError, type FuncMap, type ParamType, type TemplateFunction } from './builtins.ts';
import { nodeText, type AnyNode, type Arg, type ChainNode, type Command, type IdentifierNode, type Pipe } from './nodes.ts';
import { TemplateError, type TreeSet } from './parse.ts';
import { quoteGo } from './quote.ts';
import { Iface, isTrue, kindOf, typeName, unwrap, utf8Length } from './values.ts';

export type MissingKey = 'default' | 'zero' | 'error';

/** What a run needs of its template. */
export interface Program {
  name: string;
  source: string;
  trees: TreeSet;
  funcs: FuncMap;
  missingKey: MissingKey;
}

/** "No piped value", as opposed to a piped nothing. */
const MISSING = Symbol('missing');

/** The expressions of one template run, with its variables and the node that errors point at. */
export class Evaluation {
  protected readonly program: Program;
  private readonly templateName: string;
  /** Decoded JSON: every element of a map or slice has the static type interface{}. */
  protected readonly untyped: boolean;
  protected readonly vars: { name: string; value: unknown }[];
  protected node: AnyNode | undefined;

  constructor(program: Program, templateName: string, data: unknown, untyped?: boolean) {
    this.program = program;
    this.templateName = templateName;
    this.untyped = untyped ?? (data instanceof Map && goTypeOf(data) === undefined);
    this.vars = [{ name: '$', value: data }];
  }

  protected pipeline(dot: unknown, pipe: Pipe): unknown {
    this.node = pipe;
    let value: unknown = MISSING;
    for (const command of pipe.commands) value = unwrap(this.command(dot, command, value));
    for (const variable of pipe.decl) {
      const name = variable.ident[0] ?? '';
      if (pipe.isAssign) this.setVar(name, value);
      else this.vars.push({ name, value });
    }
    return value;
  }

  private command(dot: unknown, command: Command, final: unknown): unknown {
    const first = command.args[0] as Arg;
    switch (first.kind) {
      case 'field':
        this.node = first;
        return this.fieldChain(dot, dot, first, first.ident, command.args, final);
      case 'chain':
        return this.chain(dot, first, command.args, final);
      case 'identifier':
        return this.functionCall(dot, first, command, command.args, final);
      case 'pipe':
        this.notAFunction(command.args, final);
        return this.pipeline(dot, first);
      case 'variable': {
        this.node = first;
        const value = this.varValue(first.ident[0] ?? '');
        if (first.ident.length > 1) return this.fieldChain(dot, value, first, first.ident.slice(1), command.args, final);
        this.notAFunction(command.args, final);
        return value;
      }
    }
    this.node = first;
    this.notAFunction(command.args, final);
    switch (first.kind) {
      case 'bool':
        return first.value;
      case 'dot':
        return dot;
      case 'nil':
        return this.fail('nil is not a command');
      case 'number':
        return this.constant(first);
      case 'string':
        return first.text;
    }
  }

  private constant(node: Arg & { kind: 'number' }): unknown {
    if (node.isFloat) return new GoFloat(Number(node.value));
    if (typeof node.value === 'bigint' && BigInt.asIntN(64, node.value) !== node.value) this.fail(`${node.text} overflows int`);
    return node.value;
  }

  private notAFunction(args: readonly Arg[], final: unknown): void {
    if (args.length > 1 || final !== MISSING) this.fail(`can't give argument to non-function ${nodeText(args[0] as Arg)}`);
  }

  private chain(dot: unknown, node: ChainNode, args: readonly Arg[], final: unknown): unknown {
    this.node = node;
    if (node.node.kind === 'nil') this.fail(`indirection through explicit nil in ${nodeText(node)}`);
    const receiver = this.arg(dot, 'value', node.node);
    return this.fieldChain(dot, receiver, node, node.fields, args, final);
  }

  private fieldChain(dot: unknown, receiver: unknown, node: AnyNode, names: readonly string[], args: readonly Arg[], final: unknown): unknown {
    let value = receiver;
    const last = names.length - 1;
    for (let i = 0; i < last; i++) value = this.field(dot, names[i] as string, node, [], MISSING, value);
    return this.field(dot, names[last] as string, node, args, final, value);
  }

  private field(dot: unknown, name: string, node: AnyNode, args: readonly Arg[], final: unknown, receiver: unknown): unknown {
    if (receiver === undefined) {
      if (this.program.missingKey === 'error') this.fail(`nil data; no entry for key ${quoteGo(name)}`);
      return undefined;
    }
    const value = receiver instanceof Iface ? receiver.value : receiver;
    if (value === null || value === undefined) {
      const type = typeName(receiver);
      this.fail(`nil pointer evaluating ${type === '<nil>' ? 'interface {}' : type}.${name}`);
    }
    const hasArgs = args.length > 1 || final !== MISSING;
    const kind = kindOf(value);
    if (kind === 'map') {
      if (hasArgs) this.fail(`${name} is not a method but has arguments`);
      return this.mapField(value, name);
    }
    if (kind === 'struct') {
      const object = value as Record<string, unknown>;
      const described = goTypeOf(object);
      const key = described?.fields?.[name] ?? name;
      const member = object[key];
      if (typeof member === 'function' && key !== 'constructor') {
        if (args.length <= 1 && final === MISSING && member.length === 0) return (member as () => unknown).call(object);
        const params = Array.from({ length: member.length }, () => 'any' as const);
        const method: TemplateFunction = { params, call: (...rest: unknown[]) => (member as (...args: unknown[]) => unknown).apply(object, rest) as unknown };
        return this.call(dot, method, undefined, node, name, args, final);
      }
      if (Object.hasOwn(object, key) || (key in object && !(key in Object.prototype))) {
        if (hasArgs) this.fail(`${name} has arguments but cannot be invoked as function`);
        return member === undefined ? null : member;
      }
    }
    return this.fail(`can't evaluate field ${name} in type ${typeName(receiver)}`);
  }

  private mapField(value: unknown, name: string): unknown {
    if (value instanceof Map && value.has(name)) {
      const element: unknown = value.get(name);
      return this.untyped ? new Iface(element) : element;
    }
    const described = value instanceof Map ? goTypeOf(value) : undefined;
    switch (this.program.missingKey) {
      case 'error':
        return this.fail(`map has no entry for key ${quoteGo(name)}`);
      case 'zero':
        return described && 'zero' in described ? described.zero : new Iface(null);
      default:
        return undefined;
    }
  }

  private functionCall(dot: unknown, identifier: IdentifierNode, node: AnyNode, args: readonly Arg[], final: unknown): unknown {
    this.node = identifier;
    const name = identifier.name;
    const own = Object.hasOwn(this.program.funcs, name) ? this.program.funcs[name] : undefined;
    const builtin = own === undefined && Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
    const fn = own ?? builtin;
    if (fn === undefined) return this.fail(`${quoteGo(name)} is not a defined function`);
    return this.call(dot, fn, builtin && (name === 'and' || name === 'or') ? name : undefined, node, name, args, final);
  }

  private call(
    dot: unknown,
    fn: TemplateFunction,
    logic: 'and' | 'or' | undefined,
    node: AnyNode,
    name: string,
    allArgs: readonly Arg[],
    final: unknown,
  ): unknown {
    const args = allArgs.slice(1);
    const piped = final !== MISSING;
    const count = args.length + (piped ? 1 : 0);
    const fixed = fn.variadic ? fn.params.length - 1 : fn.params.length;
    if (fn.variadic ? count < fixed : count !== fixed) {
      const want = fn.variadic ? `want at least ${fixed} got ${args.length}` : `want ${fixed} got ${count}`;
      this.fail(`wrong number of args for ${name}: ${want}`);
    }
    if (logic !== undefined) {
      let value: unknown;
      for (const arg of args) {
        value = this.arg(dot, 'value', arg);
        if (isTrue(value) === (logic === 'or')) return value;
      }
      return piped ? final : value;
    }
    const type = (i: number): ParamType => fn.params[Math.min(i, fn.params.length - 1)] ?? 'any';
    const values = args.map((arg, i) => this.arg(dot, type(i), arg));
    if (piped) values.push(this.assign(final, type(args.length)));
    try {
      return fn.call(...(values as never[]));
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      this.node = node;
      return this.fail(`error calling ${name}: ${error.message}`);
    }
  }

  /** Evaluates an argument for a parameter of the type. */
  private arg(dot: unknown, type: ParamType, node: Arg): unknown {
    this.node = node;
    switch (node.kind) {
      case 'dot':
        return this.assign(dot, type);
      case 'nil':
        if (type === 'string' || type === 'int' || type === 'bool') this.fail(`cannot assign nil to ${type}`);
        return type === 'strings' ? [] : undefined;
      case 'field':
        return this.assign(this.fieldChain(dot, dot, node, node.ident, [node], MISSING), type);
      case 'variable': {
        const value = this.varValue(node.ident[0] ?? '');
        return this.assign(node.ident.length > 1 ? this.fieldChain(dot, value, node, node.ident.slice(1), [node], MISSING) : value, type);
      }
      case 'pipe':
        return this.assign(this.pipeline(dot, node), type);
      case 'identifier':
        return this.assign(this.functionCall(dot, node, node, [], MISSING), type);
      case 'chain':
        return this.assign(this.chain(dot, node, [], MISSING), type);
    }
    const text = nodeText(node);
    if (type === 'string' && node.kind !== 'string') this.fail(`expected string; found ${text}`);
    if (type === 'int' && (node.kind !== 'number' || node.isFloat)) this.fail(`expected integer; found ${text}`);
    if (type === 'bool' && node.kind !== 'bool') this.fail(`expected bool; found ${text}`);
    if (type === 'strings') this.fail(`can't handle ${text} for arg of type []string`);
    return node.kind === 'number' ? this.constant(node) : node.kind === 'bool' ? node.value : node.text;
  }

  private assign(value: unknown, type: ParamType): unknown {
    const assigned = assignArgument(value, type);
    return assigned.problem === undefined ? assigned.value : this.fail(assigned.problem);
  }

  private varValue(name: string): unknown {
    return this.findVar(name).value;
  }

  protected setVar(name: string, value: unknown): void {
    this.findVar(name).value = value;
  }

  private findVar(name: string): { name: string; value: unknown } {
    for (let i = this.vars.length - 1; i >= 0; i--) {
      const variable = this.vars[i];
      if (variable?.name === name) return variable;
    }
    return this.fail(`undefined variable: ${name}`);
  }

  protected setTop(n: number, value: unknown): void {
    const variable = this.vars[this.vars.length - n];
    if (variable) this.vars[this.vars.length - n] = { name: variable.name, value };
  }

  protected fail(message: string): never {
    const { name, source } = this.program;
    if (this.node === undefined) throw new TemplateError(`template: ${name}: ${message}`);
    const before = source.slice(0, this.node.pos);
    const newline = before.lastIndexOf('\n');
    const line = before.split('\n').length;
    const column = utf8Length(before.slice(newline + 1));
    throw new TemplateError(`template: ${name}:${line}:${column}: executing ${quoteGo(this.templateName)} at <${nodeText(this.node)}>: ${message}`);
  }
}
