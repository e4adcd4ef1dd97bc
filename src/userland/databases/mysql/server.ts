/** mysqld and mariadbd: start, log, check passwords and answer queries in the text protocol. */
import { isSysError } from '../../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { strftime } from '../../dates.ts';
import { JsonStorage } from '../json-storage.ts';
import { Cluster } from '../sql/catalog.ts';
import { mayUse } from '../sql/cluster-statements.ts';
import { SqlError } from '../sql/errors.ts';
import { patiently } from '../sql/patiently.ts';
import { Session } from '../sql/session.ts';
import { isNumeric, type Value } from '../sql/values.ts';
import type { Activity } from '../sql/views.ts';
import { nativePassword, PacketWriter, PacketStream, type PacketReader } from './packets.ts';
import { flavourOf, type Flavour } from './flavour.ts';

export const mysqld: Program = { name: 'mysqld', resident: 380_000_000, main: (proc) => start(proc, flavourOf(proc)) };
export const mariadbd: Program = { name: 'mariadbd', resident: 90_000_000, main: (proc) => start(proc, flavourOf(proc)) };

const SYSTEM = ['information_schema', 'mysql', 'performance_schema', 'sys'];

function* start(proc: Proc, flavour: Flavour): Sys<number> {
  const args = proc.argv.slice(1);
  const option = (name: string): string | undefined => args.findLast((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  if (args.includes('--version') || args.includes('-V')) {
    yield* proc.write(1, `${proc.exe}  Ver ${flavour.version} for Linux on x86_64 (${flavour.comment})\n`);
    return 0;
  }
  const directory = (option('datadir') ?? '/var/lib/mysql').replace(/\/$/, '');
  if (args.includes('--initialize-insecure')) {
    const storage = new JsonStorage(proc.fs, directory);
    for (const name of ['global', 'base']) proc.fs.mkdirs(`${directory}/${name}`, 0o750);
    const cluster = new Cluster(storage);
    cluster.addRole('root', { login: true, superuser: true, createDb: true, createRole: true, password: '' });
    for (const name of SYSTEM) storage.createDatabase(cluster.addDatabase(name, 'root'));
    storage.saveGlobals(cluster);
    yield* proc.sleep(1_500_000_000);
    return 0;
  }
  const log = function* (level: string, code: string, source: string, text: string): Sys<void> {
    const now = proc.realtime();
    yield* proc.write(2, flavour.mariadb ? `${strftime('%Y-%m-%d %k:%M:%S', now)} 0 [${level === 'System' ? 'Note' : level}] ${text}\n` : `${strftime('%Y-%m-%dT%H:%M:%S', now)}.${String((now % 1_000_000_000n) / 1000n).padStart(6, '0')}Z 0 [${level}] [${code}] [${source}] ${text}\n`);
  };
  if (!proc.fs.exists(`${directory}/global/1260`)) {
    yield* log('ERROR', 'MY-010119', 'Server', 'Aborting');
    return 1;
  }
  const name = flavour.mariadb ? 'mariadbd' : '/usr/sbin/mysqld';
  const port = Number(option('port') ?? 3306);
  const network = !args.includes('--skip-networking');
  if (flavour.mariadb) yield* log('Note', '', '', `Starting MariaDB ${flavour.version} as process ${proc.pid}`);
  else {
    yield* log('System', 'MY-010116', 'Server', `${name} (mysqld ${flavour.version}) starting as process ${proc.pid}`);
    yield* log('System', 'MY-013576', 'InnoDB', 'InnoDB initialization has started.');
  }
  yield* proc.sleep(600_000_000);
  if (!flavour.mariadb) yield* log('System', 'MY-013577', 'InnoDB', 'InnoDB initialization has ended.');
  const cluster = new JsonStorage(proc.fs, directory).load();
  const state: State = { cluster, flavour, activity: new Map(), next: 8 };
  const socket = option('socket') ?? flavour.socket;
  proc.fs.mkdirs(socket.slice(0, socket.lastIndexOf('/')));
  proc.fs.removeAll(socket);
  const unix = proc.socket('unix', 'stream');
  const listeners = [unix];
  try {
    proc.bind(unix, { family: 'unix', path: socket });
    proc.fs.chmod(socket, 0o777);
    proc.listen(unix);
    if (network) {
      const fd = proc.socket('inet', 'stream');
      proc.bind(fd, { family: 'inet', address: '0.0.0.0', port });
      proc.listen(fd);
      listeners.push(fd);
      if (flavour.mariadb) yield* log('Note', '', '', `Server socket created on IP: '0.0.0.0', port: '${port}'.`);
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* log('ERROR', 'MY-010257', 'Server', `Do you already have another mysqld server running on port: ${port} ? (${error.message})`);
    return 1;
  }
  let stopped = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const) {
    proc.sigaction(signal, function* () {
      stopped = true;
    }, { restart: false });
  }
  if (flavour.mariadb) {
    yield* log('Note', '', '', 'mariadbd: ready for connections.');
    yield* proc.write(2, `Version: '${flavour.version}'  socket: '${socket}'  port: ${network ? port : 0}  ${flavour.comment}\n`);
  } else yield* log('System', 'MY-010931', 'Server', `${name}: ready for connections. Version: '${flavour.version}'  socket: '${socket}'  port: ${network ? port : 0}  ${flavour.comment}.`);
  const threads = listeners.map((listener) => proc.thread(accept(proc, listener, listener === unix, state), 'accept'));
  while (!stopped) {
    try {
      yield* proc.sleep(Number.POSITIVE_INFINITY);
    } catch (error) {
      if (!isSysError(error, 'EINTR')) throw error;
    }
  }
  for (const thread of threads) thread.cancel();
  if (flavour.mariadb) yield* log('Note', '', '', 'mariadbd (initiated by: unknown): Normal shutdown');
  else yield* log('System', 'MY-013172', 'Server', `Received SHUTDOWN from user <via user signal>. Shutting down mysqld (Version: ${flavour.version}).`);
  yield* proc.sleep(500_000_000);
  proc.fs.removeAll(socket);
  if (flavour.mariadb) yield* log('Note', '', '', 'mariadbd: Shutdown complete');
  else yield* log('System', 'MY-010910', 'Server', `${name}: Shutdown complete (mysqld ${flavour.version})  ${flavour.comment}.`);
  return 0;
}

interface State { readonly cluster: Cluster; readonly flavour: Flavour; readonly activity: Map<number, Activity>; next: number }

function* accept(proc: Proc, listener: number, local: boolean, state: State): Sys<void> {
  for (;;) {
    const { fd, peer } = yield* proc.accept(listener);
    proc.thread(serve(proc, fd, local || peer.family !== 'inet' ? 'localhost' : peer.address, state), 'connection');
  }
}

/** MySQL's numbers of common errors, by SQLSTATE and text. */
function errorNumber(error: SqlError): number {
  const table: readonly (readonly [RegExp, number])[] = [[/^You have an error/, 1064], [/doesn't exist$/, 1146], [/^Unknown column/, 1054], [/^Unknown database/, 1049], [/^Duplicate entry/, 1062], [/already exists$/, 1050], [/database exists$/, 1007], [/database doesn't exist$/, 1008], [/^Unknown table/, 1051], [/^No database/, 1046], [/^Access denied for user .* to database/, 1044], [/^Access denied/, 1045], [/cannot be null$/, 1048], [/command denied/, 1142], [/child row/, 1452], [/parent row/, 1451], [/^Column count/, 1136]];
  return table.find(([pattern]) => pattern.test(error.message))?.[1] ?? 1105;
}

const failure = (number: number, state: string, text: string): PacketWriter => new PacketWriter().int(255, 1).int(number, 2).raw(`#${state.slice(0, 5).padEnd(5, '0')}`).raw(text);
const done = (affected: number, insertId = 0): PacketWriter => new PacketWriter().int(0, 1).length(affected).length(insertId).int(2, 2).int(0, 2);
const end = (): PacketWriter => new PacketWriter().int(254, 1).int(0, 2).int(2, 2);

const CAPABILITIES = 0x0000_f7df | 0x0008_0000;

function* serve(proc: Proc, fd: number, host: string, state: State): Sys<void> {
  const stream = new PacketStream(proc, fd);
  const id = state.next++;
  try {
    const scramble = proc.random('mysql').bytes(20).map((byte) => (byte % 94) + 33);
    yield* stream.send(new PacketWriter().int(10, 1).zero(state.flavour.version).int(id, 4).raw(scramble.slice(0, 8)).int(0, 1).int(CAPABILITIES & 0xffff, 2).int(45, 1).int(2, 2).int(CAPABILITIES >>> 16, 2).int(21, 1).raw(new Uint8Array(10)).raw(scramble.slice(8)).int(0, 1).zero('mysql_native_password'));
    const hello = yield* stream.next();
    const session = hello && (yield* logIn(proc, stream, hello, scramble, host, id, state));
    if (session) yield* commands(proc, stream, session, id, state);
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
  state.activity.delete(id);
  proc.close(fd);
}

function* logIn(proc: Proc, stream: PacketStream, hello: PacketReader, scramble: Uint8Array, host: string, id: number, state: State): Sys<Session | undefined> {
  const capabilities = hello.int(4);
  hello.take(28);
  const user = hello.zero();
  const proof = hello.take(hello.length());
  const database = capabilities & 8 && !hello.done ? hello.zero() : '';
  const role = state.cluster.roles.get(user);
  const wanted = nativePassword(role?.password ?? '', scramble);
  if (!role || proof.length !== wanted.length || !proof.every((byte, i) => byte === wanted[i])) {
    yield* stream.send(failure(1045, '28000', `Access denied for user '${user}'@'${host}' (using password: ${proof.length > 0 ? 'YES' : 'NO'})`));
    return undefined;
  }
  const chosen = database === '' ? undefined : state.cluster.databases.get(database);
  if (database !== '' && !chosen) {
    yield* stream.send(failure(1049, '42000', `Unknown database '${database}'`));
    return undefined;
  }
  if (chosen && !mayUse(role, database)) {
    yield* stream.send(failure(1044, '42000', `Access denied for user '${user}'@'${host}' to database '${database}'`));
    return undefined;
  }
  yield* stream.send(done(0));
  return new Session(state.cluster, 'mysql', user, chosen, { version: state.flavour.version, backend: id, realtime: () => proc.realtime(), random: () => proc.random('mysql').float(), activity: () => [...state.activity.values()] });
}

function* commands(proc: Proc, stream: PacketStream, session: Session, id: number, state: State): Sys<void> {
  const note = (query: string): void => void state.activity.set(id, { pid: id, user: session.user, database: session.database?.name ?? '', state: query === '' ? 'sleep' : 'active', query });
  for (;;) {
    note('');
    const packet = yield* stream.next();
    const command = packet?.int(1);
    if (!packet || command === 1) {
      session.end();
      return;
    }
    if (command === 14) yield* stream.send(done(0));
    else if (command === 2) yield* query(proc, stream, session, `use \`${packet.rest()}\``);
    else if (command === 3) {
      const sql = packet.rest();
      note(sql);
      yield* query(proc, stream, session, sql);
    } else yield* stream.send(failure(1047, '08S01', 'Unknown command'));
  }
}

const show = (value: Value): string => (typeof value === 'boolean' ? (value ? '1' : '0') : String(value));

function* query(proc: Proc, stream: PacketStream, session: Session, sql: string): Sys<void> {
  try {
    const result = yield* patiently(proc, session, sql);
    if (!result.rows) return yield* stream.send(done(result.count, result.insertId));
    const { columns, rows } = result.rows;
    yield* stream.send(new PacketWriter().length(columns.length));
    for (const column of columns) yield* stream.send(new PacketWriter().text('def').text('').text('').text('').text(column.name).text(column.name).length(12).int(45, 2).int(1024, 4).int(isNumeric(column.type.name) || column.type.name === 'boolean' ? 3 : 253, 1).int(0, 2).int(0, 1).int(0, 2));
    yield* stream.send(end());
    for (const row of rows) {
      const packet = new PacketWriter();
      for (const value of row) {
        if (value === null) packet.int(0xfb, 1);
        else packet.text(show(value));
      }
      yield* stream.send(packet);
    }
    yield* stream.send(end());
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const duplicate = error.sqlState === '23505';
    yield* stream.send(failure(errorNumber(error), duplicate ? '23000' : error.sqlState, error.message));
  }
}
