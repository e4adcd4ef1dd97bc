/** psql: statements from -c, -f, standard input or a prompt; backslash commands in describe.ts. */
import { isSysError } from '../../../kernel/errno.ts';
import { Lines, Output } from '../../../kernel/stdio.ts';
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { OptionError, parseOptions, type ParsedOptions } from '../../options.ts';
import { splitStatements } from '../sql/lexer.ts';
import { Client, ConnectionError, defaultTarget, parseUri, type ClientResult } from './client.ts';
import { describe } from './describe.ts';
import { PSQL_OPTIONS } from './psql-options.ts';
import { formatResult, type Format } from './table-format.ts';
import { longVersion } from './version.ts';

export const psql: Program = {
  name: 'psql',
  *main(proc) {
    let options: ParsedOptions;
    try {
      options = parseOptions(proc.argv.slice(1), PSQL_OPTIONS);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      yield* proc.write(2, `psql: ${error.message}\npsql: hint: Try "psql --help" for more information.\n`);
      return 1;
    }
    if (options.has('version')) {
      yield* proc.write(1, `psql (PostgreSQL) ${longVersion(proc)}\n`);
      return 0;
    }
    if (options.has('help')) {
      yield* proc.write(1, `psql is the PostgreSQL interactive terminal.\n\nUsage:\n  psql [OPTION]... [DBNAME [USERNAME]]\n\nOptions:\n${PSQL_OPTIONS.map((option) => `  ${`${option.short ? `-${option.short}, ` : '    '}--${option.long ?? ''}${option.argument ? `=${option.argument}` : ''}`.padEnd(29)}${option.help ?? ''}`).join('\n')}\n`);
      return 0;
    }
    const target = defaultTarget(proc);
    target.host = options.value('host') ?? target.host;
    target.port = Number(options.value('port') ?? target.port);
    target.user = options.value('username') ?? options.operands[1] ?? target.user;
    if (options.has('no-password')) target.prompt = false;
    if (options.has('password')) target.prompt = true;
    const database = options.value('dbname') ?? options.operands[0];
    if (database !== undefined && !parseUri(database, target)) target.database = database;
    if (options.has('list') && database === undefined) target.database = 'postgres';
    try {
      const client = yield* Client.connect(proc, target);
      return yield* new Psql(proc, client, options).run();
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      yield* proc.write(2, `psql: error: ${error.message}\n`);
      return 2;
    }
  },
};

export class Psql {
  readonly proc: Proc;
  client: Client;
  readonly out: Output;
  readonly format: Format;
  readonly variables = new Map<string, string>();
  quiet: boolean;
  /** -c, -f or standard input that is no terminal. */
  readonly #options: ParsedOptions;
  #script: { name: string; line: number } | undefined;
  #quit = false;

  constructor(proc: Proc, client: Client, options: ParsedOptions) {
    this.proc = proc;
    this.client = client;
    this.#options = options;
    this.out = new Output(proc, 1);
    this.quiet = options.has('quiet');
    this.format = { expanded: options.has('expanded'), aligned: !options.has('no-align'), csv: options.has('csv'), tuplesOnly: options.has('tuples-only'), separator: options.value('field-separator') ?? '|', border: 1, nullText: '' };
    for (const value of options.values('set')) {
      const [name = '', ...rest] = value.split('=');
      this.variables.set(name, rest.join('=') || 'on');
    }
  }

  get stopOnError(): boolean {
    return ['on', '1', 'true'].includes(this.variables.get('ON_ERROR_STOP') ?? '');
  }

  *run(): Sys<number> {
    const actions = this.#options.given.filter((option) => option.name === 'command' || option.name === 'file');
    let code = 0;
    if (this.#options.has('list')) yield* this.command('\\l');
    else if (actions.length > 0) {
      for (const action of actions) {
        const ok = action.name === 'command' ? yield* this.#oneCommand(action.value ?? '') : yield* this.file(action.value ?? '-');
        if (!ok) {
          code = action.name === 'file' && !this.stopOnError ? 0 : action.name === 'file' ? 3 : 1;
          if (code !== 0) break;
        }
      }
    } else code = yield* this.#input();
    yield* this.out.flush();
    yield* this.client.end();
    return code;
  }

  *#oneCommand(text: string): Sys<boolean> {
    if (text.trimStart().startsWith('\\')) return yield* this.command(text.trim());
    return yield* this.send(text);
  }

  /** Runs a script; false when a statement failed and ON_ERROR_STOP is set, or the file cannot be read. */
  *file(path: string): Sys<boolean> {
    let fd = 0;
    if (path !== '-') {
      try {
        fd = this.proc.open(path, { read: true });
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* this.warn(`psql: error: ${path}: ${error.message}`);
        return false;
      }
    }
    const before = this.#script;
    this.#script = { name: path === '-' ? '<stdin>' : path, line: 0 };
    const ok = yield* this.#statements(fd, false);
    this.#script = before;
    if (fd !== 0) this.proc.close(fd);
    return ok;
  }

  *#input(): Sys<number> {
    const interactive = this.proc.isatty(0);
    if (!interactive) {
      this.#script = { name: '<stdin>', line: 0 };
      return (yield* this.#statements(0, false)) ? 0 : 3;
    }
    if (!this.quiet) {
      const server = this.client.parameters.get('server_version') ?? '';
      const own = longVersion(this.proc);
      yield* this.proc.write(1, `psql (${own}${server === own ? '' : `, server ${server}`})\nType "help" for help.\n\n`);
    }
    return (yield* this.#statements(0, true)) ? 0 : 3;
  }

  *#statements(fd: number, interactive: boolean): Sys<boolean> {
    const lines = new Lines(this.proc, fd);
    let buffer = '';
    while (!this.#quit) {
      yield* this.out.flush();
      if (interactive) {
        const mark = this.client.parameters.get('is_superuser') === 'on' ? '#' : '>';
        yield* this.proc.write(1, `${this.client.target.database}${buffer === '' ? '=' : '-'}${this.client.status === 'T' ? '*' : this.client.status === 'E' ? '!' : ''}${mark} `);
      }
      const line = yield* lines.next();
      if (line === undefined) break;
      if (this.#script) this.#script.line++;
      if (buffer === '') {
        const trimmed = line.trim();
        if (trimmed.startsWith('\\')) {
          if (!(yield* this.command(trimmed)) && this.stopOnError) return false;
          continue;
        }
        if (interactive && ['exit', 'quit'].includes(trimmed.replace(/;$/, ''))) return true;
        if (interactive && trimmed === 'help') {
          yield* this.proc.write(1, 'You are using psql, the command-line interface to PostgreSQL.\nType:  \\copyright for distribution terms\n       \\h for help with SQL commands\n       \\? for help with psql commands\n       \\g or terminate with semicolon to execute query\n       \\q to quit\n');
          continue;
        }
      }
      buffer += `${line}\n`;
      const meta = /^([\s\S]*?)\s*\\(g|gx|q|x|r|p)\s*$/.exec(buffer);
      if (meta && !/['"]/.test(meta[1] ?? '')) {
        buffer = '';
        if (meta[2] === 'q') return true;
        if (meta[2] === 'r') continue;
        const old = this.format.expanded;
        if (meta[2] === 'gx') this.format.expanded = true;
        const ok = yield* this.send(meta[1] ?? '');
        this.format.expanded = old;
        if (!ok && this.stopOnError) return false;
        continue;
      }
      const { statements, rest } = splitStatements(buffer, 'postgres');
      buffer = rest.trim() === '' ? '' : rest;
      for (const statement of statements) if (!(yield* this.send(statement)) && this.stopOnError) return false;
    }
    if (interactive && !this.#quit) yield* this.proc.write(1, '\\q\n');
    if (!interactive && buffer.trim() !== '' && !(yield* this.send(buffer)) && this.stopOnError) return false;
    return true;
  }

  *warn(text: string): Sys<void> {
    yield* this.out.flush();
    yield* this.proc.write(2, `${text}\n`);
  }

  /** Sends SQL and prints what comes back; false after an error. */
  *send(sql: string): Sys<boolean> {
    if (sql.trim() === '') return true;
    const results = yield* this.client.query(sql);
    if (!results) {
      yield* this.warn('server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\nconnection to server was lost');
      this.#quit = true;
      return false;
    }
    let ok = true;
    for (const result of results) ok = (yield* this.#show(result, sql)) && ok;
    return ok;
  }

  *#show(result: ClientResult, sql: string): Sys<boolean> {
    const prefix = this.#script ? `psql:${this.#script.name}:${this.#script.line}: ` : '';
    for (const notice of result.notices) yield* this.warn(`${prefix}${notice.get('S')}:  ${notice.get('M')}`);
    if (result.error) {
      yield* this.warn(prefix + errorText(result.error, sql));
      if (result.error.get('S') === 'FATAL') this.#quit = true;
      return false;
    }
    if (result.columns) yield* this.out.write(formatResult(result, this.format));
    if (!this.quiet && (!result.columns || !result.tag.startsWith('SELECT')) && !result.tag.startsWith('SHOW') && result.tag !== '') yield* this.out.write(`${result.tag}\n`);
    return true;
  }

  /** Rows of a query that a backslash command makes. */
  *rows(sql: string): Sys<(string | null)[][]> {
    return (yield* this.client.query(sql))?.[0]?.rows ?? [];
  }

  *print(text: string): Sys<void> {
    yield* this.out.write(text);
  }

  /** A backslash command; false when it is not known or fails. */
  *command(text: string): Sys<boolean> {
    const [name = '', ...args] = text.replace(/;$/, '').split(/\s+/);
    const [first = ''] = args;
    switch (name) {
      case '\\q':
        this.#quit = true;
        return true;
      case '\\c': case '\\connect': return yield* this.#connect(args);
      case '\\i': return yield* this.file(first);
      case '\\echo':
        yield* this.print(`${args.join(' ').replace(/^'(.*)'$/, '$1')}\n`);
        return true;
      case '\\set':
        this.variables.set(first, args.slice(1).join(' ') || 'on');
        return true;
      case '\\x':
        this.format.expanded = first === 'on' ? true : first === 'off' ? false : !this.format.expanded;
        yield* this.print(`Expanded display is ${this.format.expanded ? 'on' : 'off'}.\n`);
        return true;
      case '\\t':
        this.format.tuplesOnly = !this.format.tuplesOnly;
        yield* this.print(`Tuples only is ${this.format.tuplesOnly ? 'on' : 'off'}.\n`);
        return true;
      case '\\a':
        this.format.aligned = !this.format.aligned;
        yield* this.print(`Output format is ${this.format.aligned ? 'aligned' : 'unaligned'}.\n`);
        return true;
      case '\\conninfo': {
        const { database, user, host, port } = this.client.target;
        yield* this.print(`You are connected to database "${database}" as user "${user}" via ${host === undefined ? 'socket in "/var/run/postgresql"' : `host "${host}"`} at port "${port}".\n`);
        return true;
      }
      case '\\password': case '\\copy': case '\\e': case '\\h': case '\\?': case '\\timing': case '\\watch':
        yield* this.warn(`psql: ${name} is not simulated here`);
        return false;
    }
    if (yield* describe(this, name, args)) return true;
    yield* this.warn(`${this.#script ? `psql:${this.#script.name}:${this.#script.line}: ` : ''}${this.#script ? 'error: ' : ''}invalid command ${name}${this.#script ? '' : '\nTry \\? for help.'}`);
    return false;
  }

  *#connect(args: readonly string[]): Sys<boolean> {
    const [database = '-', user = '-'] = args;
    const target = { ...this.client.target };
    if (database !== '-' && !parseUri(database, target)) target.database = database;
    if (user !== '-') target.user = user;
    try {
      const client = yield* Client.connect(this.proc, target);
      yield* this.client.end();
      this.client = client;
      yield* this.print(`You are now connected to database "${target.database}" as user "${target.user}".\n`);
      return true;
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      yield* this.warn(`${error.message}\nPrevious connection kept`);
      return false;
    }
  }
}

/** `ERROR:  …` with the line of the statement and a caret under the place. */
export function errorText(fields: ReadonlyMap<string, string>, sql: string): string {
  const lines = [`${fields.get('S')}:  ${fields.get('M')}`];
  const position = Number(fields.get('P') ?? 0);
  if (position > 0) {
    const before = sql.slice(0, position - 1);
    const start = before.lastIndexOf('\n') + 1;
    const end = sql.indexOf('\n', start);
    const line = sql.slice(start, end < 0 ? undefined : end);
    const label = `LINE ${before.split('\n').length}: `;
    lines.push(label + line, ' '.repeat(label.length + position - 1 - start) + '^');
  }
  if (fields.has('D')) lines.push(`DETAIL:  ${fields.get('D')}`);
  if (fields.has('H')) lines.push(`HINT:  ${fields.get('H')}`);
  return lines.join('\n');
}
