/** A client of the server: connects by the options that all of PostgreSQL's programs share (libpq, manual 34.1). */
import { isSysError } from '../../../kernel/errno.ts';
import { resolve, ResolveError } from '../../../kernel/net/resolver.ts';
import { Lines } from '../../../kernel/stdio.ts';
import type { Proc, Sys } from '../../../kernel/sys.ts';
import { findUser } from '../../accounts.ts';
import { ScramClient } from './scram.ts';
import { MessageStream, parseFields, Reader, Writer } from './wire.ts';

export interface Target { host: string | undefined; port: number; user: string; database: string; password: string | undefined; /** -W, -w */ prompt: boolean | undefined }

export interface ClientResult { readonly columns: readonly { readonly name: string; readonly type: number }[] | undefined; readonly rows: (string | null)[][]; readonly tag: string; readonly notices: readonly Map<string, string>[]; readonly error: Map<string, string> | undefined }

const decoder = new TextDecoder();

/** The defaults of the environment: PGHOST, PGPORT, PGUSER, PGDATABASE, PGPASSWORD, else the user of the system. */
export function defaultTarget(proc: Proc): Target {
  const user = proc.env.get('PGUSER') ?? findUser(proc.fs, proc.credentials.uid)?.name ?? String(proc.credentials.uid);
  return { host: proc.env.get('PGHOST'), port: Number(proc.env.get('PGPORT') ?? 5432), user, database: proc.env.get('PGDATABASE') ?? '', password: proc.env.get('PGPASSWORD'), prompt: undefined };
}

/** `postgresql://user:password@host:port/database` */
export function parseUri(text: string, target: Target): boolean {
  const match = /^postgres(?:ql)?:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^:/?]*)(?::(\d+))?(?:\/([^?]*))?/.exec(text);
  if (!match) return false;
  if (match[1]) target.user = decodeURIComponent(match[1]);
  if (match[2] !== undefined) target.password = decodeURIComponent(match[2]);
  if (match[3]) target.host = match[3];
  if (match[4]) target.port = Number(match[4]);
  if (match[5]) target.database = decodeURIComponent(match[5]);
  return true;
}

export class ConnectionError extends Error {}

export class Client {
  readonly target: Target;
  readonly parameters = new Map<string, string>();
  readonly #proc: Proc;
  readonly #fd: number;
  readonly #stream: MessageStream;
  /** 'I', 'T' or 'E' of the last ReadyForQuery. */
  status = 'I';

  private constructor(proc: Proc, fd: number, target: Target) {
    this.#proc = proc;
    this.#fd = fd;
    this.#stream = new MessageStream(proc, fd);
    this.target = target;
  }

  /** Connects and authenticates. Throws ConnectionError with the text after `error: `. */
  static *connect(proc: Proc, target: Target): Sys<Client> {
    if (target.database === '') target.database = target.user;
    let where = '';
    let fd: number;
    if (target.host === undefined || target.host.startsWith('/')) {
      const path = `${target.host ?? '/var/run/postgresql'}/.s.PGSQL.${target.port}`;
      where = `connection to server on socket "${path}" failed: `;
      fd = proc.socket('unix', 'stream');
      try {
        yield* proc.connect(fd, { family: 'unix', path });
      } catch (error) {
        if (!isSysError(error)) throw error;
        proc.close(fd);
        throw new ConnectionError(`${where}${error.message}\n\tIs the server running locally and accepting connections on that socket?`);
      }
    } else {
      let addresses: string[];
      try {
        addresses = yield* resolve(proc, target.host);
      } catch (error) {
        if (!(error instanceof ResolveError)) throw error;
        throw new ConnectionError(`could not translate host name "${target.host}" to address: ${error.message}`);
      }
      const failures: string[] = [];
      let connected: number | undefined;
      for (const address of addresses) {
        where = `connection to server at "${target.host}"${address === target.host ? '' : ` (${address})`}, port ${target.port} failed: `;
        const attempt = proc.socket('inet', 'stream');
        try {
          yield* proc.connect(attempt, { family: 'inet', address, port: target.port });
          connected = attempt;
          break;
        } catch (error) {
          if (!isSysError(error)) throw error;
          proc.close(attempt);
          failures.push(`${where}${error.message}\n\tIs the server running on that host and accepting TCP/IP connections?`);
        }
      }
      if (connected === undefined) throw new ConnectionError(failures.join('\n'));
      fd = connected;
    }
    proc.setCloseOnExec(fd, true);
    const client = new Client(proc, fd, target);
    if (target.prompt === true && target.password === undefined) target.password = yield* askPassword(proc, target.user);
    const failure = yield* client.#start(where);
    if (failure === 'password needed') {
      client.close();
      if (target.prompt === false) throw new ConnectionError(`${where}fe_sendauth: no password supplied`);
      target.password = yield* askPassword(proc, target.user);
      return yield* Client.connect(proc, target);
    }
    if (failure !== undefined) {
      client.close();
      throw new ConnectionError(failure);
    }
    return client;
  }

  *#start(where: string): Sys<string | undefined> {
    const { user, database, password } = this.target;
    yield* this.#stream.write(new Writer().int32(196608).text('user').text(user).text('database').text(database).text('application_name').text('psql').byte(0).message(''));
    let scram: ScramClient | undefined;
    for (;;) {
      const message = yield* this.#stream.next();
      if (!message) return `${where}server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.`;
      if (message.type === 'E') {
        const fields = parseFields(message.body);
        return `${where}${fields.get('S')}:  ${fields.get('M')}`;
      }
      if (message.type === 'S') {
        const reader = new Reader(message.body);
        this.parameters.set(reader.text(), reader.text());
      }
      if (message.type === 'Z') return undefined;
      if (message.type !== 'R') continue;
      const reader = new Reader(message.body);
      const code = reader.int32();
      if (code === 10) {
        if (password === undefined || password === '') return 'password needed';
        scram = new ScramClient(password, this.#proc.random('postgres client'));
        const first = new TextEncoder().encode(scram.first);
        yield* this.#stream.write(new Writer().text('SCRAM-SHA-256').int32(first.length).raw(first).message('p'));
      } else if (code === 11 && scram) yield* this.#stream.write(new Writer().raw(new TextEncoder().encode(scram.final(decoder.decode(reader.rest())))).message('p'));
    }
  }

  /** Runs a query string; one result for each statement in it. Undefined when the server has gone away. */
  *query(sql: string): Sys<ClientResult[] | undefined> {
    try {
      yield* this.#stream.write(new Writer().text(sql).message('Q'));
    } catch (error) {
      if (!isSysError(error)) throw error;
      return undefined;
    }
    const results: ClientResult[] = [];
    let columns: { name: string; type: number }[] | undefined;
    let rows: (string | null)[][] = [];
    let notices: Map<string, string>[] = [];
    const finish = (tag: string, error?: Map<string, string>): void => {
      results.push({ columns, rows, tag, notices, error });
      [columns, rows, notices] = [undefined, [], []];
    };
    for (;;) {
      const message = yield* this.#stream.next();
      if (!message) return undefined;
      const reader = new Reader(message.body);
      if (message.type === 'T') {
        columns = Array.from({ length: reader.int16() }, () => {
          const name = reader.text();
          reader.take(6);
          const type = reader.int32();
          reader.take(8);
          return { name, type };
        });
      } else if (message.type === 'D') {
        rows.push(Array.from({ length: reader.int16() }, () => {
          const length = reader.int32();
          return length < 0 ? null : decoder.decode(reader.take(length));
        }));
      } else if (message.type === 'C') finish(reader.text());
      else if (message.type === 'N') notices.push(parseFields(message.body));
      else if (message.type === 'E') {
        const fields = parseFields(message.body);
        finish('', fields);
        if (fields.get('S') === 'FATAL') return results;
      } else if (message.type === 'Z') {
        this.status = String.fromCharCode(message.body[0] ?? 73);
        return results;
      }
    }
  }

  *end(): Sys<void> {
    try {
      yield* this.#stream.write(new Writer().message('X'));
    } catch (error) {
      if (!isSysError(error)) throw error;
    }
    this.close();
  }

  close(): void {
    this.#proc.close(this.#fd);
  }
}

function* askPassword(proc: Proc, user: string): Sys<string> {
  yield* proc.write(2, `Password for user ${user}: `);
  const terminal = proc.isatty(0);
  const old = terminal ? proc.tcgetattr(0) : undefined;
  if (old) proc.tcsetattr(0, { ...old, echo: false });
  const line = yield* new Lines(proc, 0).next();
  if (old) {
    proc.tcsetattr(0, old);
    yield* proc.write(2, '\n');
  }
  return line ?? '';
}
