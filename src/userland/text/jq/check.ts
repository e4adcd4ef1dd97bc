/** Finds names that are not defined before a program runs. */
import { define, lookup, preludeFunction, type Env } from './environment.ts';
import { native } from './natives.ts';
import type { Node, Pattern } from './tree.ts';

/** Names and numbers of arguments that are not defined; found before the program runs. */
export class UndefinedName extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Functions the evaluator knows itself. */
const SPECIAL = new Set(['empty/0', 'error/0', 'path/1', 'range/2', 'range/3', 'input/0', 'debug/0', 'stderr/0', 'now/0', 'input_filename/0', 'halt/0', 'halt_error/1', 'match/2', 'recurse/0', 'getpath/1', 'env/0']);

/** Throws UndefinedName. */
export function check(node: Node, env: Env | undefined): void {
  const names = (pattern: Pattern, into: Env | undefined): Env | undefined => {
    if (pattern.kind === 'var') return { parent: into, key: `$${pattern.name}` };
    let out = into;
    if (pattern.kind === 'array') for (const item of pattern.items) out = names(item, out);
    else for (const entry of pattern.entries) {
      if (entry.bind !== undefined) out = { parent: out, key: `$${entry.bind}` };
      if (entry.value) out = names(entry.value, out);
    }
    return out;
  };
  switch (node.type) {
    case 'var':
      if (!lookup(env, `$${node.name}`)) throw new UndefinedName(`$${node.name} is not defined`, node.line);
      return;
    case 'call': {
      const key = `${node.name}/${node.args.length}`;
      if (!lookup(env, key) && !preludeFunction(key) && !SPECIAL.has(key) && !native(key)) throw new UndefinedName(`${key} is not defined`, node.line);
      for (const arg of node.args) check(arg, env);
      return;
    }
    case 'break':
      if (!lookup(env, `*${node.name}`)) throw new UndefinedName(`$*label-${node.name} is not defined`, 1);
      return;
    case 'label': check(node.body, { parent: env, key: `*${node.name}` }); return;
    case 'def': {
      let inner: Env = define(env, node.definition);
      const outer = inner;
      for (const param of node.definition.params) {
        if (param.startsWith('$')) inner = { parent: inner, key: param };
        inner = { parent: inner, key: `${param.replace(/^\$/, '')}/0` };
      }
      check(node.definition.body, inner);
      check(node.body, outer);
      return;
    }
    case 'as': {
      check(node.source, env);
      let inner = env;
      for (const pattern of node.patterns) inner = names(pattern, inner);
      check(node.body, inner);
      return;
    }
    case 'reduce': case 'foreach': {
      check(node.source, env);
      check(node.init, env);
      const inner = names(node.pattern, env);
      check(node.update, inner);
      if (node.type === 'foreach' && node.extract) check(node.extract, inner);
      return;
    }
    case 'object': for (const { key, value } of node.entries) { check(key, env); check(value, env); } return;
    case 'string': for (const part of node.parts) if (typeof part !== 'string') check(part, env); return;
    case 'index': check(node.target, env); check(node.index, env); return;
    case 'slice': check(node.target, env); if (node.from) check(node.from, env); if (node.to) check(node.to, env); return;
    case 'iterate': check(node.target, env); return;
    case 'try': check(node.body, env); if (node.handler) check(node.handler, env); return;
    case 'negate': check(node.operand, env); return;
    case 'array': if (node.body) check(node.body, env); return;
    case 'if': check(node.test, env); check(node.then, env); if (node.other) check(node.other, env); return;
    case 'pipe': case 'comma': case 'alternative': case 'and': case 'or': case 'binary': case 'assign': check(node.left, env); check(node.right, env); return;
  }
}
