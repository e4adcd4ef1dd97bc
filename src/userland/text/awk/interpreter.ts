/** The interpreter of awk: statements, pure ones as plain functions, the rest as generators. */
import type { Sys } from '../../../kernel/sys.ts';
import { Evaluator } from './evaluate.ts';
import { AwkError, type Flow } from './flow.ts';
import type { Redirect, Stmt } from './tree.ts';
import { Input, sprintf, toNumber, toText, truthy, type Value } from './values.ts';

export class Interpreter extends Evaluator {
  /** Standard output that is not written yet. */
  out = '';
  exitCode = 0;
  #turns = 0;

  *flush(): Sys<void> {
    if (this.out === '') return;
    const text = this.out;
    this.out = '';
    yield* this.proc.write(1, text);
  }

  #printed(values: readonly Value[]): string {
    if (values.length === 0) return this.line() + this.ors;
    let out = '';
    for (let i = 0; i < values.length; i++) out += (i > 0 ? this.ofs : '') + toText(values[i], this.ofmt);
    return out + this.ors;
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
        this.returned = stmt.value ? this.value(stmt.value) : undefined;
        return 'return';
      case 'delete': {
        const array = this.array(stmt.array);
        if (stmt.keys) array.delete(this.key(stmt.keys.map((key) => this.value(key))));
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
      case 'print': yield* this.#emit(stmt.redirect, this.#printed(yield* this.all(stmt.args))); return 'normal';
      case 'printf': {
        const values = yield* this.all(stmt.args);
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
        this.returned = stmt.value ? yield* this.eval(stmt.value) : undefined;
        return 'return';
      case 'delete':
        this.array(stmt.array).delete(this.key(yield* this.all(stmt.keys ?? [])));
        return 'normal';
      default: return this.run(stmt);
    }
  }

  /** One turn of a loop; `continue` counts as its end. */
  *#body(stmt: Stmt): Sys<Flow> {
    if ((++this.#turns & 63) === 0) yield* this.proc.step(19_200);
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
