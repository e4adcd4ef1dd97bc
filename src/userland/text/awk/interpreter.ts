/** The interpreter of awk: pure parts run as plain functions, the rest as generators. */
import type { Proc, Sys } from '../../../kernel/sys.ts';
import { runShell } from '../run-shell.ts';
import { callBuiltin, replaceMatches, type BuiltinContext } from './builtins.ts';
import { splitText } from './fields.ts';
import { AwkSyntaxError } from './lex.ts';
import { awkRegex } from './regex.ts';
import { Streams } from './streams.ts';
import type { Expr, LValue, AwkProgram, Redirect, Stmt } from './tree.ts';
import { compare, Input, sprintf, toNumber, toText, truthy, type AwkArray, type Value } from './values.ts';

/** How a statement ended. */
type Flow = 'normal' | 'break' | 'continue' | 'next' | 'nextfile' | 'exit' | 'return';

/** An error at run time; the text follows `awk: `. */
export class AwkError extends Error {}

/** A parameter that was not set by the caller: it becomes the caller's array when it is used as one. */
class Unset {
  readonly name: string;
  readonly scope: Scope | undefined;
  constructor(name: string, scope: Scope | undefined) {
    this.name = name;
    this.scope = scope;
  }
}
type Cell = Value | AwkArray | Unset;
type Scope = Map<string, Cell>;

export interface Main {
  /** Reads the next record of the main input into the interpreter; false at the end. */
  nextRecord(): Sys<string | undefined>;
}

const SPECIAL = new Set(['NF', 'FS', 'OFS', 'ORS', 'RS', 'SUBSEP', 'CONVFMT', 'OFMT', 'NR', 'FNR']);
const MAX_DEPTH = 5000;

export class Interpreter implements BuiltinContext {
  readonly globals: Scope = new Map();
  readonly streams: Streams;
  /** Standard output that is not written yet. */
  out = '';
  exitCode = 0;
  convfmt = '%.6g';
  rs = '\n';
  nr = 0;
  fnr = 0;
  #ofmt = '%.6g';
  #fs = ' ';
  #ofs = ' ';
  #ors = '\n';
  #subsep = '\x1c';
  #record = '';
  #fields: (string | Value)[] = [];
  #split = true;
  #stale = false;
  #locals: Scope | undefined;
  #returned: Value;
  #depth = 0;
  #seed = 0;
  #draws: number | undefined;
  #turns = 0;
  readonly #proc: Proc;
  readonly #program: AwkProgram;
  readonly main: Main;
  readonly #regexes = new Map<string, RegExp>();

  constructor(proc: Proc, program: AwkProgram, main: Main) {
    this.#proc = proc;
    this.#program = program;
    this.main = main;
    this.streams = new Streams(proc, () => this.flush());
    for (const [name, value] of [['FS', ' '], ['OFS', ' '], ['ORS', '\n'], ['RS', '\n'], ['SUBSEP', '\x1c'], ['CONVFMT', '%.6g'], ['OFMT', '%.6g'], ['RSTART', 0], ['RLENGTH', -1], ['FILENAME', '']] as const) this.globals.set(name, value);
  }

  *flush(): Sys<void> {
    if (this.out === '') return;
    const text = this.out;
    this.out = '';
    yield* this.#proc.write(1, text);
  }

  // BuiltinContext
  random(): number {
    if (this.#draws === undefined) return this.#proc.random('awk').float();
    this.#draws = (Math.imul(this.#draws, 1664525) + 1013904223) >>> 0;
    return this.#draws / 0x1_0000_0000;
  }

  seed(value: number | undefined): number {
    const old = this.#seed;
    this.#seed = value ?? Number(this.#proc.realtime() / 1_000_000_000n);
    this.#draws = (Math.imul(this.#seed, 2654435761) + 12345) >>> 0;
    return old;
  }

  realtime(): bigint {
    return this.#proc.realtime();
  }

  // Records and fields
  setRecord(text: string): void {
    this.#record = text;
    this.#split = false;
    this.#stale = false;
  }

  #splitFields(): void {
    this.#split = true;
    this.#fields = splitText(this.#record, this.#fs, this.rs === '' && this.#fs !== ' ');
  }

  #line(): string {
    if (this.#stale) {
      this.#stale = false;
      this.#record = this.#fields.map((field) => (typeof field === 'string' ? field : toText(field, this.convfmt))).join(this.#ofs);
    }
    return this.#record;
  }

  #field(index: number): Value {
    if (index === 0) return new Input(this.#line());
    if (index < 0) throw new AwkError(`attempt to access field ${index}`);
    if (!this.#split) this.#splitFields();
    const field = this.#fields[index - 1];
    return typeof field === 'string' ? new Input(field) : field;
  }

  #setField(index: number, value: Value): void {
    if (index === 0) {
      this.setRecord(toText(value, this.convfmt));
      return;
    }
    if (index < 0) throw new AwkError(`attempt to access field ${index}`);
    if (!this.#split) this.#splitFields();
    while (this.#fields.length < index - 1) this.#fields.push('');
    this.#fields[index - 1] = value instanceof Input ? value.text : typeof value === 'string' ? value : (value ?? '');
    this.#stale = true;
  }

  // Variables
  get(name: string): Value {
    const cell = this.#cell(name);
    if (cell instanceof Map) throw new AwkError(`attempt to use array \`${name}' in a scalar context`);
    return cell;
  }

  #cell(name: string): Value | AwkArray {
    const local = this.#locals;
    if (local !== undefined && local.has(name)) {
      const cell = local.get(name);
      return cell instanceof Unset ? undefined : cell;
    }
    if (name === 'NF') {
      if (!this.#split) this.#splitFields();
      return this.#fields.length;
    }
    if (name === 'NR') return this.nr;
    if (name === 'FNR') return this.fnr;
    return this.globals.get(name) as Value | AwkArray;
  }

  set(name: string, value: Value): void {
    if (this.#locals?.has(name)) {
      this.#locals.set(name, value);
      return;
    }
    if (this.globals.get(name) instanceof Map) throw new AwkError(`attempt to use array \`${name}' in a scalar context`);
    if (this.#program.functions.has(name)) throw new AwkError(`function \`${name}' used as a variable`);
    this.globals.set(name, value);
    if (!SPECIAL.has(name)) return;
    const text = toText(value, this.convfmt);
    switch (name) {
      case 'NF': {
        if (!this.#split) this.#splitFields();
        const count = Math.max(0, Math.trunc(toNumber(value)));
        this.#fields.length = Math.min(this.#fields.length, count);
        while (this.#fields.length < count) this.#fields.push('');
        this.#stale = true;
        break;
      }
      case 'FS': {
        if (!this.#split) this.#splitFields();
        this.#fs = text;
        break;
      }
      case 'OFS': this.#ofs = text; break;
      case 'ORS': this.#ors = text; break;
      case 'RS': this.rs = text; break;
      case 'SUBSEP': this.#subsep = text; break;
      case 'CONVFMT': this.convfmt = text; break;
      case 'OFMT': this.#ofmt = text; break;
      case 'NR': this.nr = toNumber(value); break;
      case 'FNR': this.fnr = toNumber(value); break;
    }
  }

  array(name: string, scope = this.#locals): AwkArray {
    if (scope?.has(name)) {
      const cell = scope.get(name);
      if (cell instanceof Map) return cell;
      if (cell !== undefined && !(cell instanceof Unset)) throw new AwkError(`attempt to use scalar \`${name}' as an array`);
      const made = cell instanceof Unset ? this.array(cell.name, cell.scope) : new Map<string, Value>();
      scope.set(name, made);
      return made;
    }
    const cell = this.globals.get(name);
    if (cell instanceof Map) return cell;
    if (cell !== undefined) throw new AwkError(`attempt to use scalar \`${name}' as an array`);
    const made: AwkArray = new Map();
    this.globals.set(name, made);
    return made;
  }

  #key(values: readonly Value[]): string {
    return values.length === 1 ? toText(values[0], this.convfmt) : values.map((each) => toText(each, this.convfmt)).join(this.#subsep);
  }

  regexOf(value: Value | RegExp): RegExp {
    if (value instanceof RegExp) return value;
    const text = toText(value, this.convfmt);
    let regex = this.#regexes.get(text);
    if (!regex) {
      try {
        regex = awkRegex(text);
      } catch (error) {
        if (!(error instanceof AwkSyntaxError)) throw error;
        throw new AwkError(error.message);
      }
      this.#regexes.set(text, regex);
    }
    return regex;
  }

  #binary(op: string, left: Value, right: Value): Value {
    switch (op) {
      case ' ': return toText(left, this.convfmt) + toText(right, this.convfmt);
      case '+': return toNumber(left) + toNumber(right);
      case '-': return toNumber(left) - toNumber(right);
      case '*': return toNumber(left) * toNumber(right);
      case '/': {
        const by = toNumber(right);
        if (by === 0) throw new AwkError('division by zero');
        return toNumber(left) / by;
      }
      case '%': {
        const by = toNumber(right);
        if (by === 0) throw new AwkError('division by zero in %');
        return toNumber(left) % by;
      }
      case '^': return toNumber(left) ** toNumber(right);
      case '<': return compare(left, right, this.convfmt) < 0 ? 1 : 0;
      case '<=': return compare(left, right, this.convfmt) <= 0 ? 1 : 0;
      case '==': return compare(left, right, this.convfmt) === 0 ? 1 : 0;
      case '!=': return compare(left, right, this.convfmt) !== 0 ? 1 : 0;
      case '>=': return compare(left, right, this.convfmt) >= 0 ? 1 : 0;
      default: return compare(left, right, this.convfmt) > 0 ? 1 : 0;
    }
  }

  #store(target: LValue, keys: readonly Value[], value: Value): void {
    if (target.type === 'var') this.set(target.name, value);
    else if (target.type === 'field') this.#setField(Math.trunc(toNumber(keys[0])), value);
    else this.array(target.array).set(this.#key(keys), value);
  }

  #load(target: LValue, keys: readonly Value[]): Value {
    if (target.type === 'var') return this.get(target.name);
    if (target.type === 'field') return this.#field(Math.trunc(toNumber(keys[0])));
    const array = this.array(target.array);
    const key = this.#key(keys);
    const value = array.get(key);
    if (value === undefined && !array.has(key)) array.set(key, undefined);
    return value;
  }

  /** Assignment, with the operation of `+=` and its kin. */
  #assign(op: string, target: LValue, keys: readonly Value[], value: Value): Value {
    const result = op === '=' ? value : this.#binary(op.slice(0, -1), this.#load(target, keys), value);
    this.#store(target, keys, result);
    return result;
  }

  #step(target: LValue, keys: readonly Value[], by: number, prefix: boolean): number {
    const old = toNumber(this.#load(target, keys));
    this.#store(target, keys, old + by);
    return prefix ? old + by : old;
  }

  #unary(op: string, value: Value): Value {
    return op === '!' ? (truthy(value) ? 0 : 1) : op === '-' ? -toNumber(value) : toNumber(value);
  }

  #keysOf(target: LValue): readonly Expr[] {
    return target.type === 'var' ? [] : target.type === 'field' ? [target.index] : target.keys;
  }

  /** A pattern operand: a regex constant stays one. */
  #pattern(expr: Expr | undefined): Value | RegExp {
    return expr === undefined ? undefined : expr.type === 'regex' ? expr.regex : this.value(expr);
  }

  /** Evaluates a pure expression. */
  value(expr: Expr): Value {
    switch (expr.type) {
      case 'number': case 'string': return expr.value;
      case 'regex': return expr.regex.test(this.#line()) ? 1 : 0;
      case 'var': return this.get(expr.name);
      case 'field': return this.#field(expr.index.type === 'number' ? expr.index.value : Math.trunc(toNumber(this.value(expr.index))));
      case 'item': return this.#load(expr, expr.keys.map((key) => this.value(key)));
      case 'assign': {
        const value = this.value(expr.value);
        return this.#assign(expr.op, expr.target, this.#keysOf(expr.target).map((key) => this.value(key)), value);
      }
      case 'cond': return truthy(this.value(expr.test)) ? this.value(expr.then) : this.value(expr.other);
      case 'binary': return this.#binary(expr.op, this.value(expr.left), this.value(expr.right));
      case 'logic': return expr.op === '&&' ? (truthy(this.value(expr.left)) && truthy(this.value(expr.right)) ? 1 : 0) : truthy(this.value(expr.left)) || truthy(this.value(expr.right)) ? 1 : 0;
      case 'unary': return this.#unary(expr.op, this.value(expr.operand));
      case 'step': return this.#step(expr.target, this.#keysOf(expr.target).map((key) => this.value(key)), expr.by, expr.prefix);
      case 'match': return this.regexOf(this.#pattern(expr.pattern)).test(toText(this.value(expr.text), this.convfmt)) !== expr.negated ? 1 : 0;
      case 'in': return this.array(expr.array).has(this.#key(expr.keys.map((key) => this.value(key)))) ? 1 : 0;
      case 'builtin': return this.#builtin(expr.name, expr.args, (arg) => this.value(arg));
      case 'group': return this.#key(expr.keys.map((key) => this.value(key)));
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
        if (arg === undefined) return [...this.#line()].length;
        if (arg.type === 'var') {
          const cell = this.#cell(arg.name);
          if (cell instanceof Map) return cell.size;
        }
        const of = text(arg);
        return /[\ud800-\udfff]/.test(of) ? [...of].length : of.length;
      }
      case 'split': {
        const source = text(args[0]);
        const target = args[1];
        if (target?.type !== 'var') throw new AwkError('split: second argument is not an array');
        const separator = args.length > 2 ? pattern(args[2]) : this.#fs;
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
        const keys = place ? this.#keysOf(place).map(value) : [];
        const before = place ? toText(this.#load(place, keys), this.convfmt) : text(target);
        const result = replaceMatches(before, regex, replacement, name === 'sub' ? 1 : 0, false);
        if (result.count > 0 && place) this.#store(place, keys, result.text);
        return result.count;
      }
      case 'gensub': {
        const how = text(args[2]);
        const source = args[3] ? text(args[3]) : this.#line();
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
      case 'isarray': return args[0]?.type === 'var' && this.#cell(args[0].name) instanceof Map ? 1 : 0;
      default: return callBuiltin(name, args.map(value), this);
    }
  }

  /** Evaluates any expression. */
  *eval(expr: Expr): Sys<Value> {
    if (expr.pure) return this.value(expr);
    switch (expr.type) {
      case 'field': return this.#field(Math.trunc(toNumber(yield* this.eval(expr.index))));
      case 'item': return this.#load(expr, yield* this.#all(expr.keys));
      case 'assign': {
        const value = yield* this.eval(expr.value);
        return this.#assign(expr.op, expr.target, yield* this.#all(this.#keysOf(expr.target)), value);
      }
      case 'cond': return truthy(yield* this.eval(expr.test)) ? yield* this.eval(expr.then) : yield* this.eval(expr.other);
      case 'binary': {
        const left = yield* this.eval(expr.left);
        return this.#binary(expr.op, left, yield* this.eval(expr.right));
      }
      case 'logic': {
        const left = truthy(yield* this.eval(expr.left));
        return (expr.op === '&&' ? left && truthy(yield* this.eval(expr.right)) : left || truthy(yield* this.eval(expr.right))) ? 1 : 0;
      }
      case 'unary': return this.#unary(expr.op, yield* this.eval(expr.operand));
      case 'step': return this.#step(expr.target, yield* this.#all(this.#keysOf(expr.target)), expr.by, expr.prefix);
      case 'match': {
        const text = toText(yield* this.eval(expr.text), this.convfmt);
        const pattern = expr.pattern.type === 'regex' ? expr.pattern.regex : yield* this.eval(expr.pattern);
        return this.regexOf(pattern).test(text) !== expr.negated ? 1 : 0;
      }
      case 'in': return this.array(expr.array).has(this.#key(yield* this.#all(expr.keys))) ? 1 : 0;
      case 'group': return this.#key(yield* this.#all(expr.keys));
      case 'call': return yield* this.#call(expr.name, expr.args);
      case 'getline': return yield* this.#getline(expr);
      case 'builtin': return yield* this.#impureBuiltin(expr.name, expr.args);
      default: return this.value(expr);
    }
  }

  *#all(exprs: readonly Expr[]): Sys<Value[]> {
    const values: Value[] = [];
    for (const expr of exprs) values.push(expr.pure ? this.value(expr) : yield* this.eval(expr));
    return values;
  }

  *#impureBuiltin(name: string, args: readonly Expr[]): Sys<Value> {
    if (name === 'system') {
      const line = toText((yield* this.#all(args))[0], this.convfmt);
      yield* this.streams.flush();
      return yield* runShell(this.#proc, line);
    }
    if (name === 'close') return yield* this.streams.close(toText((yield* this.#all(args))[0], this.convfmt));
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
        const own = this.#locals?.has(arg.name) ? this.#locals : this.globals;
        const cell = this.#locals?.has(arg.name) ? this.#locals.get(arg.name) : this.#cell(arg.name);
        scope.set(param, cell === undefined ? new Unset(arg.name, own) : cell);
      } else scope.set(param, arg === undefined ? undefined : yield* this.eval(arg));
    }
    if (++this.#depth > MAX_DEPTH) throw new AwkError('function call nesting too deep');
    const caller = this.#locals;
    this.#locals = scope;
    this.#returned = undefined;
    const flow = yield* this.#proc.call(this.exec(func.body));
    this.#locals = caller;
    this.#depth--;
    if (flow === 'exit') yield* this.#unwind();
    const value = this.#returned;
    this.#returned = undefined;
    return value;
  }

  /** `exit` inside a function leaves every expression above it. */
  *#unwind(): Sys<never> {
    throw new ExitSignal();
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
    if (expr.target) this.#store(expr.target, yield* this.#all(this.#keysOf(expr.target)), new Input(record));
    else this.setRecord(record);
    return 1;
  }

  #printed(values: readonly Value[]): string {
    if (values.length === 0) return this.#line() + this.#ors;
    let out = '';
    for (let i = 0; i < values.length; i++) out += (i > 0 ? this.#ofs : '') + toText(values[i], this.#ofmt);
    return out + this.#ors;
  }

  /** The action of a rule without one. */
  printRecord(): Flow {
    this.out += this.#printed([]);
    return 'normal';
  }

  /** Runs a pure statement. */
  run(stmt: Stmt): Flow {
    switch (stmt.type) {
      case 'block':
        for (const each of stmt.body) {
          const flow = this.run(each);
          if (flow !== 'normal') return flow;
        }
        return 'normal';
      case 'expr':
        this.value(stmt.expr);
        return 'normal';
      case 'print':
        this.out += this.#printed(stmt.args.map((arg) => this.value(arg)));
        return 'normal';
      case 'printf': {
        const values = stmt.args.map((arg) => this.value(arg));
        this.out += sprintf(toText(values[0], this.convfmt), values.slice(1), this.convfmt);
        return 'normal';
      }
      case 'if': return truthy(this.value(stmt.test)) ? this.run(stmt.then) : stmt.other ? this.run(stmt.other) : 'normal';
      case 'exit':
        if (stmt.value) this.exitCode = toNumber(this.value(stmt.value)) & 255;
        return 'exit';
      case 'return':
        this.#returned = stmt.value ? this.value(stmt.value) : undefined;
        return 'return';
      case 'delete': {
        const array = this.array(stmt.array);
        if (stmt.keys) array.delete(this.#key(stmt.keys.map((key) => this.value(key))));
        else array.clear();
        return 'normal';
      }
      case 'break': case 'continue': case 'next': case 'nextfile': return stmt.type;
      default: throw new AwkError('internal: impure statement');
    }
  }

  /** Runs any statement. */
  *exec(stmt: Stmt): Sys<Flow> {
    if (stmt.pure) {
      const flow = this.run(stmt);
      if (this.out.length >= 8192) yield* this.flush();
      return flow;
    }
    switch (stmt.type) {
      case 'block':
        for (const each of stmt.body) {
          const flow = each.pure ? this.run(each) : yield* this.exec(each);
          if (flow !== 'normal') return flow;
        }
        return 'normal';
      case 'expr':
        yield* this.eval(stmt.expr);
        return 'normal';
      case 'print': yield* this.#emit(stmt.redirect, this.#printed(yield* this.#all(stmt.args))); return 'normal';
      case 'printf': {
        const values = yield* this.#all(stmt.args);
        yield* this.#emit(stmt.redirect, sprintf(toText(values[0], this.convfmt), values.slice(1), this.convfmt));
        return 'normal';
      }
      case 'if': return truthy(yield* this.eval(stmt.test)) ? yield* this.exec(stmt.then) : stmt.other ? yield* this.exec(stmt.other) : 'normal';
      case 'while':
        while (truthy(yield* this.eval(stmt.test))) {
          const flow = yield* this.#body(stmt.body);
          if (flow === 'break') break;
          if (flow !== 'normal') return flow;
        }
        return 'normal';
      case 'do':
        do {
          const flow = yield* this.#body(stmt.body);
          if (flow === 'break') break;
          if (flow !== 'normal') return flow;
        } while (truthy(yield* this.eval(stmt.test)));
        return 'normal';
      case 'for':
        if (stmt.init) yield* this.exec(stmt.init);
        while (!stmt.test || truthy(yield* this.eval(stmt.test))) {
          const flow = yield* this.#body(stmt.body);
          if (flow === 'break') break;
          if (flow !== 'normal') return flow;
          if (stmt.step) yield* this.exec(stmt.step);
        }
        return 'normal';
      case 'forin':
        for (const key of [...this.array(stmt.array).keys()]) {
          this.set(stmt.name, new Input(key));
          const flow = yield* this.#body(stmt.body);
          if (flow === 'break') break;
          if (flow !== 'normal') return flow;
        }
        return 'normal';
      case 'exit':
        if (stmt.value) this.exitCode = toNumber(yield* this.eval(stmt.value)) & 255;
        return 'exit';
      case 'return':
        this.#returned = stmt.value ? yield* this.eval(stmt.value) : undefined;
        return 'return';
      case 'delete':
        this.array(stmt.array).delete(this.#key(yield* this.#all(stmt.keys ?? [])));
        return 'normal';
      default: return this.run(stmt);
    }
  }

  /** One turn of a loop; `continue` counts as its end. */
  *#body(stmt: Stmt): Sys<Flow> {
    if ((++this.#turns & 63) === 0) yield* this.#proc.step(19_200);
    const flow = yield* this.exec(stmt);
    return flow === 'continue' ? 'normal' : flow;
  }

  *#emit(redirect: Redirect | undefined, text: string): Sys<void> {
    if (!redirect) {
      this.out += text;
      return;
    }
    const name = toText(yield* this.eval(redirect.to), this.convfmt);
    if (name === '/dev/stdout' || name === '-') this.out += text;
    else {
      if (name === '/dev/stderr') yield* this.flush();
      yield* this.streams.write(redirect.kind, name, text);
    }
  }
}

export class ExitSignal extends Error {}
