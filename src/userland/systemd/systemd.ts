/** PID 1 of the hosts: starts the enabled services, restarts them as their units say, reaps orphans, and obeys systemctl. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { Lines } from '../../kernel/stdio.ts';
import { Journal } from './journal.ts';
import { BOOTED, CONTROL_SOCKET, type ControlReply, type ControlRequest, type UnitStatus } from './protocol.ts';
import { isEnabled, loadUnit, setting, UNIT_PATH, type Unit } from './unit.ts';

const SECOND = 1_000_000_000;
const START_LIMIT = 5;
const START_WINDOW = 10 * SECOND;
const STOP_TIMEOUT = 90 * SECOND;

interface Service {
  readonly name: string;
  unit: Unit;
  active: UnitStatus['active'];
  sub: string;
  pid: number;
  since: bigint;
  exit: string;
  /** A stop was asked for: do not restart. */
  stopping: boolean;
  starts: number[];
}

export const systemd: Program = {
  name: 'systemd',
  *main(proc) {
    const manager = new Manager(proc);
    yield* manager.run();
    return 0;
  },
};

class Manager {
  readonly #proc: Proc;
  readonly #services = new Map<string, Service>();
  readonly #journal: Journal;

  constructor(proc: Proc) {
    this.#proc = proc;
    this.#journal = new Journal(proc);
  }

  *run(): Sys<void> {
    const proc = this.#proc;
    proc.fs.mkdirs('/run/systemd');
    const listener = proc.socket('unix', 'stream');
    if (proc.fs.exists(CONTROL_SOCKET)) proc.fs.unlink(CONTROL_SOCKET);
    proc.bind(listener, { family: 'unix', path: CONTROL_SOCKET });
    proc.fs.chmod(CONTROL_SOCKET, 0o666);
    proc.listen(listener);
    proc.thread(this.#serve(listener), 'control');
    for (const name of this.#installed()) {
      const unit = loadUnit(proc.fs, name);
      if (unit && isEnabled(proc.fs, unit)) yield* this.#start(name);
    }
    proc.fs.writeFile(BOOTED, '');
    for (;;) {
      try {
        const status = yield* proc.wait(-1);
        if (status && (status.kind === 'exited' || status.kind === 'signaled')) yield* this.#ended(status.pid, status.kind === 'exited' ? status.code : 128, status.kind === 'signaled' ? status.signal : undefined);
      } catch (error) {
        if (!isSysError(error, 'ECHILD')) throw error;
        yield* proc.sleep(SECOND);
      }
    }
  }

  /** Names of the service units that exist, each once. */
  #installed(): string[] {
    const { fs } = this.#proc;
    return [...new Set(UNIT_PATH.filter((path) => fs.exists(path)).flatMap((path) => fs.readdir(path).map((entry) => entry.name)))].filter((name) => name.endsWith('.service')).sort();
  }

  *#serve(listener: number): Sys<void> {
    for (;;) {
      const { fd } = yield* this.#proc.accept(listener);
      this.#proc.thread(this.#answer(fd), 'control');
    }
  }

  *#answer(fd: number): Sys<void> {
    const line = yield* new Lines(this.#proc, fd).next();
    if (line !== undefined) {
      const reply = yield* this.#handle(JSON.parse(line) as ControlRequest);
      try {
        yield* this.#proc.write(fd, `${JSON.stringify(reply)}\n`);
      } catch (error) {
        if (!isSysError(error)) throw error;
      }
    }
    this.#proc.close(fd);
  }

  *#handle(request: ControlRequest): Sys<ControlReply> {
    if (request.verb === 'list') return { ok: true, units: this.#installed().map((name) => this.#status(name)) };
    if (request.verb === 'status') return { ok: true, units: [this.#status(request.unit)] };
    if (request.uid !== 0) return { ok: false, error: 'Interactive authentication required.' };
    if (request.verb === 'daemon-reload') {
      for (const service of this.#services.values()) service.unit = loadUnit(this.#proc.fs, service.name) ?? service.unit;
      return { ok: true };
    }
    if (!loadUnit(this.#proc.fs, request.unit)) return { ok: false, error: `Unit ${request.unit} not found.` };
    if (request.verb === 'reset-failed') {
      const service = this.#services.get(request.unit);
      if (service) service.starts = [];
      return { ok: true };
    }
    if (request.verb === 'reload') {
      const service = this.#services.get(request.unit);
      if (service?.active !== 'active') return { ok: false, error: `Unit ${request.unit} cannot be reloaded because it is inactive.` };
      this.#proc.kill(service.pid, 'SIGHUP');
      return { ok: true };
    }
    if (request.verb === 'stop' || request.verb === 'restart') yield* this.#stop(request.unit);
    if (request.verb === 'stop') return { ok: true };
    return (yield* this.#start(request.unit)) ? { ok: true } : { ok: false, error: 'failed' };
  }

  #status(name: string): UnitStatus {
    const service = this.#services.get(name);
    if (!service) return { name, active: 'inactive', sub: 'dead', pid: 0, since: '0', exit: '' };
    return { name, active: service.active, sub: service.sub, pid: service.pid, since: String(service.since), exit: service.exit };
  }

  /** Starts a service and waits until it is ready (Type=notify: until its socket answers) or has ended. */
  *#start(name: string): Sys<boolean> {
    const proc = this.#proc;
    const unit = loadUnit(proc.fs, name);
    if (!unit) return false;
    const service = this.#services.get(name) ?? { name, unit, active: 'inactive', sub: 'dead', pid: 0, since: 0n, exit: '', stopping: false, starts: [] };
    this.#services.set(name, service);
    if (service.active === 'active') return true;
    service.unit = unit;
    service.starts = [...service.starts.filter((at) => at > proc.now() - START_WINDOW), proc.now()];
    const description = setting(unit, 'Unit', 'Description') ?? name;
    if (service.starts.length > START_LIMIT) {
      this.#change(service, 'failed', 'failed');
      this.#journal.write('systemd', 1, `${name}: Start request repeated too quickly.`);
      this.#journal.write('systemd', 1, `Failed to start ${name} - ${description}.`);
      return false;
    }
    this.#journal.write('systemd', 1, `Starting ${name} - ${description}...`);
    const argv = (setting(unit, 'Service', 'ExecStart') ?? '').split(/\s+/).filter((word) => word !== '');
    const env = new Map([['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ['LANG', 'C.UTF-8']]);
    for (const line of unit.sections.get('Service')?.get('Environment') ?? []) {
      for (const match of line.matchAll(/"([^"]*)"|(\S+)/g)) {
        const word = match[1] ?? match[2] ?? '';
        const equals = word.indexOf('=');
        if (equals > 0) env.set(word.slice(0, equals), word.slice(equals + 1));
      }
    }
    const [read, write] = proc.pipe();
    const input = proc.open('/dev/null', { read: true });
    try {
      service.pid = yield* proc.spawn({ path: argv[0] ?? '', argv, env, cwd: '/', fds: new Map([[0, input], [1, write], [2, write]]), setsid: true, cgroup: proc.host.cgroup.child(`system.slice/${name}`) });
    } catch (error) {
      if (!isSysError(error)) throw error;
      this.#journal.write('systemd', 1, `${name}: Failed to execute ${argv[0]}: ${error.message}`);
      this.#change(service, 'failed', 'failed');
      return false;
    } finally {
      proc.close(input);
      proc.close(write);
    }
    proc.thread(this.#copyLog(read, argv[0] ?? name, service.pid), 'journal');
    service.stopping = false;
    this.#change(service, 'activating', 'start');
    const socket = setting(unit, 'Service', 'X-ReadySocket');
    while (service.sub === 'start' && socket !== undefined && !(yield* this.#answers(socket))) yield* proc.sleep(10_000_000);
    if (service.sub !== 'start') return false;
    this.#change(service, 'active', 'running');
    this.#journal.write('systemd', 1, `Started ${name} - ${description}.`);
    return true;
  }

  *#answers(path: string): Sys<boolean> {
    const fd = this.#proc.socket('unix', 'stream');
    try {
      yield* this.#proc.connect(fd, { family: 'unix', path });
      return true;
    } catch (error) {
      if (!isSysError(error)) throw error;
      return false;
    } finally {
      this.#proc.close(fd);
    }
  }

  *#stop(name: string): Sys<void> {
    const service = this.#services.get(name);
    if (!service || service.pid === 0) return;
    const proc = this.#proc;
    service.stopping = true;
    this.#change(service, 'deactivating', 'stop-sigterm');
    const description = setting(service.unit, 'Unit', 'Description') ?? name;
    this.#journal.write('systemd', 1, `Stopping ${name} - ${description}...`);
    const pid = service.pid;
    proc.kill(pid, 'SIGTERM');
    const deadline = proc.now() + STOP_TIMEOUT;
    while (service.pid === pid && proc.now() < deadline) yield* proc.sleep(5_000_000);
    if (service.pid === pid) proc.kill(pid, 'SIGKILL');
    while (service.pid === pid) yield* proc.sleep(5_000_000);
    this.#journal.write('systemd', 1, `Stopped ${name} - ${description}.`);
  }

  #change(service: Service, active: UnitStatus['active'], sub: string): void {
    service.active = active;
    service.sub = sub;
    service.since = this.#proc.realtime();
  }

  *#ended(pid: number, code: number, signal: string | undefined): Sys<void> {
    const service = [...this.#services.values()].find((each) => each.pid === pid);
    if (!service) return;
    service.pid = 0;
    service.exit = signal ? `code=killed, signal=${signal.slice(3)}` : `code=exited, status=${code}${code === 0 ? '/SUCCESS' : '/FAILURE'}`;
    const clean = code === 0 || signal === 'SIGTERM';
    const result = clean || service.stopping ? 'dead' : 'failed';
    this.#change(service, result === 'dead' ? 'inactive' : 'failed', result);
    if (result === 'failed') {
      this.#journal.write('systemd', 1, `${service.name}: Main process exited, ${service.exit}`);
      this.#journal.write('systemd', 1, `${service.name}: Failed with result '${signal ? 'signal' : 'exit-code'}'.`);
    }
    const policy = setting(service.unit, 'Service', 'Restart') ?? 'no';
    if (service.stopping || !(policy === 'always' || (policy === 'on-failure' && !clean))) return;
    const delay = Number(/\d+/.exec(setting(service.unit, 'Service', 'RestartSec') ?? '')?.[0] ?? 0) * SECOND;
    this.#change(service, 'activating', 'auto-restart');
    this.#proc.thread(this.#restartLater(service, delay), 'restart');
  }

  *#restartLater(service: Service, delay: number): Sys<void> {
    yield* this.#proc.sleep(delay);
    if (service.sub !== 'auto-restart') return;
    this.#change(service, 'inactive', 'dead');
    yield* this.#start(service.name);
  }

  *#copyLog(fd: number, path: string, pid: number): Sys<void> {
    const lines = new Lines(this.#proc, fd);
    const identifier = path.slice(path.lastIndexOf('/') + 1);
    for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) this.#journal.write(identifier, pid, line);
    this.#proc.close(fd);
  }
}
