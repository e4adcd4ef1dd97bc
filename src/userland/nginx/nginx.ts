/** nginx: the master reads the configuration, listens, forks workers and obeys signals; workers answer (nginx.org, Controlling nginx). */
import { isSysError } from '../../kernel/errno.ts';
import { resolve, ResolveError } from '../../kernel/net/resolver.ts';
import { signalNumber, type Signal } from '../../kernel/signals.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { strftime } from '../dates.ts';
import { findUser, groupIds } from '../accounts.ts';
import { serveHttp, type HttpRequest, type HttpResponse } from '../http/server.ts';
import { ConfigError, find, findAll, parseConfig, type Directive } from './config.ts';
import type { Site } from './server-block.ts';
import { answer, statusPage } from './site.ts';

const CONFIG = '/etc/nginx/nginx.conf';
const DEFAULT_FORMAT = '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

interface Configuration { /** Open log files by path. */ readonly logs: Map<string, number>; readonly main: readonly Directive[]; readonly http: readonly Directive[]; readonly sites: ReadonlyMap<number, readonly Site[]> }

export const nginx: Program = {
  name: 'nginx',
  *main(proc) {
    const version = proc.variant || '1.29.1';
    const args = proc.argv.slice(1);
    let test = false;
    let globals = '';
    let path = CONFIG;
    let signal: string | undefined;
    for (let i = 0; i < args.length; i++) {
      const arg = args[i] ?? '';
      if (arg === '-v' || arg === '-V') {
        yield* proc.write(2, `nginx version: nginx/${version}\n`);
        return 0;
      }
      if (arg === '-t' || arg === '-T') test = true;
      else if (arg === '-q') continue;
      else if (arg === '-g') globals = args[++i] ?? '';
      else if (arg === '-c') path = args[++i] ?? '';
      else if (arg === '-s') signal = args[++i] ?? '';
      else {
        yield* proc.write(2, `nginx: invalid option: "${arg.replace(/^-/, '')}"\n`);
        return 1;
      }
    }
    if (signal !== undefined) return yield* control(proc, signal);
    let configuration: Configuration;
    try {
      configuration = load(proc, path, version);
      yield* checkUpstreams(proc, configuration);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      yield* proc.write(2, test ? `nginx: [emerg] ${error.message}\nnginx: configuration file ${path} test failed\n` : `${stamp(proc)} [emerg] ${proc.pid}#${proc.pid}: ${error.message}\nnginx: [emerg] ${error.message}\n`);
      return 1;
    }
    if (test) {
      yield* proc.write(2, `nginx: the configuration file ${path} syntax is ok\nnginx: configuration file ${path} test is successful\n`);
      return 0;
    }
    const foreground = /daemon\s+off/.test(globals) || find(configuration.main, 'daemon')?.args[0] === 'off';
    if (foreground) return yield* master(proc, configuration, path, version);
    proc.fork((child) => {
      child.setsid();
      return master(child, configuration, path, version);
    });
    return 0;
  },
};

function stamp(proc: Proc): string {
  return strftime('%Y/%m/%d %H:%M:%S', proc.realtime());
}

function load(proc: Proc, path: string, version: string): Configuration {
  const main = parseConfig(proc.fs, path);
  const http = find(main, 'http')?.block ?? [];
  const sites = new Map<number, Site[]>();
  for (const server of findAll(http, 'server')) {
    const directives = server.block ?? [];
    const site: Site = { directives, http, version };
    const listens = findAll(directives, 'listen').map((directive) => directive.args[0] ?? '80');
    for (const port of new Set((listens.length > 0 ? listens : ['80']).map((text) => Number(/(\d+)$/.exec(text)?.[1] ?? 80)))) sites.set(port, [...(sites.get(port) ?? []), site]);
  }
  for (const directive of http) if (!KNOWN.has(directive.name)) throw new ConfigError(`unknown directive "${directive.name}" in ${directive.file}:${directive.line}`);
  return { main, http, sites, logs: new Map() };
}

const KNOWN = new Set(['server', 'upstream', 'include', 'default_type', 'log_format', 'access_log', 'error_log', 'sendfile', 'tcp_nopush', 'tcp_nodelay', 'keepalive_timeout', 'gzip', 'gzip_types', 'types', 'map', 'client_max_body_size', 'server_tokens', 'root', 'index', 'add_header', 'proxy_set_header', 'proxy_cache_path', 'resolver', 'error_page', 'server_names_hash_bucket_size', 'types_hash_max_size', 'charset', 'autoindex', 'limit_req_zone', 'geo', 'proxy_http_version', 'ssl_protocols', 'ssl_prefer_server_ciphers', 'keepalive_requests', 'client_body_timeout', 'send_timeout', 'gzip_vary', 'gzip_proxied', 'gzip_comp_level', 'gzip_min_length', 'gzip_disable', 'gzip_http_version', 'gzip_buffers']);

/** A proxy_pass to a name must resolve when the configuration is read, as nginx insists. */
function* checkUpstreams(proc: Proc, configuration: Configuration): Sys<void> {
  const groups = new Set(findAll(configuration.http, 'upstream').map((directive) => directive.args[0]));
  const servers = findAll(configuration.http, 'upstream').flatMap((group) => findAll(group.block ?? [], 'server').map((directive) => ({ directive, name: directive.args[0] ?? '' })));
  const passes = [...configuration.sites.values()].flat().flatMap((site) => findAll(site.directives, 'location')).flatMap((location) => findAll(location.block ?? [], 'proxy_pass')).map((directive) => ({ directive, name: /^https?:\/\/([^/$]+)/.exec(directive.args[0] ?? '')?.[1] ?? '' }));
  for (const { directive, name } of [...servers, ...passes]) {
    if (name === '' || groups.has(name) || directive.args[0]?.includes('$')) continue;
    const host = name.replace(/:\d+$/, '');
    try {
      yield* resolve(proc, host);
    } catch (error) {
      if (!(error instanceof ResolveError)) throw error;
      throw new ConfigError(`host not found in upstream "${host}" in ${directive.file}:${directive.line}`);
    }
  }
}

function* control(proc: Proc, name: string): Sys<number> {
  const signals: Readonly<Record<string, Signal>> = { stop: 'SIGTERM', quit: 'SIGQUIT', reload: 'SIGHUP', reopen: 'SIGUSR1' };
  const signal = signals[name];
  if (!signal) {
    yield* proc.write(2, `nginx: invalid option: "-s ${name}"\n`);
    return 1;
  }
  try {
    const pid = Number(proc.readText('/run/nginx.pid'));
    yield* proc.write(2, `${stamp(proc)} [notice] ${proc.pid}#${proc.pid}: signal process started\n`);
    proc.kill(pid, signal);
    return 0;
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* proc.write(2, `nginx: [error] ${error.code === 'ENOENT' ? 'open() "/run/nginx.pid" failed (2: No such file or directory)' : `kill(${proc.pid}, ${signalNumber(signal)}) failed (3: No such process)`}\n`);
    return 1;
  }
}

function* master(proc: Proc, first: Configuration, path: string, version: string): Sys<number> {
  let configuration = first;
  const log = (level: string, message: string): Sys<void> => writeError(proc, configuration, level, message);
  openLogs(proc, configuration);
  const listeners = new Map<number, number>();
  for (const port of configuration.sites.keys()) {
    const fd = proc.socket('inet', 'stream');
    try {
      proc.bind(fd, { family: 'inet', address: '0.0.0.0', port });
    } catch (error) {
      if (!isSysError(error)) throw error;
      const text = `bind() to 0.0.0.0:${port} failed (${error.code === 'EACCES' ? 13 : 98}: ${error.message})`;
      yield* log('emerg', text);
      yield* proc.write(2, `nginx: [emerg] ${text}\n`);
      return 1;
    }
    proc.listen(fd, 511);
    listeners.set(port, fd);
  }
  yield* log('notice', 'using the "epoll" event method');
  yield* log('notice', `nginx/${version}`);
  yield* log('notice', `OS: Linux ${proc.host.facts.kernelRelease}`);
  yield* log('notice', 'getrlimit(RLIMIT_NOFILE): 1048576:1048576');
  try {
    proc.writeFile('/run/nginx.pid', `${proc.pid}\n`);
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* log('emerg', `open() "/run/nginx.pid" failed (13: ${error.message})`);
    return 1;
  }
  const state: { stop: Signal | undefined; reload: boolean } = { stop: undefined, reload: false };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const) {
    proc.sigaction(signal, function* () {
      yield* log('notice', signal === 'SIGQUIT' ? 'signal 3 (SIGQUIT) received, shutting down' : `signal ${signalNumber(signal)} (${signal}) received, exiting`);
      state.stop = signal;
    }, { restart: false });
  }
  proc.sigaction('SIGHUP', function* () {
    yield* log('notice', 'signal 1 (SIGHUP) received, reconfiguring');
    state.reload = true;
  }, { restart: false });
  proc.setTitle(`nginx: master process ${proc.argv.join(' ')}`);
  yield* log('notice', 'start worker processes');
  let workers = yield* startWorkers(proc, configuration, listeners, log);
  while (workers.size > 0) {
    try {
      const status = yield* proc.wait(-1);
      if (!status || !workers.delete(status.pid)) continue;
      yield* log('notice', `signal 17 (SIGCHLD) received from ${status.pid}`);
      yield* log('notice', status.kind === 'signaled' ? `worker process ${status.pid} exited on signal ${signalNumber(status.signal)}` : `worker process ${status.pid} exited with code ${status.kind === 'exited' ? status.code : 0}`);
      if (state.stop === undefined) workers.add(yield* startWorker(proc, configuration, listeners, log));
    } catch (error) {
      if (!isSysError(error, 'EINTR')) throw error;
      if (state.stop !== undefined) for (const pid of workers) proc.kill(pid, state.stop === 'SIGQUIT' ? 'SIGQUIT' : 'SIGTERM');
      else if (state.reload) {
        state.reload = false;
        try {
          configuration = load(proc, path, version);
          openLogs(proc, configuration);
          yield* log('notice', 'start worker processes');
          const old = workers;
          workers = yield* startWorkers(proc, configuration, listeners, log);
          for (const pid of old) proc.kill(pid, 'SIGQUIT');
        } catch (failure) {
          if (!(failure instanceof ConfigError)) throw failure;
          yield* log('emerg', failure.message);
        }
      }
    }
  }
  yield* log('notice', 'exit');
  return 0;
}

function* startWorkers(proc: Proc, configuration: Configuration, listeners: ReadonlyMap<number, number>, log: (level: string, message: string) => Sys<void>): Sys<Set<number>> {
  const wanted = find(configuration.main, 'worker_processes')?.args[0] ?? '1';
  const count = wanted === 'auto' ? proc.host.facts.cpus : Number(wanted) || 1;
  const workers = new Set<number>();
  for (let i = 0; i < count; i++) workers.add(yield* startWorker(proc, configuration, listeners, log));
  return workers;
}

function* startWorker(proc: Proc, configuration: Configuration, listeners: ReadonlyMap<number, number>, log: (level: string, message: string) => Sys<void>): Sys<number> {
  const user = findUser(proc.fs, find(configuration.main, 'user')?.args[0] ?? 'nginx');
  const credentials = user && proc.credentials.uid === 0 ? { uid: user.uid, gid: user.gid, groups: groupIds(proc.fs, user) } : proc.credentials;
  const pid = proc.fork((child) => worker(child, configuration, listeners), { argv: ['nginx: worker process'], credentials });
  yield* log('notice', `start worker process ${pid}`);
  return pid;
}

function* worker(proc: Proc, configuration: Configuration, listeners: ReadonlyMap<number, number>): Sys<number> {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const) {
    proc.sigaction(signal, function* () {
      yield* writeError(proc, configuration, 'notice', signal === 'SIGQUIT' ? 'gracefully shutting down' : 'exiting');
      stopping = true;
    }, { restart: false });
  }
  proc.sigaction('SIGHUP', 'ignore');
  for (const [port, fd] of listeners) {
    const sites = configuration.sites.get(port);
    if (!sites) continue;
    proc.thread(serveHttp(proc, fd, {
      handle: (request) => handle(proc, configuration, sites, request),
      sent: (request, response) => writeAccess(proc, configuration, request, response),
      malformed: () => ({ status: 400, headers: [['Server', `nginx/${sites[0]?.version ?? ''}`], ['Content-Type', 'text/html']], body: new TextEncoder().encode(statusPage(400, sites[0]?.version ?? '')) }),
    }), 'accept');
  }
  while (!stopping) {
    try {
      yield* proc.sleep(Number.POSITIVE_INFINITY);
    } catch (error) {
      if (!isSysError(error, 'EINTR')) throw error;
    }
  }
  yield* writeError(proc, configuration, 'notice', 'exit');
  return 0;
}

function* handle(proc: Proc, configuration: Configuration, sites: readonly Site[], request: HttpRequest): Sys<HttpResponse> {
  const host = (request.headers.get('host') ?? '').replace(/:\d+$/, '');
  const site = sites.find((each) => findAll(each.directives, 'server_name').some((directive) => directive.args.includes(host))) ?? sites.find((each) => findAll(each.directives, 'listen').some((directive) => directive.args.includes('default_server'))) ?? sites[0];
  const client = request.peer.family === 'inet' ? request.peer.address : '';
  const log = (level: string, message: string): Sys<void> => writeError(proc, configuration, level, `*1 ${message}, client: ${client}, server: ${find(site?.directives ?? [], 'server_name')?.args[0] ?? ''}, request: "${request.method} ${request.target} HTTP/${request.version}", host: "${request.headers.get('host') ?? ''}"`);
  return yield* answer(proc, site as Site, request, log);
}

const LEVELS = ['debug', 'info', 'notice', 'warn', 'error', 'crit', 'alert', 'emerg'];

function* writeError(proc: Proc, configuration: Configuration, level: string, message: string): Sys<void> {
  const [path, from] = errorLog(configuration);
  if (LEVELS.indexOf(level) < LEVELS.indexOf(from)) return;
  yield* append(proc, configuration, path, `${stamp(proc)} [${level}] ${proc.pid}#${proc.pid}: ${message}\n`);
}

function* append(proc: Proc, configuration: Configuration, path: string, line: string): Sys<void> {
  yield* proc.write(configuration.logs.get(path) ?? 2, line);
}

/** Opens the logs as the master does, before the workers give up root. */
function openLogs(proc: Proc, configuration: Configuration): void {
  const paths = [accessLog(configuration), errorLog(configuration)[0]];
  for (const path of paths) {
    if (path === 'off' || configuration.logs.has(path)) continue;
    try {
      configuration.logs.set(path, proc.open(path, { write: true, append: true, create: true }, 0o644));
    } catch (error) {
      if (!isSysError(error)) throw error;
    }
  }
}

function accessLog(configuration: Configuration): string {
  return find(configuration.http, 'access_log')?.args[0] ?? '/var/log/nginx/access.log';
}

/** Path and least level. */
function errorLog(configuration: Configuration): [string, string] {
  const [path = '/var/log/nginx/error.log', level = 'error'] = find(configuration.main, 'error_log')?.args ?? [];
  return [path === 'stderr' ? '/dev/stderr' : path, level];
}

function* writeAccess(proc: Proc, configuration: Configuration, request: HttpRequest, response: HttpResponse): Sys<void> {
  const path = accessLog(configuration);
  const name = find(configuration.http, 'access_log')?.args[1];
  if (path === 'off') return;
  const format = findAll(configuration.http, 'log_format').find((directive) => directive.args[0] === name)?.args.slice(1).join('') ?? DEFAULT_FORMAT;
  const header = (field: string): string => request.headers.get(field) ?? '-';
  const values: Readonly<Record<string, string>> = {
    remote_addr: request.peer.family === 'inet' ? request.peer.address : '-', remote_user: '-', time_local: strftime('%d/%b/%Y:%H:%M:%S +0000', proc.realtime()), request: `${request.method} ${request.target} HTTP/${request.version}`,
    status: String(response.status), body_bytes_sent: String(request.method === 'HEAD' || response.status === 304 ? 0 : response.body.length), http_referer: header('referer'), http_user_agent: header('user-agent'), http_x_forwarded_for: header('x-forwarded-for'), host: header('host'), request_uri: request.target, request_time: '0.000', upstream_addr: '-',
  };
  yield* append(proc, configuration, path, `${format.replace(/\$(\w+)/g, (_, variable: string) => values[variable] ?? '-')}\n`);
}
