/** What a running `docker` command works with: its process, configuration and the client of the daemon. */
import type { FlagSet } from '../formats/pflag/flag-set.ts';
import type { Proc, Sys } from '../kernel/sys.ts';
import { Client, type Ping } from './client/client.ts';
import { parseHost } from './client/host.ts';
import type { Requirements } from './command.ts';
import { ConfigFile } from './config/config-file.ts';
import { ContextStore } from './context/store.ts';
import { Fatal, StatusError } from './errors.ts';
import type { Visibility } from './help.ts';
import { lessThan } from './client/versions.ts';

export const DEFAULT_CONTEXT = 'default';

export class Cli {
  readonly proc: Proc;
  readonly config: ConfigFile;
  readonly contexts: ContextStore;
  readonly globals: FlagSet;
  /** The name by which the command was called: `images` or `ls`. */
  calledAs = '';
  #client: Client | undefined;

  constructor(proc: Proc, globals: FlagSet) {
    this.proc = proc;
    this.globals = globals;
    this.config = ConfigFile.load(proc, globals.string('config'));
    this.contexts = new ContextStore(proc, this.config.directory);
  }

  *out(text: string | Uint8Array): Sys<void> {
    if (text.length > 0) yield* this.proc.write(1, text);
  }
  *err(text: string | Uint8Array): Sys<void> {
    if (text.length > 0) yield* this.proc.write(2, text);
  }

  isTerminal(fd: 0 | 1 | 2): boolean {
    return this.proc.isatty(fd);
  }

  /** Width for help texts: that of the terminal on stdin, else 80. */
  get helpColumns(): number {
    return this.proc.isatty(0) ? this.proc.windowSize(0).cols : 80;
  }

  /** Seconds since 1970. */
  get seconds(): number {
    return Number(this.proc.realtime() / 1_000_000n) / 1000;
  }

  /** The name of the context in force. */
  get contextName(): string {
    const { env } = this.proc;
    if (this.globals.string('context') !== '') return this.globals.string('context');
    if (this.globals.strings('host').length > 0 || (env.get('DOCKER_HOST') ?? '') !== '') return DEFAULT_CONTEXT;
    return env.get('DOCKER_CONTEXT') || this.config.values.currentContext || DEFAULT_CONTEXT;
  }

  /** The address of the default context: `-H`, else DOCKER_HOST, else the local socket. */
  get defaultHost(): string {
    const hosts = this.globals.strings('host');
    if (hosts.length > 1) throw new StatusError('Specify only one -H');
    return parseHost(hosts[0] ?? this.proc.env.get('DOCKER_HOST') ?? '', this.#tls);
  }

  get #tls(): boolean {
    return this.globals.bool('tls') || this.globals.bool('tlsverify') || (this.proc.env.get('DOCKER_TLS_VERIFY') ?? '') !== '';
  }

  /** The client, made on first use. A context or address that is no good ends the command. */
  get client(): Client {
    if (this.#client === undefined) {
      let host: string;
      try {
        host = this.#endpoint();
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        throw new Fatal(`Failed to initialize: unable to resolve docker endpoint: ${error.message}`);
      }
      this.#client = new Client(this.proc, host, this.config.values.HttpHeaders);
    }
    return this.#client;
  }

  #endpoint(): string {
    const name = this.contextName;
    if (name !== DEFAULT_CONTEXT) return this.contexts.get(name).Endpoints.docker?.Host ?? parseHost('');
    const host = this.defaultHost;
    if (this.#tls) {
      for (const flag of ['tlscacert', 'tlscert', 'tlskey']) {
        const path = this.globals.string(flag);
        if (!this.proc.fs.exists(path) && (flag === 'tlscacert' || this.globals.changed(flag))) throw new StatusError(`open ${path}: no such file or directory`);
      }
    }
    return host;
  }

  *ping(): Sys<Ping> {
    return yield* this.client.ping();
  }

  /** Why the daemon does not support this; undefined when it does. Asks the daemon only when there is something to ask. */
  *unsupported(what: Requirements, name: string): Sys<string | undefined> {
    if (what.version !== undefined) {
      yield* this.ping();
      if (lessThan(this.client.version, what.version)) return `${name} requires API version ${what.version}, but the Docker daemon API version is ${this.client.version}`;
    }
    if (what.ostype !== undefined) {
      const { osType } = yield* this.ping();
      if (osType !== '' && osType !== what.ostype) return `${name} is only supported on a Docker daemon running on ${what.ostype}, but the Docker daemon is running on ${osType}`;
    }
    if (what.experimental && !(yield* this.ping()).experimental) return `${name} is only supported on a Docker daemon with experimental features enabled`;
    return undefined;
  }

  /** What help and completion may show, given the daemon. */
  visibility(ping: Ping): Visibility {
    const version = this.client.version;
    return (what) => {
      if (what.experimental && !ping.experimental) return false;
      if (what.ostype !== undefined && ping.osType !== '' && what.ostype !== ping.osType) return false;
      if (what.swarm === 'manager' && ping.swarm !== undefined && !ping.swarm.manager) return false;
      if (what.swarm === 'active' && ping.swarm?.state === 'inactive') return false;
      return what.version === undefined || !lessThan(version, what.version);
    };
  }
}
