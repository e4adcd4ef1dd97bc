/** python: versions, `-m http.server`, and one-line programs (snippet.ts). Everything else says that it is not simulated. */
import { isSysError } from '../../kernel/errno.ts';
import { Lines, readAll } from '../../kernel/stdio.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { fileServer } from './python-http.ts';
import { check, evaluate, parseExpression, statements, Unsupported, type Callable, type Expression, type Host, type Value } from './snippet.ts';

const REFUSAL = 'running Python programs is not simulated here';

export const python3: Program = { name: 'python3', resident: 9_000_000, main: (proc) => run(proc) };
export const python: Program = { name: 'python', resident: 9_000_000, main: (proc) => run(proc) };

function versionOf(proc: Proc): string {
  return /^3\.\d+\.\d+/.exec(proc.env.get('PYTHON_VERSION') ?? proc.variant)?.[0] ?? '3.13.7';
}

function* run(proc: Proc): Sys<number> {
  const args = proc.argv.slice(1);
  while (args[0] !== undefined && /^-[uBbEIsSOxW]$/.test(args[0])) args.shift();
  const [first, second] = args;
  if (first === '--version' || first === '-V') {
    yield* proc.write(1, `Python ${versionOf(proc)}\n`);
    return 0;
  }
  if (first === '-c') return yield* program(proc, second ?? '', args.slice(1));
  if (first === '-m') {
    if (second === 'http.server') return yield* fileServer(proc, args.slice(2), versionOf(proc));
    yield* proc.write(2, `${proc.argv[0]}: running the module ${second} is not simulated here\n`);
    return 1;
  }
  if (first !== undefined && first !== '-') {
    if (first.startsWith('-')) {
      yield* proc.write(2, `unknown option ${first}\nusage: ${proc.argv[0]} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry \`python -h' for more information.\n`);
      return 2;
    }
    try {
      return yield* program(proc, proc.readText(first), args);
    } catch (error) {
      if (!isSysError(error)) throw error;
      const path = first.startsWith('/') ? first : `${proc.cwd === '/' ? '' : proc.cwd}/${first}`;
      yield* proc.write(2, `${proc.exe.replace(/3?$/, '3').replace(/33$/, '3')}: can't open file '${path}': [Errno ${error.code === 'ENOENT' ? 2 : 13}] ${error.message}\n`);
      return 2;
    }
  }
  if (!proc.isatty(0)) return yield* program(proc, new TextDecoder().decode(yield* readAll(proc, 0)), ['-']);
  return yield* prompt(proc);
}

interface Statement { readonly target?: string; readonly modules?: readonly string[]; readonly expression?: Expression }

function parse(text: string): Statement {
  if (/^\s/.test(text)) return parse(text.trim());
  const imported = /^import ([\w, ]+)$/.exec(text);
  if (imported) return { modules: (imported[1] ?? '').split(',').map((name) => name.trim()) };
  const assigned = /^([A-Za-z_]\w*)\s*=(?!=)\s*(.+)$/s.exec(text);
  if (text.trim() === 'pass') return {};
  const constants = { True: true, False: false, None: null };
  return assigned ? { target: assigned[1] ?? '', expression: parseExpression(assigned[2] ?? '', constants) } : { expression: parseExpression(text, constants) };
}

class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super();
    this.code = code;
  }
}

/** Runs a whole program, or refuses all of it. */
function* program(proc: Proc, text: string, argv: readonly string[]): Sys<number> {
  const scope = builtins(proc);
  try {
    if (/^[ \t]+\S/m.test(text.trim()) || /:\s*$/m.test(text)) throw new Unsupported();
    const parsed = statements(text, '#').map((statement) => parse(statement.trim()));
    const known = new Map(scope);
    for (const statement of parsed) {
      for (const name of statement.modules ?? []) known.set(name, module(proc, name, argv));
      if (statement.expression) check(statement.expression, known);
      if (statement.target !== undefined) known.set(statement.target, null);
    }
    for (const statement of parsed) yield* execute(proc, statement, scope, argv);
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (!(error instanceof Unsupported)) throw error;
    yield* proc.write(2, `${proc.argv[0]}: ${REFUSAL}\n`);
    return 1;
  }
}

function* execute(proc: Proc, statement: Statement, scope: Map<string, Value>, argv: readonly string[]): Sys<Value> {
  for (const name of statement.modules ?? []) scope.set(name, module(proc, name, argv));
  if (!statement.expression) return null;
  const value = yield* evaluate(statement.expression, scope, (operator, left, right) => operate(proc, operator, left, right));
  if (statement.target !== undefined) scope.set(statement.target, value);
  return statement.target === undefined ? value : null;
}

/** `str()` of a value. */
function str(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new Unsupported();
}

function repr(value: Value): string {
  return typeof value === 'string' ? (value.includes("'") && !value.includes('"') ? `"${value}"` : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`) : str(value);
}

const LARGE = 4 * 1024 * 1024;

function* operate(proc: Proc, operator: string, left: Value, right: Value): Sys<Value> {
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
  const [text, count] = typeof left === 'string' ? [left, right] : [right, left];
  if (operator === '*' && typeof text === 'string' && typeof count === 'number') {
    const size = text.length * count;
    if (size <= LARGE) return text.repeat(Math.max(0, count));
    // Memory that is taken, without its content: the text stays short.
    yield* proc.setResident(9_000_000 + size);
    return text;
  }
  if (typeof left !== 'number' || typeof right !== 'number') throw new Unsupported();
  switch (operator) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '//': return Math.floor(left / right);
    case '%': return ((left % right) + right) % right;
    case '**': return left ** right;
    default: {
      if (right === 0 || !Number.isFinite(left / right) || Number.isInteger(left / right)) throw new Unsupported();
      return left / right;
    }
  }
}

const call = (body: (...args: Value[]) => Value): Callable => function* (args) {
  return body(...args);
};

function host(members: Readonly<Record<string, Value>>): Host {
  return { members: new Map(Object.entries(members)) };
}

function builtins(proc: Proc): Map<string, Value> {
  return new Map<string, Value>([
    ['print', function* (args) {
      yield* proc.write(1, `${args.map(str).join(' ')}\n`);
      return null;
    }],
    ['str', call((value = '') => str(value))],
    ['len', call((value = '') => (typeof value === 'string' || Array.isArray(value) ? value.length : 0))],
    ['exit', call((code) => {
      throw new Exit(typeof code === 'number' ? code : 0);
    })],
  ]);
}

/** The members of a module that programs may use. Throws Unsupported for one that is not here. */
function module(proc: Proc, name: string, argv: readonly string[]): Host {
  const version = versionOf(proc);
  const exit = call((code) => {
    throw new Exit(typeof code === 'number' ? code : 0);
  });
  switch (name) {
    case 'sys': return host({ version: `${version} (main, Aug 15 2025, 00:00:00) [GCC 12.2.0]`, platform: 'linux', executable: proc.exe, argv: [...argv], exit });
    case 'os': return host({ getpid: call(() => proc.pid), getcwd: call(() => proc.cwd), getuid: call(() => proc.credentials.uid), getenv: call((key = '', other = null) => proc.env.get(str(key)) ?? other), environ: { members: new Map<string, Value>([...proc.env, ['get', call((key = '', other = null) => proc.env.get(str(key)) ?? other)]]) } });
    case 'platform': return host({ python_version: call(() => version), node: call(() => proc.uts.hostname), system: call(() => 'Linux'), machine: call(() => 'x86_64') });
    case 'socket': return host({ gethostname: call(() => proc.uts.hostname) });
    case 'time': return host({ sleep: function* ([seconds]) {
      yield* proc.sleep(Number(seconds) * 1e9);
      return null;
    } });
    default: throw new Unsupported();
  }
}

function* prompt(proc: Proc): Sys<number> {
  yield* proc.write(1, `Python ${versionOf(proc)} (main, Aug 15 2025, 00:00:00) [GCC 12.2.0] on linux\nType "help", "copyright", "credits" or "license" for more information.\n`);
  const scope = builtins(proc);
  const lines = new Lines(proc, 0);
  for (;;) {
    yield* proc.write(1, '>>> ');
    const line = yield* lines.next();
    if (line === undefined) {
      yield* proc.write(1, '\n');
      return 0;
    }
    if (line.trim() === '') continue;
    if (line.trim() === 'exit' || line.trim() === 'quit') return 0;
    try {
      for (const text of statements(line, '#')) {
        const statement = parse(text.trim());
        const known = new Map(scope);
        for (const name of statement.modules ?? []) known.set(name, module(proc, name, ['']));
        if (statement.expression) check(statement.expression, known);
        const value = yield* execute(proc, statement, scope, ['']);
        if (value !== null && typeof value !== 'function') yield* proc.write(1, `${repr(value)}\n`);
      }
    } catch (error) {
      if (error instanceof Exit) return error.code;
      if (!(error instanceof Unsupported)) throw error;
      yield* proc.write(2, `${REFUSAL}\n`);
    }
  }
}
