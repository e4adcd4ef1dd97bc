/** Service units (systemd.service(5)): one main process each, restarted as the unit says. */
import { isSysError } from '../../kernel/errno.ts';
import { LISTEN_FDS_START } from '../../kernel/sd-daemon.ts';
import { Lines } from '../../kernel/stdio.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { ManagedUnit } from './managed-unit.ts';
import { NOTIFY_SOCKET, type UnitStatus } from './protocol.ts';
import { serviceEnvironment, setting, words } from './unit.ts';

const SECOND = 1_000_000_000;
const START_LIMIT = 5;
const START_WINDOW = 10 * SECOND;
const STOP_TIMEOUT = 90 * SECOND;
/** Exit code of a process whose program could not be executed (systemd.exec(5)). */
const EXIT_EXEC = 203;

export class Service extends ManagedUnit {
  pid = 0;
  #exit = '';
  /** A stop was asked for: do not restart. */
  #stopping = false;
  #starts: number[] = [];

  override status(): UnitStatus {
    return { ...super.status(), pid: this.pid, exit: this.#exit };
  }

  override resetFailed(): void {
    this.#starts = [];
    super.resetFailed();
  }

  *start(): Sys<boolean> {
    const { proc } = this.manager;
    while (this.sub === 'stop-sigterm') yield* proc.block([this.changed]);
    if (this.sub === 'running') return true;
    if (this.sub !== 'start' && !this.#launch()) return false;
    while (this.sub === 'start') yield* proc.block([this.changed]);
    return !this.isDown && this.pid !== 0;
  }

  /** Starts the process; it is ready at once, or when it says so (Type=notify). False when it was started too often. */
  #launch(): boolean {
    const { proc } = this.manager;
    const now = proc.now();
    this.#starts = [...this.#starts.filter((at) => at > now - START_WINDOW), now];
    if (this.#starts.length > START_LIMIT) {
      this.say(`${this.name}: Start request repeated too quickly.`);
      this.say(`${this.name}: Failed with result 'start-limit-hit'.`);
      this.say(`Failed to start ${this.name} - ${this.description}.`);
      this.change('failed', 'failed', 'start-limit-hit');
      return false;
    }
    this.say(`Starting ${this.name} - ${this.description}...`);
    const argv = words(this.unit, 'Service', 'ExecStart');
    const [read, write] = proc.pipe();
    const input = proc.open('/dev/null', { read: true });
    const sockets = this.manager.listening(this.name);
    const isNotify = setting(this.unit, 'Service', 'Type') === 'notify';
    const env = serviceEnvironment(this.unit);
    if (isNotify) env.set('NOTIFY_SOCKET', NOTIFY_SOCKET);
    if (sockets.length > 0) env.set('LISTEN_FDS', String(sockets.length));
    this.pid = this.manager.fork((child) => execute(child, argv, this.name), {
      env, cwd: '/', setsid: true, cgroup: proc.host.cgroup.child(`system.slice/${this.name}`),
      fds: new Map([[0, input], [1, write], [2, write], ...sockets.map((fd, i): [number, number] => [LISTEN_FDS_START + i, fd])]),
    });
    for (const fd of [input, write]) proc.close(fd);
    proc.thread(this.#copyLog(read, argv[0] ?? this.name, this.pid), 'journal');
    this.#stopping = false;
    this.change('activating', 'start');
    if (!isNotify) this.ready();
    return true;
  }

  /** The process serves. */
  ready(): void {
    if (this.sub !== 'start') return;
    this.change('active', 'running');
    this.say(`Started ${this.name} - ${this.description}.`);
  }

  *stop(): Sys<void> {
    const { proc } = this.manager;
    if (this.sub === 'auto-restart') this.change('inactive', 'dead');
    if (this.pid === 0) return;
    const { pid } = this;
    this.#stopping = true;
    this.change('deactivating', 'stop-sigterm');
    this.say(`Stopping ${this.name} - ${this.description}...`);
    proc.kill(pid, 'SIGTERM');
    const deadline = proc.now() + STOP_TIMEOUT;
    while (this.pid === pid && (yield* proc.block([this.changed], deadline)) === 'woken');
    if (this.pid === pid) proc.kill(pid, 'SIGKILL');
    while (this.pid === pid) yield* proc.block([this.changed]);
    this.say(`Stopped ${this.name} - ${this.description}.`);
  }

  /** The main process has ended. */
  ended(code: number, signal: string | undefined): void {
    this.pid = 0;
    this.#exit = signal ? `code=killed, signal=${signal.slice(3)}` : `code=exited, status=${code}${code === 0 ? '/SUCCESS' : code === EXIT_EXEC ? '/EXEC' : '/FAILURE'}`;
    const isClean = code === 0 || signal === 'SIGTERM';
    const result = isClean || this.#stopping ? '' : signal ? 'signal' : 'exit-code';
    if (result !== '') {
      this.say(`${this.name}: Main process exited, ${this.#exit}`);
      this.say(`${this.name}: Failed with result '${result}'.`);
    }
    const policy = setting(this.unit, 'Service', 'Restart') ?? 'no';
    const again = !this.#stopping && (policy === 'always' || (policy === 'on-failure' && !isClean));
    if (again) {
      this.change('activating', 'auto-restart', result);
      this.manager.proc.thread(this.#restartLater(), 'restart');
    } else if (result === '') this.change('inactive', 'dead');
    else this.change('failed', 'failed', result);
  }

  *#restartLater(): Sys<void> {
    yield* this.manager.proc.sleep(Number(/\d+/.exec(setting(this.unit, 'Service', 'RestartSec') ?? '')?.[0] ?? 0) * SECOND);
    if (this.sub === 'auto-restart') this.#launch();
  }

  *#copyLog(fd: number, path: string, pid: number): Sys<void> {
    const { proc, journal } = this.manager;
    const lines = new Lines(proc, fd);
    const identifier = path.slice(path.lastIndexOf('/') + 1);
    for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) journal.write(identifier, pid, line);
    proc.close(fd);
  }
}

function* execute(child: Proc, argv: readonly string[], unit: string): Sys<number> {
  const [path = ''] = argv;
  if (child.env.has('LISTEN_FDS')) child.env.set('LISTEN_PID', String(child.pid));
  try {
    return yield* child.exec(path, argv, child.env);
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* child.write(2, `${unit}: Failed at step EXEC spawning ${path}: ${error.message}\n`);
    return EXIT_EXEC;
  }
}
