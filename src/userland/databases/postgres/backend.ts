/** One client's backend: authentication, then queries until the client leaves (manual, 55.2). */
import { isSysError } from '../../../kernel/errno.ts';
import type { Proc, Sys } from '../../../kernel/sys.ts';
import { SqlError } from '../sql/errors.ts';
import { splitStatements } from '../sql/lexer.ts';
import { patiently } from '../sql/patiently.ts';
import { Session, type StatementResult } from '../sql/session.ts';
import { TYPE_OIDS, valueText } from '../sql/values.ts';
import { accessRule, parseAccess } from './access.ts';
import { ScramServer } from './scram.ts';
import { logLine, type ServerState } from './state.ts';
import { longVersion, versionBanner } from './version.ts';
import { fieldsMessage, MessageStream, Reader, Writer } from './wire.ts';

export interface Startup { readonly user: string; readonly database: string; readonly stream: MessageStream }

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const decoder = new TextDecoder();

/** The start-up packet; requests for encryption are declined. Undefined when the client closes or only cancels. */
export function* readStartup(proc: Proc, fd: number): Sys<Startup | undefined> {
  const stream = new MessageStream(proc, fd);
  for (;;) {
    const packet = yield* stream.next(true);
    if (!packet) return undefined;
    const reader = new Reader(packet.body);
    const code = reader.int32();
    if (code === SSL_REQUEST || code === GSS_REQUEST) {
      yield* proc.write(fd, 'N');
      continue;
    }
    if (code >> 16 !== 3) return undefined;
    const parameters = new Map<string, string>();
    while (!reader.done) {
      const name = reader.text();
      if (name !== '') parameters.set(name, reader.text());
    }
    const user = parameters.get('user') ?? '';
    return { user, database: parameters.get('database') ?? user, stream };
  }
}

interface Failure { readonly state: string; readonly message: string; readonly detail?: string | undefined }

export function* backend(proc: Proc, fd: number, peer: { address: string } | undefined, startup: Startup, state: ServerState): Sys<number> {
  const stream = startup.stream.handOver(proc);
  proc.sigaction('SIGINT', 'ignore');
  let terminated = false;
  proc.sigaction('SIGTERM', function* () {
    terminated = true;
  }, { restart: false });
  try {
    const failure = yield* authenticate(proc, stream, peer, startup, state);
    if (failure) {
      yield* logLine(proc, 'FATAL', failure.message);
      if (failure.detail !== undefined) yield* logLine(proc, 'DETAIL', failure.detail);
      yield* stream.write(fieldsMessage('E', { S: 'FATAL', V: 'FATAL', C: failure.state, M: failure.message }));
      return 1;
    }
    return yield* serve(proc, stream, startup, state, () => terminated);
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (!terminated) return 1;
    const message = 'terminating connection due to administrator command';
    yield* logLine(proc, 'FATAL', message);
    try {
      yield* stream.write(fieldsMessage('E', { S: 'FATAL', V: 'FATAL', C: '57P01', M: message }));
    } catch (failure) {
      if (!isSysError(failure)) throw failure;
    }
    return 1;
  } finally {
    state.activity.delete(proc.pid);
  }
}

function* authenticate(proc: Proc, stream: MessageStream, peer: { address: string } | undefined, startup: Startup, state: ServerState): Sys<Failure | undefined> {
  const { user, database } = startup;
  const path = `${state.directory}/pg_hba.conf`;
  const rule = accessRule(parseAccess(proc.readText(path)), peer?.address, database, user);
  if (state.stopping) return { state: '57P03', message: 'the database system is shutting down' };
  if (!rule) return { state: '28000', message: `no pg_hba.conf entry for host "${peer?.address ?? '[local]'}", user "${user}", database "${database}", no encryption` };
  const role = state.cluster.roles.get(user);
  if (rule.method === 'reject') return { state: '28000', message: `pg_hba.conf rejects connection for host "${peer?.address ?? '[local]'}", user "${user}", database "${database}", no encryption` };
  if (rule.method !== 'trust') {
    const wrong = { state: '28P01', message: `password authentication failed for user "${user}"`, detail: `${role ? '' : `Role "${user}" does not exist.\n\t`}Connection matched file "${path}" line ${rule.line}: "${rule.text}"` };
    const right = rule.method === 'scram-sha-256' || rule.method === 'md5' ? yield* scram(proc, stream, role?.password) : false;
    if (right === undefined) return { state: '08P01', message: 'connection closed by the client' };
    if (!right) return wrong;
  }
  if (!role) return { state: '28000', message: `role "${user}" does not exist` };
  if (!role.login) return { state: '28000', message: `role "${user}" is not permitted to log in` };
  if (!state.cluster.databases.has(database)) return { state: '3D000', message: `database "${database}" does not exist` };
  yield* stream.write(new Writer().int32(0).message('R'));
  return undefined;
}

/** Whether the password is right; undefined when the client went away (psql does, to ask its user). */
function* scram(proc: Proc, stream: MessageStream, verifier: string | null | undefined): Sys<boolean | undefined> {
  yield* stream.write(new Writer().int32(10).text('SCRAM-SHA-256').byte(0).message('R'));
  const first = yield* stream.next();
  if (first?.type !== 'p') return undefined;
  const reader = new Reader(first.body);
  reader.text();
  const exchange = new ScramServer(verifier, proc.random('postgres'));
  yield* stream.write(new Writer().int32(11).raw(new TextEncoder().encode(exchange.challenge(decoder.decode(reader.take(reader.int32()))))).message('R'));
  const last = yield* stream.next();
  if (last?.type !== 'p') return undefined;
  const signature = exchange.finish(decoder.decode(last.body));
  if (signature === undefined) return false;
  yield* stream.write(new Writer().int32(12).raw(new TextEncoder().encode(signature)).message('R'));
  return true;
}

function* serve(proc: Proc, stream: MessageStream, startup: Startup, state: ServerState, terminated: () => boolean): Sys<number> {
  const parameters = { server_version: longVersion(proc), server_encoding: 'UTF8', client_encoding: 'UTF8', DateStyle: 'ISO, MDY', TimeZone: 'Etc/UTC', integer_datetimes: 'on', standard_conforming_strings: 'on', is_superuser: state.cluster.roles.get(startup.user)?.superuser ? 'on' : 'off', session_authorization: startup.user };
  for (const [name, value] of Object.entries(parameters)) yield* stream.write(new Writer().text(name).text(value).message('S'));
  yield* stream.write(new Writer().int32(proc.pid).int32(proc.random('postgres').u32()).message('K'));
  const random = proc.random('postgres');
  const session = new Session(state.cluster, 'postgres', startup.user, state.cluster.databases.get(startup.database), {
    version: versionBanner(proc), backend: proc.pid, realtime: () => proc.realtime(), random: () => random.float(),
    activity: () => [...state.activity.values()].filter((each) => each.pid !== proc.pid || each.state === 'active'),
  });
  const note = (activity: string, query: string): void => void state.activity.set(proc.pid, { pid: proc.pid, user: startup.user, database: startup.database, state: activity, query });
  try {
    for (;;) {
      note(session.state === 'idle' ? 'idle' : 'idle in transaction', '');
      yield* stream.write(new Writer().byte({ idle: 'I', transaction: 'T', failed: 'E' }[session.state]).message('Z'));
      let message = yield* stream.next();
      if (!message || message.type === 'X' || terminated()) return 0;
      if (message.type === 'Q') {
        const sql = new Reader(message.body).text();
        note('active', sql);
        yield* simpleQuery(proc, stream, session, sql);
        continue;
      }
      // The extended protocol: one refusal, then everything up to Sync is skipped.
      yield* stream.write(fieldsMessage('E', { S: 'ERROR', V: 'ERROR', C: '0A000', M: 'the extended query protocol is not simulated here' }));
      while (message && message.type !== 'S') message = yield* stream.next();
    }
  } finally {
    session.end();
  }
}

function* simpleQuery(proc: Proc, stream: MessageStream, session: Session, sql: string): Sys<void> {
  const { statements, rest } = splitStatements(sql, 'postgres');
  if (rest.trim() !== '') statements.push(rest.trim());
  if (statements.length === 0) {
    yield* stream.write(new Writer().message('I'));
    return;
  }
  const implicit = statements.length > 1 && session.state === 'idle' && !statements.some((each) => /^(begin|start|commit|end|rollback|abort)\b/i.test(each));
  if (implicit) session.run('begin');
  for (const statement of statements) {
    try {
      yield* sendResult(stream, yield* patiently(proc, session, statement), proc);
    } catch (error) {
      const failure = asSqlError(error);
      const at = failure.position === undefined ? undefined : sql.indexOf(statement) + failure.position;
      yield* logLine(proc, 'ERROR', `${failure.message}${at === undefined ? '' : ` at character ${at}`}`);
      if (failure.detail !== undefined) yield* logLine(proc, 'DETAIL', failure.detail);
      if (failure.hint !== undefined) yield* logLine(proc, 'HINT', failure.hint);
      yield* logLine(proc, 'STATEMENT', sql.trim().replaceAll('\n', '\n\t'));
      yield* stream.write(fieldsMessage('E', { S: 'ERROR', V: 'ERROR', C: failure.sqlState, M: failure.message, D: failure.detail, H: failure.hint, P: at === undefined ? undefined : String(at) }));
      if (implicit) session.run('rollback');
      return;
    }
  }
  if (implicit) session.run('commit');
}

function asSqlError(error: unknown): SqlError {
  if (error instanceof SqlError) return error;
  if (isSysError(error)) return new SqlError(error.code === 'ENOSPC' ? '53100' : '58030', `could not write to file: ${error.message}`);
  throw error;
}

function* sendResult(stream: MessageStream, result: StatementResult, proc: Proc): Sys<void> {
  if (result.notice !== undefined) {
    const warning = result.notice.startsWith('there is');
    if (warning) yield* logLine(proc, 'WARNING', result.notice);
    yield* stream.write(fieldsMessage('N', { S: warning ? 'WARNING' : 'NOTICE', V: warning ? 'WARNING' : 'NOTICE', C: '00000', M: result.notice }));
  }
  if (result.rows) {
    const description = new Writer().int16(result.rows.columns.length);
    for (const column of result.rows.columns) description.text(column.name).int32(0).int16(0).int32(TYPE_OIDS[column.type.name] ?? 25).int16(-1).int32(-1).int16(0);
    yield* stream.write(description.message('T'));
    for (const row of result.rows.rows) {
      const data = new Writer().int16(row.length);
      for (const value of row) {
        if (value === null) data.int32(-1);
        else {
          const bytes = new TextEncoder().encode(valueText(value));
          data.int32(bytes.length).raw(bytes);
        }
      }
      yield* stream.write(data.message('D'));
    }
  }
  yield* stream.write(result.tag === '' ? new Writer().message('I') : new Writer().text(result.tag).message('C'));
}
