import { isSysError } from '../../../kernel/errno.ts';
import { Output } from '../../../kernel/stdio.ts';
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { UndefinedName } from './check.ts';
import { Evaluator } from './evaluate.ts';
import { JsonError, JsonStream } from './json-stream.ts';
import { JqSyntaxError } from './lex.ts';
import { readArguments, UsageError, type JqArguments } from './options.ts';
import { parseJq } from './parse.ts';
import { Halt, StepLimit } from './signals.ts';
import type { Node } from './tree.ts';
import { dump, JqError, truthy, type DumpStyle, type Json } from './values.ts';

const USAGE = `Usage:\tjq [OPTIONS] <jq filter> [file...]
\tjq [OPTIONS] --args <jq filter> [strings...]
\tjq [OPTIONS] --jsonargs <jq filter> [JSON_TEXTS...]

jq is a tool for processing JSON inputs, applying the given filter to
its JSON text inputs and producing the filter's results as JSON on
standard output.
`;

const HINT = 'Use jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://stedolan.github.io/jq\n';

export const jq: Program = {
  name: 'jq',
  *main(proc) {
    let args: JqArguments;
    try {
      args = readArguments(proc);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      yield* proc.write(2, `jq: ${error.message}\n${error.message.startsWith('Could not open') || error.message.startsWith('Bad JSON') ? '' : HINT}`);
      return 2;
    }
    if (args.help) {
      yield* proc.write(1, USAGE);
      return 0;
    }
    if (args.version) {
      yield* proc.write(1, 'jq-1.6\n');
      return 0;
    }
    // A filter may be left out in a pipe, but not at a terminal.
    if (args.filter === undefined && !(proc.isatty(0) && proc.isatty(1))) return yield* run(proc, args, '.');
    if (args.filter === undefined) {
      yield* proc.write(2, `${USAGE}`);
      return 2;
    }
    return yield* run(proc, args, args.filter);
  },
};

function* run(proc: Proc, args: JqArguments, filter: string): Sys<number> {
  const out = new Output(proc, 1);
  const errors: string[] = [];
  const reader = new Inputs(proc, args, () => out.flush());
  const evaluator = new Evaluator({
    input: () => reader.queued(), stderr: (text) => errors.push(text), now: () => Number(proc.realtime()) / 1e9, inputFile: () => reader.file ?? null,
  }, args.variables);
  let program: Node;
  try {
    program = parseJq(filter);
    evaluator.check(program);
  } catch (error) {
    if (!(error instanceof JqSyntaxError) && !(error instanceof UndefinedName)) throw error;
    yield* proc.write(2, `jq: error: ${error.message} at <top-level>, line ${error.line}:\n${filter}\njq: 1 compile error\n`);
    return 3;
  }
  const style: DumpStyle = { indent: args.indent, sortKeys: args.sortKeys, ascii: args.ascii, color: args.color ?? (proc.isatty(1) && !proc.env.has('NO_COLOR')) };
  let code = 0;
  let last: Json | undefined;
  const flushErrors = function* (): Sys<void> {
    if (errors.length === 0) return;
    yield* out.flush();
    yield* proc.write(2, errors.splice(0).join(''));
  };
  const process = function* (input: Json): Sys<void> {
    const results = evaluator.run(program, input);
    try {
      for (;;) {
        const next = results.next();
        yield* flushErrors();
        if (next.done) return;
        last = next.value;
        const text = (args.raw && typeof next.value === 'string' ? next.value : dump(next.value, style)) + (args.join ? '' : '\n');
        yield* out.write(text);
        yield* proc.step();
      }
    } catch (error) {
      yield* flushErrors();
      if (error instanceof RangeError) throw new JqError('stack overflow: the filter is nested too deeply');
      throw error;
    }
  };
  try {
    // `input` and `inputs` need values at hand: such programs read everything before they start.
    if (/\binputs?\b/.test(filter)) yield* reader.readAll();
    for (;;) {
      const input = args.nullInput ? null : yield* reader.next();
      if (input === undefined) break;
      try {
        yield* process(input);
      } catch (error) {
        if (error instanceof StepLimit) {
          yield* out.flush();
          yield* proc.write(2, 'jq: error: the filter runs longer than is simulated here\n');
          return 5;
        }
        if (!(error instanceof JqError)) throw error;
        code = 5;
        yield* out.flush();
        const { value } = error;
        const text = typeof value === 'string' ? value : `(not a string): ${dump(value)}`;
        yield* proc.write(2, value === null ? `jq: error (at ${reader.position()}) (not a string): null\n` : typeof value === 'string' ? `jq: error (at ${reader.position()}): ${text}\n` : `jq: error (at ${reader.position()}) ${text}\n`);
      }
      if (args.nullInput) break;
    }
  } catch (error) {
    if (isSysError(error, 'EPIPE')) return 2;
    yield* out.flush();
    if (error instanceof Halt) {
      if (error.output !== undefined) yield* proc.write(2, typeof error.output === 'string' ? error.output : `${dump(error.output)}\n`);
      return error.code;
    }
    if (!(error instanceof JsonError)) throw error;
    yield* proc.write(2, `parse error: ${error.message}\n`);
    return 4;
  }
  yield* out.flush();
  if (reader.failed) code = code || 2;
  if (code !== 0 || !args.exitStatus) return code;
  return last === undefined ? 4 : truthy(last) ? 0 : 1;
}

/** The inputs of a run: values, lines (-R), or all of them as one array (-s). */
class Inputs {
  failed = false;
  file: string | undefined;
  readonly #proc: Proc;
  readonly #args: JqArguments;
  readonly #beforeWait: () => Sys<void>;
  readonly #files: string[];
  readonly #queue: Json[] = [];
  #stream = new JsonStream();
  #decoder = new TextDecoder();
  #text = '';
  #fd: number | undefined;
  #slurped = false;
  #all: Json[] = [];
  #pending = '';

  constructor(proc: Proc, args: JqArguments, beforeWait: () => Sys<void>) {
    this.#proc = proc;
    this.#args = args;
    this.#beforeWait = beforeWait;
    this.#files = args.files.length > 0 ? [...args.files] : ['-'];
  }

  position(): string {
    if (this.#args.nullInput) return '<unknown>';
    return `${this.file ?? '<stdin>'}:${this.#stream.line - 1}`;
  }

  queued(): Json | undefined {
    return this.#queue.shift();
  }

  *readAll(): Sys<void> {
    for (;;) {
      const value = yield* this.#read();
      if (value === undefined) return;
      this.#queue.push(value);
    }
  }

  *next(): Sys<Json | undefined> {
    return this.#queue.shift() ?? (yield* this.#read());
  }

  *#read(): Sys<Json | undefined> {
    if (!this.#args.slurp) return yield* this.#one();
    if (this.#slurped) return undefined;
    this.#slurped = true;
    for (;;) {
      const value = yield* this.#one();
      if (value === undefined) break;
      this.#all.push(value);
    }
    return this.#args.rawInput ? this.#text : this.#all;
  }

  /** Text is fed to the parser line by line, as jq does, so that errors name the right line. */
  *#one(): Sys<Json | undefined> {
    for (;;) {
      if (this.#args.rawInput && !this.#args.slurp) {
        const end = this.#text.indexOf('\n');
        if (end >= 0) {
          const line = this.#text.slice(0, end);
          this.#text = this.#text.slice(end + 1);
          return line;
        }
      } else {
        const ready = this.#stream.take();
        if (ready !== undefined) return ready;
        if (this.#pending !== '') {
          const end = this.#pending.indexOf('\n') + 1 || this.#pending.length;
          const line = this.#pending.slice(0, end);
          this.#pending = this.#pending.slice(end);
          this.#stream.push(line);
          continue;
        }
      }
      if (this.#fd === undefined && !(yield* this.#open())) {
        if (this.#args.rawInput) {
          if (this.#args.slurp || this.#text === '') return undefined;
          const rest = this.#text;
          this.#text = '';
          return rest;
        }
        this.#stream.end();
        return this.#stream.take();
      }
      const fd = this.#fd ?? 0;
      if (!this.#proc.file(fd).readable()) yield* this.#beforeWait();
      const chunk = yield* this.#proc.read(fd);
      const text = this.#decoder.decode(chunk, { stream: chunk.length > 0 });
      if (this.#args.rawInput) this.#text += text;
      else this.#pending += text;
      if (chunk.length === 0) {
        if (fd > 0) this.#proc.close(fd);
        this.#fd = undefined;
      }
    }
  }

  *#open(): Sys<boolean> {
    for (;;) {
      const name = this.#files.shift();
      if (name === undefined) return false;
      if (name === '-') {
        this.#fd = 0;
        return true;
      }
      try {
        this.#fd = this.#proc.open(name, { read: true });
        this.file = name;
        return true;
      } catch (error) {
        if (!isSysError(error)) throw error;
        this.failed = true;
        yield* this.#proc.write(2, `jq: error: Could not open file ${name}: ${error.message}\n`);
      }
    }
  }
}
