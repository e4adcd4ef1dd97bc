/** postgres: the postmaster. It starts its helpers, forks a backend for each client, and stops as its signals say (manual, 18.5). */
import { isSysError } from '../../../kernel/errno.ts';
import { signalNumber } from '../../../kernel/signals.ts';
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { strftime } from '../../dates.ts';
import { JsonStorage } from '../json-storage.ts';
import { backend, readStartup } from './backend.ts';
import { hashPassword } from './scram.ts';
import { logLine, type ServerState } from './state.ts';
import { longVersion, majorVersion, versionBanner } from './version.ts';

const VALUE_OPTIONS: Readonly<Record<string, string>> = { p: 'port', h: 'listen_addresses', k: 'unix_socket_directories', D: 'data_directory', N: 'max_connections', B: 'shared_buffers' };

export const postgres: Program = {
  name: 'postgres',
  resident: 28 * 1024 * 1024,
  *main(proc) {
    const given = new Map<string, string>();
    const args = proc.argv.slice(1);
    for (let i = 0; i < args.length; i++) {
      const arg = args[i] ?? '';
      if (arg === '--version' || arg === '-V') {
        yield* proc.write(1, `postgres (PostgreSQL) ${longVersion(proc)}\n`);
        return 0;
      }
      const option = VALUE_OPTIONS[arg.slice(1, 2)];
      if (arg.startsWith('-c') || arg.startsWith('--')) {
        const [name = '', ...value] = (arg === '-c' ? (args[++i] ?? '') : arg.replace(/^-c|^--/, '')).split('=');
        given.set(name.replaceAll('-', '_'), value.join('='));
      } else if (arg.startsWith('-') && option !== undefined) given.set(option, arg.length > 2 ? arg.slice(2) : (args[++i] ?? ''));
      else {
        yield* proc.write(2, `postgres: invalid argument: "${arg}"\nTry "postgres --help" for more information.\n`);
        return 1;
      }
    }
    if (proc.credentials.uid === 0) {
      yield* proc.write(2, '"root" execution of the PostgreSQL server is not permitted.\nThe server must be started under an unprivileged user ID to prevent\npossible system security compromise.  See the documentation for\nmore information on how to properly start the server.\n');
      return 1;
    }
    const directory = given.get('data_directory') ?? proc.env.get('PGDATA');
    if (directory === undefined) {
      yield* proc.write(2, 'postgres does not know where to find the server configuration file.\nYou must specify the --config-file or -D invocation option or set the PGDATA environment variable.\n');
      return 2;
    }
    if (!proc.fs.exists(`${directory}/postgresql.conf`)) {
      yield* proc.write(2, `postgres: could not access the server configuration file "${directory}/postgresql.conf": No such file or directory\n`);
      return 2;
    }
    const settings = new Map([...fileSettings(proc.readText(`${directory}/postgresql.conf`)), ...given]);
    return yield* run(proc, directory, settings);
  },
};

function fileSettings(text: string): [string, string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const match = /^\s*(\w+)\s*=?\s*(?:'([^']*)'|([^#\s]+))/.exec(line);
    return match ? [[match[1] ?? '', match[2] ?? match[3] ?? '']] : [];
  });
}

interface Control { state: string; time: string }

function* run(proc: Proc, directory: string, settings: ReadonlyMap<string, string>): Sys<number> {
  const made = proc.readText(`${directory}/PG_VERSION`).trim();
  if (made !== majorVersion(proc)) {
    yield* logLine(proc, 'FATAL', 'database files are incompatible with server');
    yield* logLine(proc, 'DETAIL', `The data directory was initialized by PostgreSQL version ${made}, which is not compatible with this version ${longVersion(proc)}.`);
    return 1;
  }
  yield* logLine(proc, 'LOG', `starting ${versionBanner(proc)}`);
  const listeners = yield* listen(proc, settings);
  if (listeners === undefined) return 1;
  proc.writeFile(`${directory}/postmaster.pid`, `${proc.pid}\n${directory}\n${proc.realtime() / 1_000_000_000n}\n${settings.get('port') ?? '5432'}\n/var/run/postgresql\n${settings.get('listen_addresses') ?? 'localhost'}\nstarting\n`, 0o600);
  const controlPath = `${directory}/global/pg_control`;
  const control = JSON.parse(proc.readText(controlPath)) as Control;
  const startup = proc.fork(function* (child) {
    if (control.state === 'shut down') yield* logLine(child, 'LOG', `database system was shut down at ${control.time}`);
    else {
      yield* logLine(child, 'LOG', `database system was interrupted; last known up at ${control.time}`);
      yield* logLine(child, 'LOG', 'database system was not properly shut down; automatic recovery in progress');
      yield* child.sleep(20_000_000);
      yield* logLine(child, 'LOG', 'redo is not required');
    }
    yield* child.sleep(15_000_000);
    return 0;
  }, { argv: ['postgres: startup '] });
  yield* proc.wait(startup);
  const cluster = new JsonStorage(proc.fs, directory).load();
  cluster.hashPassword = (password) => hashPassword(password, proc.random('postgres'));
  const state: ServerState = { cluster, directory, settings, activity: new Map(), stopping: false };
  const stamp = (): string => `${strftime('%Y-%m-%d %H:%M:%S', proc.realtime())} UTC`;
  proc.writeFile(controlPath, JSON.stringify({ state: 'in production', time: stamp() }), 0o600);
  const helpers = new Map<number, string>();
  for (const title of ['checkpointer', 'background writer', 'walwriter', 'autovacuum launcher', 'logical replication launcher']) {
    helpers.set(proc.fork((child) => helper(child, title), { argv: [`postgres: ${title} `] }), title);
  }
  proc.writeFile(`${directory}/postmaster.pid`, proc.readText(`${directory}/postmaster.pid`).replace(/starting\n$/, 'ready   \n'), 0o600);
  let mode = '';
  for (const [signal, name] of [['SIGINT', 'fast'], ['SIGTERM', 'smart'], ['SIGQUIT', 'immediate']] as const) {
    proc.sigaction(signal, function* () {
      yield* logLine(proc, 'LOG', `received ${name} shutdown request`);
      mode = name;
      state.stopping = true;
    }, { restart: false });
  }
  proc.sigaction('SIGHUP', function* () {
    yield* logLine(proc, 'LOG', 'received SIGHUP, reloading configuration files');
  });
  yield* logLine(proc, 'LOG', 'database system is ready to accept connections');
  const accepting = listeners.map((listener) => proc.thread(accept(proc, listener, state), 'accept'));
  yield* supervise(proc, state, helpers, () => mode);
  for (const thread of accepting) thread.cancel();
  if (mode !== 'immediate') yield* shutDown(proc, helpers, controlPath, mode);
  else for (const pid of helpers.keys()) proc.kill(pid, 'SIGKILL');
  yield* logLine(proc, 'LOG', 'database system is shut down');
  for (const path of [`${directory}/postmaster.pid`, socketPath(settings), `${socketPath(settings)}.lock`]) proc.fs.removeAll(path);
  return 0;
}

function socketPath(settings: ReadonlyMap<string, string>): string {
  return `${(settings.get('unix_socket_directories') ?? '/var/run/postgresql').split(',')[0]}/.s.PGSQL.${settings.get('port') ?? '5432'}`;
}

function* listen(proc: Proc, settings: ReadonlyMap<string, string>): Sys<number[] | undefined> {
  const port = Number(settings.get('port') ?? 5432);
  const addresses = settings.get('listen_addresses') ?? 'localhost';
  const listeners: number[] = [];
  if (addresses !== '') {
    const address = addresses === '*' ? '0.0.0.0' : addresses === 'localhost' ? '127.0.0.1' : (addresses.split(',')[0] ?? '');
    const fd = proc.socket('inet', 'stream');
    try {
      proc.bind(fd, { family: 'inet', address, port });
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* logLine(proc, 'LOG', `could not bind IPv4 address "${address}": ${error.message}`);
      yield* logLine(proc, 'HINT', `Is another postmaster already running on port ${port}? If not, wait a few seconds and retry.`);
      yield* logLine(proc, 'FATAL', 'could not create any TCP/IP sockets');
      yield* logLine(proc, 'LOG', 'database system is shut down');
      return undefined;
    }
    proc.listen(fd, 200);
    listeners.push(fd);
    yield* logLine(proc, 'LOG', `listening on IPv4 address "${address}", port ${port}`);
    const second = addresses === '*' ? '::' : addresses === 'localhost' ? '::1' : undefined;
    const six = second === undefined ? undefined : listenSix(proc, second, port);
    if (six !== undefined) {
      listeners.push(six);
      yield* logLine(proc, 'LOG', `listening on IPv6 address "${second}", port ${port}`);
    }
  }
  const path = socketPath(settings);
  const fd = proc.socket('unix', 'stream');
  try {
    proc.fs.removeAll(path);
    proc.bind(fd, { family: 'unix', path });
    proc.fs.chmod(path, 0o777);
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* logLine(proc, 'FATAL', `could not create lock file "${path}.lock": ${error.message}`);
    return undefined;
  }
  proc.listen(fd, 200);
  listeners.push(fd);
  yield* logLine(proc, 'LOG', `listening on Unix socket "${path}"`);
  return listeners;
}

/** A listener for IPv6 alone; undefined where there is none. */
function listenSix(proc: Proc, address: string, port: number): number | undefined {
  const fd = proc.socket('inet', 'stream');
  try {
    proc.bind(fd, { family: 'inet', address, port, v6Only: true });
    proc.listen(fd, 200);
    return fd;
  } catch (error) {
    if (!isSysError(error)) throw error;
    proc.close(fd);
    return undefined;
  }
}

function* helper(proc: Proc, title: string): Sys<number> {
  let stop = false;
  for (const signal of ['SIGTERM', 'SIGUSR2'] as const) {
    proc.sigaction(signal, function* () {
      stop = true;
    }, { restart: false });
  }
  proc.sigaction('SIGINT', 'ignore');
  while (!stop) {
    try {
      yield* proc.sleep(Number.POSITIVE_INFINITY);
    } catch (error) {
      if (!isSysError(error, 'EINTR')) throw error;
    }
  }
  if (title !== 'checkpointer') return title === 'logical replication launcher' ? 1 : 0;
  yield* logLine(proc, 'LOG', 'shutting down');
  yield* logLine(proc, 'LOG', 'checkpoint starting: shutdown immediate');
  yield* proc.sleep(12_000_000);
  yield* logLine(proc, 'LOG', 'checkpoint complete: wrote 3 buffers (0.0%); 0 WAL file(s) added, 0 removed, 0 recycled; write=0.004 s, sync=0.002 s, total=0.012 s; sync files=2, longest=0.001 s, average=0.001 s; distance=0 kB, estimate=0 kB; lsn=0/14EDFF0, redo lsn=0/14EDFF0');
  return 0;
}

/** Reaps backends until it is time to stop the helpers. */
function* supervise(proc: Proc, state: ServerState, helpers: ReadonlyMap<number, string>, mode: () => string): Sys<void> {
  let told = '';
  for (;;) {
    if (mode() === 'fast' && told !== 'fast') {
      yield* logLine(proc, 'LOG', 'aborting any active transactions');
      for (const pid of state.activity.keys()) if (proc.fs.exists(`/proc/${pid}`)) proc.kill(pid, 'SIGTERM');
    }
    if (mode() === 'immediate') {
      for (const pid of state.activity.keys()) proc.kill(pid, 'SIGKILL');
      return;
    }
    told = mode();
    if (told !== '' && state.activity.size === 0) return;
    try {
      const status = yield* proc.wait(-1);
      if (!status || helpers.has(status.pid)) continue;
      state.activity.delete(status.pid);
      if (status.kind === 'signaled') yield* logLine(proc, 'LOG', `server process (PID ${status.pid}) was terminated by signal ${signalNumber(status.signal)}: ${status.signal === 'SIGKILL' ? 'Killed' : status.signal}`);
    } catch (error) {
      if (!isSysError(error, 'EINTR')) throw error;
    }
  }
}

function* shutDown(proc: Proc, helpers: ReadonlyMap<number, string>, controlPath: string, mode: string): Sys<void> {
  if (mode === 'smart') { /* waited for the clients */ }
  const entries = [...helpers];
  for (const [pid, title] of entries) {
    if (title === 'checkpointer') continue;
    proc.kill(pid, 'SIGTERM');
  }
  for (const [pid, title] of entries) {
    if (title === 'checkpointer') continue;
    const status = yield* reap(proc, pid);
    if (title === 'logical replication launcher' && status?.kind === 'exited') yield* logLine(proc, 'LOG', `background worker "${title}" (PID ${pid}) exited with exit code ${status.code}`);
  }
  const checkpointer = entries.find(([, title]) => title === 'checkpointer')?.[0];
  if (checkpointer !== undefined) {
    proc.kill(checkpointer, 'SIGUSR2');
    yield* reap(proc, checkpointer);
  }
  proc.writeFile(controlPath, JSON.stringify({ state: 'shut down', time: `${strftime('%Y-%m-%d %H:%M:%S', proc.realtime())} UTC` }), 0o600);
}

function* reap(proc: Proc, pid: number): Sys<ReturnType<Proc['wait']> extends Sys<infer T> ? T : never> {
  for (;;) {
    try {
      return yield* proc.wait(pid);
    } catch (error) {
      if (isSysError(error, 'ECHILD')) return undefined;
      if (!isSysError(error, 'EINTR')) throw error;
    }
  }
}

function* accept(proc: Proc, listener: number, state: ServerState): Sys<void> {
  for (;;) {
    const { fd, peer } = yield* proc.accept(listener);
    proc.thread(welcome(proc, fd, peer.family === 'inet' ? peer : undefined, state), 'client');
  }
}

/** Reads the start-up packet, so that the backend can carry the client's names, and forks it. */
function* welcome(proc: Proc, fd: number, peer: { address: string; port: number } | undefined, state: ServerState): Sys<void> {
  try {
    const startup = yield* readStartup(proc, fd);
    if (startup) {
      const where = peer ? `${peer.address}(${peer.port})` : '[local]';
      const pid = proc.fork((child) => backend(child, fd, peer, startup, state), { argv: [`postgres: ${startup.user} ${startup.database} ${where} idle`] });
      state.activity.set(pid, { pid, user: startup.user, database: startup.database, state: 'idle', query: '' });
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
  proc.close(fd);
}
