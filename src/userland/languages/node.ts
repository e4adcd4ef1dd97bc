/** node: its version, and one-line programs (snippet.ts). Everything else says that it is not simulated. */
import { isSysError } from '../../kernel/errno.ts';
import { readAll } from '../../kernel/stdio.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { check, evaluate, parseExpression, statements, Unsupported, type Callable, type Host, type Value } from './snippet.ts';

const CONSTANTS = { true: true, false: false, null: null, undefined: null };

function versionOf(proc: Proc): string {
  return /^\d+\.\d+\.\d+/.exec(proc.env.get('NODE_VERSION') ?? proc.variant)?.[0] ?? '22.18.0';
}

export const node: Program = {
  name: 'node',
  resident: 40_000_000,
  *main(proc) {
    const [first, ...rest] = proc.argv.slice(1);
    if (first === '-v' || first === '--version') {
      yield* proc.write(1, `v${versionOf(proc)}\n`);
      return 0;
    }
    if (first === '-e' || first === '--eval') return yield* program(proc, rest[0] ?? '', false);
    if (first === '-p' || first === '-pe' || first === '--print') return yield* program(proc, rest[0] ?? '', true);
    if (first === undefined) {
      if (!proc.isatty(0)) return yield* program(proc, new TextDecoder().decode(yield* readAll(proc, 0)), false);
      yield* proc.write(2, 'node: the prompt is not simulated here\n');
      return 1;
    }
    if (first.startsWith('-')) {
      yield* proc.write(2, `node: bad option: ${first}\n`);
      return 9;
    }
    const path = first.startsWith('/') ? first : `${proc.cwd === '/' ? '' : proc.cwd}/${first}`;
    const file = [path, `${path}.js`, `${path}/index.js`].find((each) => proc.fs.exists(each) && proc.stat(each).kind === 'file');
    if (file === undefined) {
      yield* proc.write(2, `node:internal/modules/cjs/loader:1404\n  throw err;\n  ^\n\nError: Cannot find module '${path}'\n    at Function._resolveFilename (node:internal/modules/cjs/loader:1401:15)\n    at defaultResolveImpl (node:internal/modules/cjs/loader:1057:19)\n    at resolveForCJSWithHooks (node:internal/modules/cjs/loader:1062:22)\n    at Function._load (node:internal/modules/cjs/loader:1211:37)\n    at TracingChannel.traceSync (node:diagnostics_channel:322:14)\n    at wrapModuleLoad (node:internal/modules/cjs/loader:235:24)\n    at Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:171:5)\n    at node:internal/main/run_main_module:36:49 {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: []\n}\n\nNode.js v${versionOf(proc)}\n`);
      return 1;
    }
    return yield* program(proc, proc.readText(file), false);
  },
};

class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super();
    this.code = code;
  }
}

function* program(proc: Proc, text: string, print: boolean): Sys<number> {
  const scope = globals(proc);
  try {
    const parsed = statements(text, '//').map((statement) => {
      const declared = /^\s*(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*([\s\S]+)$/.exec(statement);
      return { target: declared?.[1], expression: parseExpression(declared?.[2] ?? statement, CONSTANTS) };
    });
    const known = new Map(scope);
    for (const { target, expression } of parsed) {
      check(expression, known);
      if (target !== undefined) known.set(target, null);
    }
    let value: Value = null;
    for (const { target, expression } of parsed) {
      value = yield* evaluate(expression, scope, operate);
      if (target !== undefined) scope.set(target, value);
    }
    if (print) yield* proc.write(1, `${show(value)}\n`);
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (!(error instanceof Unsupported)) throw error;
    yield* proc.write(2, 'node: running JavaScript programs is not simulated here\n');
    return 1;
  }
}

function* operate(operator: string, left: Value, right: Value): Sys<Value> {
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return show(left) + show(right);
  if (typeof left !== 'number' || typeof right !== 'number') throw new Unsupported();
  switch (operator) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '/': return left / right;
    case '%': return left % right;
    case '**': return left ** right;
    default: throw new Unsupported();
  }
}

function show(value: Value): string {
  if (value === null) return 'undefined';
  if (typeof value === 'object' || typeof value === 'function') throw new Unsupported();
  return String(value);
}

const call = (body: (...args: Value[]) => Value): Callable => function* (args) {
  return body(...args);
};

function host(members: Readonly<Record<string, Value>>): Host {
  return { members: new Map(Object.entries(members)) };
}

function globals(proc: Proc): Map<string, Value> {
  const log = (fd: number): Callable => function* (args) {
    yield* proc.write(fd, `${args.map(show).join(' ')}\n`);
    return null;
  };
  const env: Host = { members: proc.env };
  const version = versionOf(proc);
  const exit = call((code) => {
    throw new Exit(typeof code === 'number' ? code : 0);
  });
  return new Map<string, Value>([
    ['console', host({ log: log(1), info: log(1), error: log(2), warn: log(2) })],
    ['process', host({ version: `v${version}`, platform: 'linux', arch: 'x64', pid: proc.pid, env, exit, cwd: call(() => proc.cwd), versions: host({ node: version }) })],
    ['require', function* ([name]) {
      const wanted = String(name).replace(/^node:/, '');
      if (wanted === 'fs') return files(proc);
      if (wanted === 'os') return host({ hostname: call(() => proc.uts.hostname), platform: call(() => 'linux'), release: call(() => proc.host.facts.kernelRelease), EOL: '\n' });
      throw new Unsupported();
    }],
  ]);
}

function files(proc: Proc): Host {
  const guarded = (code: string, action: (...args: Value[]) => Value): Callable => function* (args) {
    try {
      return action(...args);
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(2, `node:fs\n\nError: ${error.code}: ${error.message.toLowerCase()}, ${code} '${String(args[0])}'\n\nNode.js v${versionOf(proc)}\n`);
      throw new Exit(1);
    }
  };
  return host({
    writeFileSync: guarded('open', (path, data) => (proc.writeFile(String(path), show(data ?? '')), null)),
    appendFileSync: guarded('open', (path, data) => (proc.fs.appendFile(String(path), show(data ?? '')), null)),
    readFileSync: guarded('open', (path) => proc.readText(String(path))),
    existsSync: call((path) => proc.fs.exists(String(path))),
    mkdirSync: guarded('mkdir', (path) => (proc.fs.mkdir(String(path)), null)),
  });
}
