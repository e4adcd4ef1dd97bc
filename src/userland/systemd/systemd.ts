/** PID 1 of the hosts: brings up a target, starts services when their sockets are connected to, reaps orphans, and obeys systemctl. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { parseSignal } from '../../kernel/signals.ts';
import { Lines } from '../../kernel/stdio.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import { Journal } from './journal.ts';
import type { ManagedUnit, Manager } from './managed-unit.ts';
import { BOOTED, CONTROL_SOCKET, deadUnit, NOTIFY_SOCKET, type ControlReply, type ControlRequest, type UnitStatus } from './protocol.ts';
import { Service } from './service.ts';
import { Socket } from './socket.ts';
import { installedUnits, loadUnit, socketsOf, wantedBy, words } from './unit.ts';

/** The targets of a boot, each after what it requires (bootup(7)). */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  'basic.target': ['sockets.target', 'basic.target'],
  'default.target': ['sockets.target', 'basic.target', 'multi-user.target'],
};

export const systemd: Program = {
  name: 'systemd',
  *main(proc) {
    yield* new Init(proc).run();
    return 0;
  },
};

class Init implements Manager {
  readonly proc: Proc;
  readonly journal: Journal;
  readonly #units = new Map<string, ManagedUnit>();
  /** Woken when there is a child to wait for. */
  readonly #forked = new WaitQueue();

  constructor(proc: Proc) {
    this.proc = proc;
    this.journal = new Journal(proc);
  }

  /** Goes up to the target of `systemd.unit=` on the kernel's command line; SIGRTMIN+0 makes it go on to the default target (systemd(1)). */
  *run(): Sys<void> {
    const { proc } = this;
    proc.fs.mkdirs('/run/systemd');
    this.#listen(CONTROL_SOCKET, (fd) => this.#answer(fd));
    this.#listen(NOTIFY_SOCKET, (fd) => this.#notified(fd));
    const target = /(?:^|\s)systemd\.unit=(\S+)/.exec(proc.readText('/proc/cmdline'))?.[1] ?? 'default.target';
    proc.thread(this.#reach(target), 'boot');
    const reach = this.#reach.bind(this);
    proc.sigaction('SIGRTMIN', function* () {
      proc.thread(reach('default.target'), 'boot');
    });
    for (;;) {
      try {
        const status = yield* proc.wait(-1);
        if (status?.kind === 'exited') this.#ended(status.pid, status.code);
        else if (status?.kind === 'signaled') this.#ended(status.pid, 128, status.signal);
      } catch (error) {
        if (!isSysError(error, 'ECHILD')) throw error;
        yield* proc.block([this.#forked]);
      }
    }
  }

  unit(name: string): ManagedUnit | undefined {
    const known = this.#units.get(name);
    if (known) return known;
    const file = loadUnit(this.proc.fs, name);
    if (!file) return undefined;
    const made = name.endsWith('.socket') ? new Socket(this, file) : new Service(this, file);
    this.#units.set(name, made);
    return made;
  }

  listening(service: string): number[] {
    return socketsOf(this.proc.fs, service).flatMap((name) => {
      const socket = this.unit(name);
      return socket instanceof Socket ? socket.fds : [];
    });
  }

  fork: Proc['fork'] = (main, options) => {
    const pid = this.proc.fork(main, options);
    this.#forked.wake();
    return pid;
  };

  /** Starts what the targets up to this one want. */
  *#reach(target: string): Sys<void> {
    for (const each of TARGETS[target] ?? []) {
      for (const name of wantedBy(this.proc.fs, each)) yield* this.#start(name);
    }
    this.proc.fs.writeFile(BOOTED, '');
  }

  /** Starts a unit after those that it requires; without a unit file nothing happens. */
  *#start(name: string): Sys<boolean> {
    const unit = this.unit(name);
    if (!unit) return false;
    for (const other of words(unit.unit, 'Unit', 'Requires')) yield* this.#start(other);
    return yield* unit.start();
  }

  /** Stops a unit after those that require it. */
  *#stop(name: string): Sys<void> {
    for (const unit of this.#units.values()) if (words(unit.unit, 'Unit', 'Requires').includes(name)) yield* unit.stop();
    const unit = this.unit(name);
    if (unit) yield* unit.stop();
  }

  /** The service whose main process that is. */
  #serviceOf(pid: number): Service | undefined {
    for (const unit of this.#units.values()) if (unit instanceof Service && unit.pid === pid) return unit;
    return undefined;
  }

  #ended(pid: number, code: number, signal?: string): void {
    this.#serviceOf(pid)?.ended(code, signal);
  }

  /** Answers each connection to a socket in a thread. */
  #listen(path: string, answer: (fd: number) => Sys<void>): void {
    const { proc } = this;
    const listener = proc.socket('unix', 'stream');
    if (proc.fs.exists(path)) proc.fs.unlink(path);
    proc.bind(listener, { family: 'unix', path });
    proc.fs.chmod(path, 0o666);
    proc.listen(listener);
    proc.thread((function* () {
      for (;;) {
        const { fd } = yield* proc.accept(listener);
        proc.thread(answer(fd), 'connection');
      }
    })(), path);
  }

  *#notified(fd: number): Sys<void> {
    const lines = new Lines(this.proc, fd);
    let pid = 0;
    for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
      if (line.startsWith('MAINPID=')) pid = Number(line.slice('MAINPID='.length));
      else if (line === 'READY=1') this.#serviceOf(pid)?.ready();
    }
    this.proc.close(fd);
  }

  *#answer(fd: number): Sys<void> {
    const line = yield* new Lines(this.proc, fd).next();
    if (line !== undefined) {
      const reply = yield* this.#handle(JSON.parse(line) as ControlRequest);
      try {
        yield* this.proc.write(fd, `${JSON.stringify(reply)}\n`);
      } catch (error) {
        if (!isSysError(error)) throw error;
      }
    }
    this.proc.close(fd);
  }

  *#handle({ verb, unit: name, uid, signal }: ControlRequest): Sys<ControlReply> {
    if (verb === 'list') return { ok: true, units: installedUnits(this.proc.fs).map((each) => this.#status(each)) };
    if (verb === 'status') return { ok: true, units: [this.#status(name)] };
    if (uid !== 0) return { ok: false, error: 'Interactive authentication required.' };
    if (verb === 'daemon-reload') {
      for (const unit of this.#units.values()) unit.unit = loadUnit(this.proc.fs, unit.name) ?? unit.unit;
      return { ok: true };
    }
    const unit = this.unit(name);
    if (!unit) return { ok: false, error: `Unit ${name} not found.` };
    const pid = unit instanceof Service ? unit.pid : 0;
    switch (verb) {
      case 'reset-failed':
        unit.resetFailed();
        return { ok: true };
      case 'reload':
        if (unit.active !== 'active') return { ok: false, error: `Unit ${name} cannot be reloaded because it is inactive.` };
        if (pid > 0) this.proc.kill(pid, 'SIGHUP');
        return { ok: true };
      case 'kill':
        if (pid > 0) this.proc.kill(pid, parseSignal(signal ?? 'SIGTERM') ?? 'SIGTERM');
        return { ok: true };
      case 'stop': case 'restart':
        yield* this.#stop(name);
        if (verb === 'stop') return { ok: true };
    }
    return (yield* this.#start(name)) ? { ok: true } : { ok: false, error: 'failed' };
  }

  #status(name: string): UnitStatus {
    return this.unit(name)?.status() ?? deadUnit(name);
  }
}
