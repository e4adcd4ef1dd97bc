/** redis-server: listens, answers each client in a thread, keeps dump.rdb, logs as Redis does. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { strftime } from '../dates.ts';
import { COMMANDS } from './commands.ts';
import { array, bulk, encodeReply, failure, integer, OK, RespReader, type Reply } from './resp.ts';
import { Database, WrongType } from './store.ts';

interface Settings { port: number; requirepass: string; appendonly: boolean; dir: string; save: boolean; bind: string; values: Map<string, string> }

interface Client { readonly fd: number; readonly id: number; db: number; authenticated: boolean; queued: string[][] | undefined; readonly channels: Set<string>; monitor: boolean; name: string }

export const redisServer: Program = {
  name: 'redis-server',
  *main(proc) {
    const args = proc.argv.slice(1);
    if (args[0] === '--version' || args[0] === '-v') {
      yield* proc.write(1, `Redis server v=${proc.variant || '8.2.1'} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0\n`);
      return 0;
    }
    const settings = configure(proc, args);
    if (typeof settings === 'string') {
      yield* proc.write(2, settings);
      return 1;
    }
    return yield* new Server(proc, settings).run(args.length === 0);
  },
};

/** Settings of a file and of `--name value` arguments; a text is the message of a fatal error. */
function configure(proc: Proc, args: readonly string[]): Settings | string {
  const values = new Map([['port', '6379'], ['requirepass', ''], ['appendonly', 'no'], ['dir', './'], ['save', '3600 1 300 100 60 10000'], ['maxmemory', '0'], ['bind', '*'], ['loglevel', 'notice'], ['protected-mode', 'yes'], ['databases', '16']]);
  const rest = [...args];
  if (rest[0] !== undefined && !rest[0].startsWith('--')) {
    const path = rest.shift() ?? '';
    try {
      for (const line of proc.readText(path).split('\n')) {
        const [name, ...words] = line.trim().split(/\s+/);
        if (name !== undefined && name !== '' && !name.startsWith('#')) values.set(name.toLowerCase(), words.join(' ').replace(/^"(.*)"$/, '$1'));
      }
    } catch (error) {
      if (!isSysError(error)) throw error;
      return `Fatal error, can't open config file '${path}': ${error.message}\n`;
    }
  }
  while (rest.length > 0) {
    const name = (rest.shift() ?? '').replace(/^--/, '').toLowerCase();
    const words: string[] = [];
    while (rest[0] !== undefined && !rest[0].startsWith('--')) words.push(rest.shift() ?? '');
    values.set(name, words.join(' '));
  }
  return { port: Number(values.get('port')), requirepass: values.get('requirepass') ?? '', appendonly: values.get('appendonly') === 'yes', dir: values.get('dir') ?? './', save: (values.get('save') ?? '') !== '', bind: values.get('bind') ?? '*', values };
}

class Server {
  readonly #proc: Proc;
  readonly #settings: Settings;
  readonly #databases: Database[] = [];
  readonly #clients = new Set<Client>();
  #nextId = 3;
  #processed = 0;
  #stopping = false;
  #level = '*';

  constructor(proc: Proc, settings: Settings) {
    this.#proc = proc;
    this.#settings = settings;
    for (let i = 0; i < 16; i++) this.#databases.push(new Database(() => this.#now()));
  }

  #now(): number {
    return Number(this.#proc.realtime() / 1_000_000n);
  }

  get #dump(): string {
    return `${this.#settings.dir.replace(/\/$/, '')}/dump.rdb`;
  }

  *#log(role: string, level: string, message: string): Sys<void> {
    const now = this.#proc.realtime();
    yield* this.#proc.write(1, `${this.#proc.pid}:${role} ${strftime('%d %b %Y %H:%M:%S', now)}.${strftime('%3N', now)} ${level} ${message}\n`);
  }

  *run(withoutConfig: boolean): Sys<number> {
    const proc = this.#proc;
    const version = proc.variant || '8.2.1';
    const [major = 8, minor = 0] = version.split('.').map(Number);
    const old = major < 7 || (major === 7 && minor < 2);
    const level = old ? '#' : '*';
    this.#level = level;
    if (!old) yield* this.#overcommit('C', '');
    yield* this.#log('C', level, 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
    yield* this.#log('C', level, `Redis version=${version}, bits=64, commit=00000000, modified=${major >= 8 ? 1 : 0}, pid=${proc.pid}, just started`);
    if (withoutConfig) yield* this.#log('C', '#', 'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf');
    else yield* this.#log('C', level, 'Configuration loaded');
    yield* this.#log('M', '*', 'monotonic clock: POSIX clock_gettime');
    const listener = proc.socket('inet', 'stream');
    try {
      proc.bind(listener, { family: 'inet', address: this.#settings.bind.startsWith('127.') ? '127.0.0.1' : '0.0.0.0', port: this.#settings.port });
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* this.#log('M', '#', `Warning: Could not create server TCP listening socket *:${this.#settings.port}: bind: ${error.message}`);
      yield* this.#log('M', '#', 'Failed listening on port 6379 (tcp), aborting.');
      return 1;
    }
    proc.listen(listener, 511);
    proc.setTitle(`redis-server ${this.#settings.bind.split(' ')[0]}:${this.#settings.port}`);
    yield* this.#log('M', '*', `Running mode=standalone, port=${this.#settings.port}.`);
    yield* this.#log('M', level, 'Server initialized');
    if (old) yield* this.#overcommit('M', 'can ');
    yield* this.#load(version);
    yield* this.#log('M', '*', `Ready to accept connections${old ? '' : ' tcp'}`);
    let signal = '';
    for (const name of ['SIGTERM', 'SIGINT'] as const) {
      proc.sigaction(name, function* () {
        signal = name;
      }, { restart: false });
    }
    const accepting = proc.thread(this.#accept(listener), 'accept');
    while (signal === '' && !this.#stopping) {
      try {
        yield* proc.sleep(100_000_000_000);
      } catch (error) {
        if (!isSysError(error, 'EINTR')) throw error;
      }
    }
    accepting.cancel();
    if (signal !== '') yield* proc.write(1, `${proc.pid}:signal-handler (${proc.realtime() / 1_000_000_000n}) Received ${signal} scheduling shutdown...\n`);
    yield* this.#log('M', this.#level, 'User requested shutdown...');
    if (this.#settings.save) {
      yield* this.#log('M', '*', 'Saving the final RDB snapshot before exiting.');
      this.#save();
      yield* this.#log('M', '*', 'DB saved on disk');
    }
    yield* this.#log('M', '#', 'Redis is now ready to exit, bye bye...');
    return 0;
  }

  /** The warning of hosts that do not overcommit memory; `again` doubles the word that Redis 7.0 doubled. */
  *#overcommit(role: string, again: string): Sys<void> {
    const path = '/proc/sys/vm/overcommit_memory';
    try {
      if (this.#proc.fs.exists(path) && this.#proc.readText(path).trim() === '1') return;
    } catch (error) {
      if (!isSysError(error)) throw error;
    }
    yield* this.#log(role, '#', `WARNING Memory overcommit must be enabled! Without it, a background save or replication may fail under low memory condition. Being disabled, it can ${again}also cause failures without low memory condition, see https://github.com/jemalloc/jemalloc/issues/1328. To fix this issue add 'vm.overcommit_memory = 1' to /etc/sysctl.conf and then reboot or run the command 'sysctl vm.overcommit_memory=1' for this to take effect.`);
  }

  *#load(version: string): Sys<void> {
    if (!this.#proc.fs.exists(this.#dump)) return;
    const text = this.#proc.readText(this.#dump).replace(/^REDIS\d{4}\n/, '');
    const stored = JSON.parse(text) as unknown[][];
    stored.forEach((entries, i) => this.#databases[i]?.restore(entries));
    yield* this.#log('M', '*', `Loading RDB produced by version ${version}`);
    yield* this.#log('M', '*', `Done loading RDB, keys loaded: ${stored.reduce((sum, entries) => sum + entries.length, 0)}, keys expired: 0.`);
    yield* this.#log('M', '*', 'DB loaded from disk: 0.000 seconds');
  }

  #save(): void {
    this.#proc.writeFile(this.#dump, `REDIS0012\n${JSON.stringify(this.#databases.map((db) => db.dump()))}`, 0o644);
  }

  *#accept(listener: number): Sys<void> {
    for (;;) {
      const { fd } = yield* this.#proc.accept(listener);
      const client: Client = { fd, id: this.#nextId++, db: 0, authenticated: this.#settings.requirepass === '', queued: undefined, channels: new Set(), monitor: false, name: '' };
      this.#clients.add(client);
      this.#proc.thread(this.#serve(client), `client ${client.id}`);
    }
  }

  *#serve(client: Client): Sys<void> {
    const reader = new RespReader();
    try {
      for (;;) {
        const bytes = yield* this.#proc.read(client.fd);
        if (bytes.length === 0) break;
        reader.push(bytes);
        for (let value = reader.read(); value; value = reader.read()) {
          const words = value.kind === 'array' ? (value.items ?? []).map((item) => (item.kind === 'bulk' ? (item.value ?? '') : '')) : [];
          if (words.length === 0) continue;
          this.#processed++;
          yield* this.#tellMonitors(client, words);
          const reply = yield* this.#dispatch(client, words);
          if (reply) yield* this.#proc.write(client.fd, encodeReply(reply));
          if (words[0]?.toUpperCase() === 'QUIT') return;
        }
      }
    } catch (error) {
      if (!isSysError(error)) throw error;
    } finally {
      this.#clients.delete(client);
      this.#proc.close(client.fd);
    }
  }

  *#tellMonitors(from: Client, words: readonly string[]): Sys<void> {
    for (const client of this.#clients) {
      if (client.monitor) yield* this.#proc.write(client.fd, `+${(this.#now() / 1000).toFixed(6)} [${from.db} 127.0.0.1] ${words.map((word) => JSON.stringify(word)).join(' ')}\r\n`);
    }
  }

  *#dispatch(client: Client, words: readonly string[]): Sys<Reply | undefined> {
    const [name = '', ...args] = words;
    const upper = name.toUpperCase();
    if (!client.authenticated && !['AUTH', 'HELLO', 'QUIT'].includes(upper)) return failure('NOAUTH Authentication required.');
    if (client.queued && !['EXEC', 'DISCARD', 'MULTI'].includes(upper)) {
      client.queued.push([...words]);
      return { kind: 'status', text: 'QUEUED' };
    }
    const own = yield* this.#server(client, upper, args);
    if (own !== null) return own;
    return this.#execute(client, upper, name, args);
  }

  #execute(client: Client, upper: string, name: string, args: readonly string[]): Reply {
    const command = COMMANDS[upper];
    const db = this.#databases[client.db];
    if (!command || !db) return failure(`ERR unknown command '${name}', with args beginning with: ${args.map((arg) => `'${arg}' `).join('')}`);
    if (args.length < command.least || args.length > command.most) return failure(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
    try {
      return command.run(args, { db, now: this.#now() });
    } catch (error) {
      if (!(error instanceof WrongType)) throw error;
      return failure('WRONGTYPE Operation against a key holding the wrong kind of value');
    }
  }

  /** Commands on the server and the connection; null when it is none of them. */
  *#server(client: Client, name: string, args: readonly string[]): Sys<Reply | undefined | null> {
    switch (name) {
      case 'PING': return args.length > 0 ? bulk(args[0] ?? '') : { kind: 'status', text: 'PONG' };
      case 'ECHO': return bulk(args[0] ?? '');
      case 'QUIT': return OK;
      case 'AUTH': {
        if (this.#settings.requirepass === '') return failure('ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?');
        client.authenticated = args.at(-1) === this.#settings.requirepass;
        return client.authenticated ? OK : failure('WRONGPASS invalid username-password pair or user is disabled.');
      }
      case 'SELECT': {
        const index = Number(args[0]);
        if (!Number.isInteger(index) || index < 0 || index > 15) return failure('ERR DB index is out of range');
        client.db = index;
        return OK;
      }
      case 'FLUSHALL':
        for (const db of this.#databases) db.clear();
        return OK;
      case 'SAVE': case 'BGSAVE':
        this.#save();
        return name === 'SAVE' ? OK : { kind: 'status', text: 'Background saving started' };
      case 'LASTSAVE': return integer(Math.floor(this.#now() / 1000));
      case 'SHUTDOWN':
        this.#stopping = true;
        this.#proc.kill(this.#proc.pid, 'SIGTERM');
        return undefined;
      case 'TIME': return array([String(Math.floor(this.#now() / 1000)), String((this.#now() % 1000) * 1000)]);
      case 'INFO': return bulk(this.#info());
      case 'CONFIG': return this.#config(args);
      case 'CLIENT': return this.#client(client, args);
      case 'COMMAND': return args[0]?.toUpperCase() === 'COUNT' ? integer(Object.keys(COMMANDS).length) : array([]);
      case 'MONITOR':
        client.monitor = true;
        return OK;
      case 'MULTI':
        if (client.queued) return failure('ERR MULTI calls can not be nested');
        client.queued = [];
        return OK;
      case 'DISCARD':
        if (!client.queued) return failure('ERR DISCARD without MULTI');
        client.queued = undefined;
        return OK;
      case 'EXEC': {
        const { queued } = client;
        if (!queued) return failure('ERR EXEC without MULTI');
        client.queued = undefined;
        const replies: Reply[] = [];
        for (const words of queued) replies.push((yield* this.#dispatch(client, words)) ?? OK);
        return { kind: 'array', items: replies };
      }
      case 'SUBSCRIBE': case 'PSUBSCRIBE':
        for (const channel of args) {
          client.channels.add(channel);
          yield* this.#proc.write(client.fd, encodeReply(array([name.toLowerCase(), channel, integer(client.channels.size)])));
        }
        return undefined;
      case 'UNSUBSCRIBE':
        for (const channel of args.length > 0 ? args : [...client.channels]) {
          client.channels.delete(channel);
          yield* this.#proc.write(client.fd, encodeReply(array(['unsubscribe', channel, integer(client.channels.size)])));
        }
        return undefined;
      case 'PUBLISH': {
        let count = 0;
        for (const other of this.#clients) {
          if (!other.channels.has(args[0] ?? '')) continue;
          count++;
          yield* this.#proc.write(other.fd, encodeReply(array(['message', args[0] ?? '', args[1] ?? ''])));
        }
        return integer(count);
      }
      default: return null;
    }
  }

  #client(client: Client, args: readonly string[]): Reply {
    switch (args[0]?.toUpperCase()) {
      case 'SETNAME':
        client.name = args[1] ?? '';
        return OK;
      case 'GETNAME': return bulk(client.name || null);
      case 'ID': return integer(client.id);
      case 'LIST': return bulk(`${[...this.#clients].map((each) => `id=${each.id} addr=127.0.0.1 name=${each.name} db=${each.db}`).join('\n')}\n`);
      default: return OK;
    }
  }

  #config(args: readonly string[]): Reply {
    const [verb, name = '', value = ''] = args;
    if (verb?.toUpperCase() === 'GET') {
      const match = new RegExp(`^${name.replaceAll('*', '.*')}$`);
      return array([...this.#settings.values].filter(([key]) => match.test(key)).flat());
    }
    if (verb?.toUpperCase() !== 'SET') return OK;
    this.#settings.values.set(name.toLowerCase(), value);
    if (name.toLowerCase() === 'requirepass') this.#settings.requirepass = value;
    return OK;
  }

  #info(): string {
    const version = this.#proc.variant || '8.2.1';
    const keyspace = this.#databases.map((db, i) => ({ i, keys: db.keys() })).filter(({ keys }) => keys.length > 0).map(({ i, keys }) => `db${i}:keys=${keys.length},expires=${keys.filter((key) => this.#databases[i]?.expiry(key) !== undefined).length},avg_ttl=0`);
    const lines = ['# Server', `redis_version:${version}`, 'redis_mode:standalone', `os:Linux ${this.#proc.host.facts.kernelRelease} x86_64`, 'arch_bits:64', `process_id:${this.#proc.pid}`, `tcp_port:${this.#settings.port}`, `uptime_in_seconds:${Math.floor(this.#proc.now() / 1e9)}`, '', '# Clients', `connected_clients:${this.#clients.size}`, '', '# Memory', 'used_memory:1048576', 'used_memory_human:1.00M', `maxmemory:${this.#settings.values.get('maxmemory')}`, '', '# Persistence', 'loading:0', `aof_enabled:${this.#settings.appendonly ? 1 : 0}`, '', '# Stats', `total_connections_received:${this.#nextId - 3}`, `total_commands_processed:${this.#processed}`, '', '# Replication', 'role:master', 'connected_slaves:0', '', '# Keyspace', ...keyspace];
    return `${lines.join('\r\n')}\r\n`;
  }
}
