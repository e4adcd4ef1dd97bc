/** The expressions of awk: pure ones as plain functions, those that wait or call as generators. */
import type { Proc, Sys } from '../../../kernel/sys.ts';
import { runShell } from '../run-shell.ts';
import { callBuiltin, replaceMatches, type BuiltinContext } from './builtins.ts';
import { splitText } from './fields.ts';
import { AwkError, ExitSignal, type Flow } from './flow.ts';
import { binary, unary } from './operators.ts';
import { Streams } from './streams.ts';
import type { AwkProgram, Expr, LValue, Stmt } from './tree.ts';
import { compare, Input, toNumber, toText, truthy, type Value } from './values.ts';
import { Unset, Variables, type Scope } from './variables.ts';

export interface Main {
  /** Reads the next record of the main input into the interpreter; false at the end. */
  nextRecord(): Sys<string | undefined>;
}

const MAX_DEPTH = 5000;

/** The expressions that say which field or which item a place is. */
function keysOf(target: LValue): readonly Expr[] {
  return target.type === 'var' ? [] : target.type === 'field' ? [target.index] : target.keys;
}

export abstract class Evaluator extends Variables implements BuiltinContext {
  readonly streams: Streams;
  readonly main: Main;
  protected readonly proc: Proc;
  /** What the last `return` gave. */
  protected returned: Value;
  readonly #program: AwkProgram;
  #depth = 0;
  #seed = 0;
  #draws: number | undefined;

  constructor(proc: Proc, program: AwkProgram, main: Main) {
    super(program.functions);
    this.proc = proc;
    this.#program = program;
    this.main = main;
    this.streams = new Streams(proc, () => this.flush());
  }

  /** Runs the body of a function. */
  abstract exec(stmt: Stmt): Sys<Flow>;

  /** Writes what standard output holds. */
  abstract flush(): Sys<void>;

  random(): number {
    if (this.#draws === undefined) return this.proc.random('awk').float();
    this.#draws = (Math.imul(this.#draws, 1664525) + 1013904223) >>> 0;
    return this.#draws / 0x1_0000_0000;
  }

  seed(value: number | undefined): number {
    const old = this.#seed;
    this.#seed = value ?? Number(this.proc.realtime() / 1_000_000_000n);
    this.#draws = (Math.imul(this.#seed, 2654435761) + 12345) >>> 0;
    return old;
  }

  realtime(): bigint {
    return this.proc.realtime();
  }

  /** Assignment, with the operation of `+=` and its kin. */
  #assign(op: string, target: LValue, keys: readonly Value[], value: Value): Value {
    const result = op === '=' ? value : binary(op.slice(0, -1), this.load(target, keys), value, this.convfmt);
    this.store(target, keys, result);
    return result;
  }

  #step(target: LValue, keys: readonly Value[], by: number, prefix: boolean): number {
    const old = toNumber(this.load(target, keys));
    this.store(target, keys, old + by);
    return prefix ? old + by : old;
  }

  /** A pattern operand: a regex constant stays one. */
  #pattern(expr: Expr | undefined): Value | RegExp {
    return expr === undefined ? undefined : expr.type === 'regex' ? expr.regex : this.value(expr);
  }

  /** Evaluates a pure expression. */
  value(expr: Expr): Value {
    switch (expr.type) {
      case 'number': case 'string': return expr.value;
      case 'regex': return expr.regex.test(this.line()) ? 1 : 0;
      case 'var': return this.get(expr.name);
      case 'field': return this.field(expr.index.type === 'number' ? expr.index.value : Math.trunc(toNumber(this.value(expr.index))));
      case 'item': return this.load(expr, expr.keys.map((key) => this.value(key)));
      case 'assign': {
        const value = this.value(expr.value);
        return this.#assign(expr.op, expr.target, keysOf(expr.target).map((key) => this.value(key)), value);
      }
      case 'cond': return truthy(this.value(expr.test)) ? this.value(expr.then) : this.value(expr.other);
      case 'binary': return binary(expr.op, this.value(expr.left), this.value(expr.right), this.convfmt);
      case 'logic': return expr.op === '&&' ? (truthy(this.value(expr.left)) && truthy(this.value(expr.right)) ? 1 : 0) : truthy(this.value(expr.left)) || truthy(this.value(expr.right)) ? 1 : 0;
      case 'unary': return unary(expr.op, this.value(expr.operand));
      case 'step': return this.#step(expr.target, keysOf(expr.target).map((key) => this.value(key)), expr.by, expr.prefix);
      case 'match': return this.regexOf(this.#pattern(expr.pattern)).test(toText(this.value(expr.text), this.convfmt)) !== expr.negated ? 1 : 0;
      case 'in': return this.array(expr.array).has(this.key(expr.keys.map((key) => this.value(key)))) ? 1 : 0;
      case 'builtin': return this.#builtin(expr.name, expr.args, (arg) => this.value(arg));
      case 'group': return this.key(expr.keys.map((key) => this.value(key)));
      default: throw new AwkError('internal: impure expression');
    }
  }

  /** Functions whose arguments are arrays, places or patterns; `value` gives the value of an argument. */
  #builtin(name: string, args: readonly Expr[], value: (arg: Expr) => Value): Value {
    const text = (arg: Expr | undefined): string => (arg === undefined ? '' : toText(value(arg), this.convfmt));
    const pattern = (arg: Expr | undefined): Value | RegExp => (arg?.type === 'regex' ? arg.regex : arg === undefined ? undefined : value(arg));
    switch (name) {
      case 'length': {
        const [arg] = args;
        if (arg === undefined) return [...this.line()].length;
        if (arg.type === 'var') {
          const cell = this.cell(arg.name);
          if (cell instanceof Map) return cell.size;
        }
        const of = text(arg);
        return /[\ud800-\udfff]/.test(of) ? [...of].length : of.length;
      }
      case 'split': {
        const source = text(args[0]);
        const target = args[1];
        if (target?.type !== 'var') throw new AwkError('split: second argument is not an array');
        const separator = args.length > 2 ? pattern(args[2]) : this.fs;
        const pieces = splitText(source, separator instanceof RegExp ? separator : toText(separator, this.convfmt));
        const array = this.array(target.name);
        array.clear();
        for (const [index, piece] of pieces.entries()) array.set(String(index + 1), new Input(piece));
        return pieces.length;
      }
      case 'match': {
        const source = text(args[0]);
        const match = this.regexOf(pattern(args[1])).exec(source);
        this.set('RSTART', match ? [...source.slice(0, match.index)].length + 1 : 0);
        this.set('RLENGTH', match ? [...match[0]].length : -1);
        if (args[2]?.type === 'var') {
          const array = this.array(args[2].name);
          array.clear();
          if (match) for (const [index, group] of match.entries()) if (group !== undefined) array.set(String(index), new Input(group));
        }
        return match ? match.index + 1 : 0;
      }
      case 'sub': case 'gsub': {
        const target: Expr = args[2] ?? { type: 'field', index: { type: 'number', value: 0, pure: true }, pure: true };
        const regex = this.regexOf(pattern(args[0]));
        const replacement = text(args[1]);
        const place = target.type === 'var' || target.type === 'field' || target.type === 'item' ? target : undefined;
        const keys = place ? keysOf(place).map(value) : [];
        const before = place ? toText(this.load(place, keys), this.convfmt) : text(target);
        const result = replaceMatches(before, regex, replacement, name === 'sub' ? 1 : 0, false);
        if (result.count > 0 && place) this.store(place, keys, result.text);
        return result.count;
      }
      case 'gensub': {
        const how = text(args[2]);
        const source = args[3] ? text(args[3]) : this.line();
        return replaceMatches(source, this.regexOf(pattern(args[0])), text(args[1]), /^[gG]/.test(how) ? 0 : Number(how) || 1, true).text;
      }
      case 'asort': case 'asorti': {
        const source = args[0]?.type === 'var' ? this.array(args[0].name) : new Map<string, Value>();
        const sorted: Value[] = name === 'asort' ? [...source.values()].sort((a, b) => compare(a, b, this.convfmt)) : [...source.keys()].sort();
        const target = args[1]?.type === 'var' ? this.array(args[1].name) : source;
        target.clear();
        for (const [index, item] of sorted.entries()) target.set(String(index + 1), item);
        return sorted.length;
      }
      case 'isarray': return args[0]?.type === 'var' && this.cell(args[0].name) instanceof Map ? 1 : 0;
      default: return callBuiltin(name, args.map(value), this);
    }
  }

  /** Evaluates any expression. */
  *eval(expr: Expr): Sys<Value> {
    if (expr.pure) return this.value(expr);
    switch (expr.type) {
      case 'field': return this.field(Math.trunc(toNumber(yield* this.eval(expr.index))));
      case 'item': return this.load(expr, yield* this.all(expr.keys));
      case 'assign': {
        const value = yield* this.eval(expr.value);
        return this.#assign(expr.op, expr.target, yield* this.all(keysOf(expr.target)), value);
      }
      case 'cond': return truthy(yield* this.eval(expr.test)) ? yield* this.eval(expr.then) : yield* this.eval(expr.other);
      case 'binary': {
        const left = yield* this.eval(expr.left);
        return binary(expr.op, left, yield* this.eval(expr.right), this.convfmt);
      }
      case 'logic': {
        const left = truthy(yield* this.eval(expr.left));
        return (expr.op === '&&' ? left && truthy(yield* this.eval(expr.right)) : left || truthy(yield* this.eval(expr.right))) ? 1 : 0;
      }
      case 'unary': return unary(expr.op, yield* this.eval(expr.operand));
      case 'step': return this.#step(expr.target, yield* this.all(keysOf(expr.target)), expr.by, expr.prefix);
      case 'match': {
        const text = toText(yield* this.eval(expr.text), this.convfmt);
        const pattern = expr.pattern.type === 'regex' ? expr.pattern.regex : yield* this.eval(expr.pattern);
        return this.regexOf(pattern).test(text) !== expr.negated ? 1 : 0;
      }
      case 'in': return this.array(expr.array).has(this.key(yield* this.all(expr.keys))) ? 1 : 0;
      case 'group': return this.key(yield* this.all(expr.keys));
      case 'call': return yield* this.#call(expr.name, expr.args);
      case 'getline': return yield* this.#getline(expr);
      case 'builtin': return yield* this.#impureBuiltin(expr.name, expr.args);
      default: return this.value(expr);
    }
  }

  protected *all(exprs: readonly Expr[]): Sys<Value[]> {
    const values: Value[] = [];
    for (const expr of exprs) values.push(expr.pure ? this.value(expr) : yield* this.eval(expr));
    return values;
  }

  *#impureBuiltin(name: string, args: readonly Expr[]): Sys<Value> {
    if (name === 'system') {
      const line = toText((yield* this.all(args))[0], this.convfmt);
      yield* this.streams.flush();
      return yield* runShell(this.proc, line);
    }
    if (name === 'close') return yield* this.streams.close(toText((yield* this.all(args))[0], this.convfmt));
    if (name === 'fflush') {
      yield* this.streams.flush();
      return 0;
    }
    const values = new Map<Expr, Value>();
    for (const arg of args) if (!arg.pure) values.set(arg, yield* this.eval(arg));
    return this.#builtin(name, args, (arg) => (values.has(arg) ? values.get(arg) : this.value(arg)));
  }

  *#call(name: string, args: readonly Expr[]): Sys<Value> {
    const func = this.#program.functions.get(name);
    if (!func) throw new AwkError(`function ${name} never defined`);
    if (args.length > func.params.length) throw new AwkError(`function ${name} called with more arguments than declared`);
    const scope: Scope = new Map();
    for (const [index, param] of func.params.entries()) {
      const arg = args[index];
      if (arg?.type === 'var') {
        const own = this.locals?.has(arg.name) ? this.locals : this.globals;
        const cell = this.locals?.has(arg.name) ? this.locals.get(arg.name) : this.cell(arg.name);
        scope.set(param, cell === undefined ? new Unset(arg.name, own) : cell);
      } else scope.set(param, arg === undefined ? undefined : yield* this.eval(arg));
    }
    if (++this.#depth > MAX_DEPTH) throw new AwkError('function call nesting too deep');
    const caller = this.locals;
    this.locals = scope;
    this.returned = undefined;
    const flow = yield* this.proc.call(this.exec(func.body));
    this.locals = caller;
    this.#depth--;
    if (flow === 'exit') throw new ExitSignal();
    const value = this.returned;
    this.returned = undefined;
    return value;
  }

  *#getline(expr: Expr & { type: 'getline' }): Sys<Value> {
    let record: string | undefined;
    if (expr.from === 'main') {
      record = yield* this.main.nextRecord();
      if (record === undefined) return 0;
    } else {
      const name = toText(expr.source ? yield* this.eval(expr.source) : undefined, this.convfmt);
      const reader = yield* this.streams.reader(expr.from, name);
      if (!reader) return -1;
      record = yield* reader.next(this.rs);
      if (record === undefined) return 0;
      if (expr.from === 'command') this.nr++;
    }
    if (expr.target) this.store(expr.target, yield* this.all(keysOf(expr.target)), new Input(record));
    else this.setRecord(record);
    return 1;
  }
}
