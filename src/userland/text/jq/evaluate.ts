/** The evaluator of jq: a filter gives any number of results, each with the path it came by when paths are asked for. */
import { bind } from './bind.ts';
import { UndefinedName, check } from './check.ts';
import { define, lookup, preludeFunction, type Closure, type Env } from './environment.ts';
import { applyFormat, toText } from './formats.ts';
import { native } from './natives.ts';
import { access, binary, deletePaths, getPath, setPath, shown, type Path } from './operators.ts';
import { Break, Halt, StepLimit } from './signals.ts';
import type { Node, Pattern } from './tree.ts';
import { JqError, truthy, typeOf, type Json } from './values.ts';

/** A result; `path` undefined: it is not a place in the input. */
interface Result { readonly value: Json; readonly path: Path | undefined }

export interface Host {
  /** The next input value; undefined when there is none. */
  input(): Json | undefined;
  stderr(text: string): void;
  now(): number;
  inputFile(): Json;
}

const STEP_LIMIT = 30_000_000;

export class Evaluator {
  #steps = 0;
  readonly #host: Host;
  readonly #global: Env | undefined;

  constructor(host: Host, variables: ReadonlyMap<string, Json>) {
    this.#host = host;
    let env: Env | undefined;
    for (const [name, value] of variables) env = { parent: env, key: `$${name}`, value };
    this.#global = env;
  }

  /** Finds undefined names. Throws UndefinedName. */
  check(program: Node): void {
    check(program, this.#global);
  }

  *run(program: Node, input: Json): Generator<Json, void> {
    for (const { value } of this.#eval(program, this.#global, { value: input, path: undefined }, false)) {
      this.#steps = 0;
      yield value;
    }
  }

  #path(input: Result, step: Json): Path | undefined {
    return input.path === undefined ? undefined : [...input.path, step];
  }

  *#values(node: Node, env: Env | undefined, input: Result): Generator<Json, void> {
    for (const { value } of this.#eval(node, env, { value: input.value, path: undefined }, false)) yield value;
  }

  /** `paths`: results must be places; others raise jq's error when they are used as such. */
  *#eval(node: Node, env: Env | undefined, input: Result, paths: boolean): Generator<Result, void> {
    if (++this.#steps > STEP_LIMIT) throw new StepLimit();
    switch (node.type) {
      case 'identity': yield input; return;
      case 'recurse': yield* this.#recurse(input); return;
      case 'literal': yield { value: node.value, path: undefined }; return;
      case 'format': yield { value: applyFormat(node.name, input.value), path: undefined }; return;
      case 'string': for (const value of this.#string(node, env, input, 0)) yield { value, path: undefined }; return;
      case 'index':
        for (const target of this.#eval(node.target, env, input, paths)) {
          if (paths && target.path === undefined) this.#invalid(target.value);
          if (node.index.type === 'literal') yield { value: access(target.value, node.index.value), path: this.#path(target, node.index.value) };
          else for (const index of this.#values(node.index, env, input)) yield { value: access(target.value, index), path: this.#path(target, index) };
        }
        return;
      case 'slice':
        for (const target of this.#eval(node.target, env, input, paths)) {
          for (const to of node.to ? this.#values(node.to, env, input) : [null]) {
            for (const from of node.from ? this.#values(node.from, env, input) : [null]) {
              const index: Json = new Map<string, Json>([['start', from], ['end', to]]);
              yield { value: access(target.value, index), path: this.#path(target, index) };
            }
          }
        }
        return;
      case 'iterate': for (const target of this.#eval(node.target, env, input, paths)) yield* this.#iterate(target, paths); return;
      case 'pipe': for (const left of this.#eval(node.left, env, input, paths)) yield* this.#eval(node.right, env, left, paths); return;
      case 'comma':
        yield* this.#eval(node.left, env, input, paths);
        yield* this.#eval(node.right, env, input, paths);
        return;
      case 'try': yield* this.#try(node, env, input, paths); return;
      case 'alternative': yield* this.#alternative(node, env, input, paths); return;
      case 'and': case 'or':
        for (const left of this.#values(node.left, env, input)) {
          if (truthy(left) === (node.type === 'or')) yield { value: node.type === 'or', path: undefined };
          else for (const right of this.#values(node.right, env, input)) yield { value: truthy(right), path: undefined };
        }
        return;
      case 'binary':
        for (const right of this.#values(node.right, env, input)) for (const left of this.#values(node.left, env, input)) yield { value: binary(node.op, left, right), path: undefined };
        return;
      case 'negate':
        for (const value of this.#values(node.operand, env, input)) {
          if (typeof value !== 'number') throw new JqError(`${typeOf(value)} (${shown(value)}) cannot be negated`);
          yield { value: -value, path: undefined };
        }
        return;
      case 'assign': yield* this.#assign(node, env, input); return;
      case 'array': yield { value: node.body ? [...this.#values(node.body, env, input)] : [], path: undefined }; return;
      case 'object': for (const value of this.#object(node.entries, 0, env, input, new Map())) yield { value, path: undefined }; return;
      case 'if':
        for (const test of this.#values(node.test, env, input)) {
          if (truthy(test)) yield* this.#eval(node.then, env, input, paths);
          else if (node.other) yield* this.#eval(node.other, env, input, paths);
          else yield input;
        }
        return;
      case 'reduce':
        for (const start of this.#eval(node.init, env, input, paths)) {
          let state: Result = start;
          for (const item of this.#values(node.source, env, input)) {
            for (const bound of this.#bind(node.pattern, env, item, input)) {
              let last: Result = { value: null, path: undefined };
              for (const each of this.#eval(node.update, bound, state, paths)) last = each;
              state = last;
            }
          }
          yield state;
        }
        return;
      case 'foreach':
        for (const start of this.#eval(node.init, env, input, paths)) {
          let state: Result = start;
          for (const item of this.#values(node.source, env, input)) {
            for (const bound of this.#bind(node.pattern, env, item, input)) {
              for (const each of this.#eval(node.update, bound, state, paths)) {
                state = each;
                if (node.extract) yield* this.#eval(node.extract, bound, each, paths);
                else yield each;
              }
            }
          }
        }
        return;
      case 'as':
        for (const value of this.#values(node.source, env, input)) {
          for (const [index, pattern] of node.patterns.entries()) {
            try {
              for (const bound of this.#bind(pattern, env, value, input)) yield* this.#eval(node.body, bound, input, paths);
              break;
            } catch (error) {
              if (!(error instanceof JqError) || index === node.patterns.length - 1) throw error;
            }
          }
        }
        return;
      case 'def': yield* this.#eval(node.body, define(env, node.definition), input, paths); return;
      case 'label': {
        const label = {};
        try {
          yield* this.#eval(node.body, { parent: env, key: `*${node.name}`, label }, input, paths);
        } catch (error) {
          if (!(error instanceof Break) || error.label !== label) throw error;
        }
        return;
      }
      case 'break': throw new Break(lookup(env, `*${node.name}`)?.label ?? {});
      case 'var': yield { value: lookup(env, `$${node.name}`)?.value ?? null, path: undefined }; return;
      case 'call': yield* this.#call(node.name, node.args, env, input, paths); return;
    }
  }

  #invalid(value: Json): never {
    throw new JqError(`Invalid path expression with result ${shown(value)}`);
  }

  *#iterate(target: Result, paths: boolean): Generator<Result, void> {
    const { value } = target;
    if (paths && target.path === undefined) this.#invalid(value);
    if (Array.isArray(value)) for (const [index, item] of value.entries()) yield { value: item, path: this.#path(target, index) };
    else if (value instanceof Map) for (const [key, item] of value) yield { value: item, path: this.#path(target, key) };
    else throw new JqError(`Cannot iterate over ${typeOf(value)}${value === null ? ' (null)' : ` (${shown(value)})`}`);
  }

  *#recurse(input: Result): Generator<Result, void> {
    yield input;
    if (Array.isArray(input.value) || input.value instanceof Map) for (const item of this.#iterate(input, false)) yield* this.#recurse(item);
  }

  *#try(node: Node & { type: 'try' }, env: Env | undefined, input: Result, paths: boolean): Generator<Result, void> {
    try {
      yield* this.#eval(node.body, env, input, paths);
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
      if (error.value instanceof Map && error.value.has('__jq')) throw error;
      if (node.handler) yield* this.#eval(node.handler, env, { value: error.value, path: undefined }, paths);
    }
  }

  *#alternative(node: Node & { left: Node; right: Node }, env: Env | undefined, input: Result, paths: boolean): Generator<Result, void> {
    let any = false;
    try {
      for (const left of this.#eval(node.left, env, input, paths)) {
        if (!truthy(left.value)) continue;
        any = true;
        yield left;
      }
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
    }
    if (!any) yield* this.#eval(node.right, env, input, paths);
  }

  *#string(node: Node & { type: 'string' }, env: Env | undefined, input: Result, index: number): Generator<string, void> {
    const part = node.parts[index];
    if (part === undefined) {
      yield '';
      return;
    }
    for (const rest of this.#string(node, env, input, index + 1)) {
      if (typeof part === 'string') yield part + rest;
      else for (const value of this.#values(part, env, input)) yield (node.format ? applyFormat(node.format, value) : toText(value)) + rest;
    }
  }

  *#object(entries: readonly { key: Node; value: Node }[], index: number, env: Env | undefined, input: Result, built: Map<string, Json>): Generator<Json, void> {
    const entry = entries[index];
    if (!entry) {
      yield new Map(built);
      return;
    }
    for (const key of this.#values(entry.key, env, input)) {
      if (typeof key !== 'string') throw new JqError(`Object keys must be strings`);
      for (const value of this.#values(entry.value, env, input)) yield* this.#object(entries, index + 1, env, input, new Map(built).set(key, value));
    }
  }

  #bind(pattern: Pattern, env: Env | undefined, value: Json, input: Result): Iterable<Env | undefined> {
    return bind(pattern, env, value, (key, scope) => this.#values(key, scope, input));
  }

  #pathsOf(node: Node, env: Env | undefined, value: Json): Path[] {
    const out: Path[] = [];
    for (const result of this.#eval(node, env, { value, path: [] }, true)) {
      if (result.path === undefined) throw new JqError(`Invalid path expression with result ${shown(result.value)}`);
      out.push(result.path);
    }
    return out;
  }

  *#assign(node: Node & { type: 'assign' }, env: Env | undefined, input: Result): Generator<Result, void> {
    if (node.op === '|=') {
      let value = input.value;
      const removed: Path[] = [];
      for (const path of this.#pathsOf(node.left, env, value)) {
        const [first] = this.#values(node.right, env, { value: getPath(value, path), path: undefined });
        if (first === undefined) removed.push(path);
        else value = setPath(value, path, first);
      }
      yield { value: removed.length > 0 ? deletePaths(value, removed) : value, path: undefined };
      return;
    }
    for (const right of this.#values(node.right, env, input)) {
      let { value } = input;
      for (const path of this.#pathsOf(node.left, env, value)) {
        const old = getPath(value, path);
        value = setPath(value, path, node.op === '=' ? right : node.op === '//=' ? (truthy(old) ? old : right) : binary(node.op.slice(0, -1), old, right));
      }
      yield { value, path: undefined };
    }
  }

  *#call(name: string, args: readonly Node[], env: Env | undefined, input: Result, paths: boolean): Generator<Result, void> {
    const key = `${name}/${args.length}`;
    const found = lookup(env, key)?.closure ?? preludeFunction(key);
    if (found) {
      yield* this.#apply(found, args, env, input, paths, 0, found.env);
      return;
    }
    const own = (value: Json): Result => ({ value, path: undefined });
    const [one, two, three] = args;
    switch (key) {
      case 'empty/0': return;
      case 'recurse/0': yield* this.#recurse(input); return;
      case 'path/1': for (const path of this.#pathsOf(one as Node, env, input.value)) yield own([...path]); return;
      case 'getpath/1':
        for (const path of this.#values(one as Node, env, input)) {
          if (!Array.isArray(path)) throw new JqError('Path must be specified as an array');
          yield { value: getPath(input.value, path), path: input.path === undefined ? undefined : [...input.path, ...path] };
        }
        return;
      case 'range/2': case 'range/3':
        for (const from of this.#values(one as Node, env, input)) {
          for (const to of this.#values(two as Node, env, input)) {
            for (const by of three ? this.#values(three, env, input) : [1]) {
              if (typeof from !== 'number' || typeof to !== 'number' || typeof by !== 'number') throw new JqError('Range bounds must be numeric');
              if (by === 0) {
                if (from < to) for (;;) { if (++this.#steps > STEP_LIMIT) throw new StepLimit(); yield own(from); }
                continue;
              }
              for (let at = from; by > 0 ? at < to : at > to; at += by) {
                if (++this.#steps > STEP_LIMIT) throw new StepLimit();
                yield own(at);
              }
            }
          }
        }
        return;
      case 'match/2':
        for (const pattern of this.#values(one as Node, env, input)) for (const flags of this.#values(two as Node, env, input)) for (const match of (native('_match/2')?.(input.value, pattern, flags) ?? []) as Json[]) yield own(match);
        return;
      case 'input/0': {
        const value = this.#host.input();
        if (value === undefined) throw new JqError('No more inputs');
        yield own(value);
        return;
      }
      case 'debug/0': this.#host.stderr(`["DEBUG:",${applyFormat('@json', input.value)}]\n`); yield input; return;
      case 'stderr/0': this.#host.stderr(applyFormat('@json', input.value)); yield input; return;
      case 'now/0': yield own(this.#host.now()); return;
      case 'input_filename/0': yield own(this.#host.inputFile()); return;
      case 'env/0': yield own(lookup(this.#global, '$ENV')?.value ?? null); return;
      case 'halt/0': throw new Halt(0, undefined);
      case 'halt_error/1': for (const code of this.#values(one as Node, env, input)) throw new Halt(Number(code), input.value); return;
    }
    const work = native(key);
    if (!work) throw new UndefinedName(`${key} is not defined`, 1);
    for (const values of this.#product(args, 0, env, input)) yield own(work(input.value, ...values));
  }

  *#product(args: readonly Node[], index: number, env: Env | undefined, input: Result): Generator<Json[], void> {
    const arg = args[index];
    if (!arg) {
      yield [];
      return;
    }
    for (const value of this.#values(arg, env, input)) for (const rest of this.#product(args, index + 1, env, input)) yield [value, ...rest];
  }

  /** Calls a defined function: `$x` parameters run over their values, others stay filters. */
  *#apply(closure: Closure, args: readonly Node[], env: Env | undefined, input: Result, paths: boolean, index: number, scope: Env | undefined): Generator<Result, void> {
    const param = closure.params[index];
    const arg = args[index];
    if (param === undefined || arg === undefined) {
      yield* this.#eval(closure.body, scope, input, paths);
      return;
    }
    if (!param.startsWith('$')) {
      yield* this.#apply(closure, args, env, input, paths, index + 1, { parent: scope, key: `${param}/0`, closure: { params: [], body: arg, env } });
      return;
    }
    for (const value of this.#values(arg, env, input)) {
      const bound: Env = { parent: scope, key: param, value };
      yield* this.#apply(closure, args, env, input, paths, index + 1, { parent: bound, key: `${param.slice(1)}/0`, closure: { params: [], body: { type: 'literal', value }, env: undefined } });
    }
  }
}
