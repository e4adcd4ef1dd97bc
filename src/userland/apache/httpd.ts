/** httpd and apache2: the parent reads the configuration, listens, forks children and obeys signals (documentation, Stopping and Restarting). */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { findUser, groupIds } from '../accounts.ts';
import { strftime } from '../dates.ts';
import { serveHttp, type HttpRequest, type HttpResponse } from '../http/server.ts';
import { all, absolute, ConfigError, last, parseConfig, type Directive } from './config.ts';
import { answer, type Site } from './site.ts';

interface Setup { readonly program: string; readonly version: string; readonly system: string; readonly root: string; readonly config: string; readonly module: string; readonly children: number; readonly ready: string }

const UNIX: Setup = { program: 'httpd', version: '2.4.65', system: 'Unix', root: '/usr/local/apache2', config: 'conf/httpd.conf', module: 'mpm_event', children: 3, ready: 'AH00489' };
const DEBIAN: Setup = { program: 'apache2', version: '2.4.65', system: 'Debian', root: '/etc/apache2', config: 'apache2.conf', module: 'mpm_prefork', children: 5, ready: 'AH00163' };

export const httpd: Program = { name: 'httpd', resident: 5_000_000, main: (proc) => start(proc, UNIX) };
export const apache2: Program = { name: 'apache2', resident: 15_000_000, main: (proc) => start(proc, DEBIAN) };

function banner(proc: Proc, setup: Setup): string {
  const php = proc.env.get('PHP_VERSION');
  return `Apache/${setup.version} (${setup.system})${php === undefined ? '' : ` PHP/${php}`}`;
}

function* start(proc: Proc, base: Setup): Sys<number> {
  const setup = { ...base, version: /^\d+\.\d+\.\d+$/.test(proc.variant) ? proc.variant : base.version };
  const args = proc.argv.slice(1);
  let config = absolute(setup.config, setup.root);
  const extra: string[] = [];
  let [test, foreground, verb] = [false, false, 'start'];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '-v' || arg === '-V') {
      yield* proc.write(1, `Server version: Apache/${setup.version} (${setup.system})\nServer built:   ${setup.system === 'Unix' ? 'Aug 13 2025 00:00:00' : '2025-07-29T00:00:00'}\n`);
      return 0;
    }
    if (arg === '-t') test = true;
    else if (arg === '-f') config = absolute(args[++i] ?? '', setup.root);
    else if (arg === '-C' || arg === '-c') extra.push(args[++i] ?? '');
    else if (arg === '-k') verb = args[++i] ?? '';
    else if (arg === '-D' || arg.startsWith('-D')) {
      const name = arg === '-D' ? (args[++i] ?? '') : arg.slice(2);
      foreground = foreground || name === 'FOREGROUND';
    } else {
      yield* proc.write(2, `Usage: ${setup.program} [-D name] [-d directory] [-f file]\n             [-C "directive"] [-c "directive"]\n             [-k start|restart|graceful|graceful-stop|stop]\n             [-v] [-V] [-h] [-l] [-L] [-t] [-T] [-S] [-X]\n`);
      return 1;
    }
  }
  let directives: Directive[];
  try {
    directives = parseConfig(proc.fs, config, setup.root);
    for (const line of extra) directives.push({ name: line.split(/\s+/)[0] ?? '', args: line.split(/\s+/).slice(1) });
  } catch (error) {
    if (!(error instanceof ConfigError) && !isSysError(error)) throw error;
    yield* proc.write(2, error instanceof ConfigError ? `${error.message}\n` : `${setup.program}: Could not open configuration file ${config}: ${error.message}\n`);
    return 1;
  }
  const named = last(directives, 'servername') !== undefined;
  const address = proc.net.interfaces.filter((each) => each.kind !== 'loopback').flatMap((each) => each.addresses)[0]?.address ?? '127.0.0.1';
  const unnamed = `AH00558: ${setup.program}: Could not reliably determine the server's fully qualified domain name, using ${address}. Set the 'ServerName' directive globally to suppress this message\n`;
  if (!named) yield* proc.write(2, unnamed);
  if (test) {
    yield* proc.write(2, 'Syntax OK\n');
    return 0;
  }
  const pidFile = absolute(last(directives, 'pidfile')?.args[0]?.replace(/\$\{\w+\}/g, '/var/run/apache2/apache2.pid') ?? (setup.system === 'Unix' ? 'logs/httpd.pid' : '/var/run/apache2/apache2.pid'), setup.root);
  if (verb !== 'start') return yield* control(proc, setup, pidFile, verb);
  if (!named) yield* proc.write(2, unnamed);
  const run = { setup, directives, pidFile, config, command: foreground ? `${setup.program} -D FOREGROUND` : proc.argv.join(' ') };
  if (foreground) return yield* parent(proc, run);
  proc.fork((child) => {
    child.setsid();
    return parent(child, run);
  });
  return 0;
}

function* control(proc: Proc, setup: Setup, pidFile: string, verb: string): Sys<number> {
  const signal = ({ stop: 'SIGTERM', restart: 'SIGHUP', graceful: 'SIGUSR1', 'graceful-stop': 'SIGWINCH' } as const)[verb as 'stop'];
  try {
    if (signal) {
      proc.kill(Number(proc.readText(pidFile)), signal);
      return 0;
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* proc.write(2, `${setup.program} (no pid file) not running\n`);
    return 1;
  }
  yield* proc.write(2, `${setup.program}: invalid -k option: ${verb}\n`);
  return 1;
}

interface Run { readonly setup: Setup; directives: Directive[]; readonly pidFile: string; readonly config: string; readonly command: string }

function* logError(proc: Proc, run: Run, module: string, level: string, message: string, client = ''): Sys<void> {
  const now = proc.realtime();
  const time = `${strftime('%a %b %d %H:%M:%S', now)}.${String((now % 1_000_000_000n) / 1000n).padStart(6, '0')} ${strftime('%Y', now)}`;
  yield* append(proc, run, last(run.directives, 'errorlog')?.args[0] ?? '/proc/self/fd/2', `[${time}] [${module}:${level}] [pid ${proc.pid}:tid ${proc.pid}] ${client}${message}\n`);
}

function* append(proc: Proc, run: Run, target: string, line: string): Sys<void> {
  const path = absolute(target, run.setup.root);
  if (/^\/(proc\/self\/fd\/2|dev\/stderr)$/.test(path) || path.includes('${')) return yield* proc.write(2, line);
  if (/^\/(proc\/self\/fd\/1|dev\/stdout)$/.test(path)) return yield* proc.write(1, line);
  try {
    const fd = proc.open(path, { write: true, append: true, create: true }, 0o644);
    yield* proc.write(fd, line);
    proc.close(fd);
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* proc.write(2, line);
  }
}

function* parent(proc: Proc, run: Run): Sys<number> {
  const { setup } = run;
  const listeners = new Map<number, number>();
  for (const listen of all(run.directives, 'listen')) {
    const port = Number(/(\d+)$/.exec(listen.args[0] ?? '')?.[1] ?? 80);
    const fd = proc.socket('inet', 'stream');
    try {
      proc.bind(fd, { family: 'inet', address: '0.0.0.0', port });
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(2, `(${error.code === 'EACCES' ? 13 : 98})${error.message}: AH00072: make_sock: could not bind to address 0.0.0.0:${port}\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n`);
      return 1;
    }
    proc.listen(fd, 511);
    listeners.set(port, fd);
  }
  try {
    proc.writeFile(run.pidFile, `${proc.pid}\n`, 0o644);
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* logError(proc, run, 'core', 'error', `(13)${error.message}: AH00099: could not create ${run.pidFile}`);
    return 1;
  }
  const announce = function* (): Sys<void> {
    yield* logError(proc, run, setup.module, 'notice', `${setup.ready}: ${banner(proc, setup)} configured -- resuming normal operations`);
    yield* logError(proc, run, 'core', 'notice', `AH00094: Command line: '${run.command}'`);
  };
  yield* announce();
  let wanted = '';
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGWINCH', 'SIGHUP', 'SIGUSR1'] as const) {
    proc.sigaction(signal, function* () {
      wanted = signal;
    }, { restart: false });
  }
  let children = fork(proc, run, listeners);
  for (;;) {
    try {
      const status = yield* proc.wait(-1);
      if (status && children.delete(status.pid) && wanted === '') children = new Set([...children, ...fork(proc, run, listeners, 1)]);
    } catch (error) {
      if (!isSysError(error, 'EINTR')) throw error;
    }
    if (wanted === '') continue;
    const [stop, reload] = [['SIGTERM', 'SIGINT', 'SIGWINCH'].includes(wanted), wanted];
    wanted = '';
    const old = children;
    if (!stop) {
      yield* logError(proc, run, setup.module, 'notice', reload === 'SIGHUP' ? `${setup.module === 'mpm_event' ? 'AH00494' : 'AH00173'}: SIGHUP received.  Attempting to restart` : `${setup.module === 'mpm_event' ? 'AH00493' : 'AH00171'}: ${reload} received.  Doing graceful restart`);
      try {
        run.directives = parseConfig(proc.fs, run.config, setup.root);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        yield* proc.write(2, `${error.message}\n`);
        return 1;
      }
      children = fork(proc, run, listeners);
      yield* announce();
    }
    for (const pid of old) proc.kill(pid, 'SIGTERM');
    for (const pid of old) yield* proc.wait(pid);
    if (!stop) continue;
    const [graceful, now] = setup.module === 'mpm_event' ? ['AH00492', 'AH00491'] : ['AH00170', 'AH00169'];
    yield* logError(proc, run, setup.module, 'notice', reload === 'SIGWINCH' ? `${graceful}: caught SIGWINCH, shutting down gracefully` : `${now}: caught ${reload}, shutting down`);
    proc.fs.removeAll(run.pidFile);
    return 0;
  }
}

function fork(proc: Proc, run: Run, listeners: ReadonlyMap<number, number>, count = run.setup.children): Set<number> {
  const user = findUser(proc.fs, (last(run.directives, 'user')?.args[0] ?? 'www-data').replace(/\$\{\w+\}/, 'www-data'));
  const credentials = user && proc.credentials.uid === 0 ? { uid: user.uid, gid: user.gid, groups: groupIds(proc.fs, user) } : proc.credentials;
  return new Set(Array.from({ length: count }, () => proc.fork((child) => worker(child, run, listeners), { credentials })));
}

function* worker(proc: Proc, run: Run, listeners: ReadonlyMap<number, number>): Sys<number> {
  let stopping = false;
  proc.sigaction('SIGTERM', function* () {
    stopping = true;
  }, { restart: false });
  for (const signal of ['SIGINT', 'SIGWINCH', 'SIGHUP', 'SIGUSR1'] as const) proc.sigaction(signal, 'ignore');
  for (const [port, fd] of listeners) {
    proc.thread(serveHttp(proc, fd, {
      silentKeepAlive: true,
      handle: (request) => handle(proc, run, port, request),
      sent: (request, response) => logAccess(proc, run, request, response),
    }, 5_000_000_000), 'accept');
  }
  while (!stopping) {
    try {
      yield* proc.sleep(Number.POSITIVE_INFINITY);
    } catch (error) {
      if (!isSysError(error, 'EINTR')) throw error;
    }
  }
  return 0;
}

function siteOf(run: Run, port: number, request: HttpRequest, proc: Proc): Site {
  const host = (request.headers.get('host') ?? '').replace(/:\d+$/, '').toLowerCase();
  const hosts = all(run.directives, 'virtualhost').filter((section) => new RegExp(`(^|[:*])(${port}|\\*)$`).test(section.args[0] ?? ''));
  const chosen = hosts.find((section) => [...all(section.block ?? [], 'servername'), ...all(section.block ?? [], 'serveralias')].some((directive) => directive.args.some((name) => name.toLowerCase() === host))) ?? hosts[0];
  return { directives: chosen?.block ?? [], server: run.directives, root: run.setup.root, banner: banner(proc, run.setup) };
}

function* handle(proc: Proc, run: Run, port: number, request: HttpRequest): Sys<HttpResponse> {
  const client = request.peer.family === 'inet' ? `[client ${request.peer.address}:${request.peer.port}] ` : '';
  return yield* answer(proc, siteOf(run, port, request, proc), request, (module, level, message) => logError(proc, run, module, level, message, client));
}

function* logAccess(proc: Proc, run: Run, request: HttpRequest, response: HttpResponse): Sys<void> {
  const log = last(run.directives, 'customlog');
  if (!log) return;
  const [target = '', name = 'common'] = log.args;
  const format = all(run.directives, 'logformat').find((directive) => directive.args[1] === name)?.args[0] ?? (name.includes('%') ? name : '%h %l %u %t "%r" %>s %b');
  const size = request.method === 'HEAD' || response.status === 304 ? 0 : response.body.length;
  const values: Readonly<Record<string, string>> = { h: request.peer.family === 'inet' ? request.peer.address : '-', a: request.peer.family === 'inet' ? request.peer.address : '-', l: '-', u: '-', t: strftime('[%d/%b/%Y:%H:%M:%S +0000]', proc.realtime()), r: `${request.method} ${request.target} HTTP/${request.version}`, s: String(response.status), b: size === 0 ? '-' : String(size), O: String(size), B: String(size), m: request.method, U: request.target.split('?')[0] ?? '', v: proc.uts.hostname };
  yield* append(proc, run, target, `${format.replace(/%[<>]?(?:\{([^}]*)\})?([a-zA-Z])/g, (_, field: string | undefined, letter: string) => (letter === 'i' ? (request.headers.get(field ?? '') ?? '-') : (values[letter] ?? '-')))}\n`);
}
