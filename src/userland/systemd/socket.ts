/** Socket units (systemd.socket(5)): PID 1 listens, and starts the service at the first connection. */
import { isSysError } from '../../kernel/errno.ts';
import type { Sys, Thread } from '../../kernel/sys.ts';
import { findGroup, findUser } from '../accounts.ts';
import { listenStream } from './listen-stream.ts';
import { ManagedUnit } from './managed-unit.ts';
import type { UnitStatus } from './protocol.ts';
import { serviceOf, setting, words } from './unit.ts';

export class Socket extends ManagedUnit {
  fds: number[] = [];
  #watch: Thread | undefined;

  get service(): string {
    return serviceOf(this.unit);
  }

  *start(): Sys<boolean> {
    if (this.active === 'active') return true;
    try {
      for (const address of words(this.unit, 'Socket', 'ListenStream')) this.fds.push(this.#listen(address));
    } catch (error) {
      if (!isSysError(error)) throw error;
      this.#close();
      this.say(`${this.name}: Failed to create listening socket: ${error.message}`);
      this.change('failed', 'failed', 'resources');
      return false;
    }
    this.change('active', 'listening');
    this.say(`Listening on ${this.name} - ${this.description}.`);
    this.#watch = this.manager.proc.thread(this.#activate(), this.name);
    return true;
  }

  *stop(): Sys<void> {
    if (this.active !== 'active') return;
    this.#watch?.cancel();
    this.#close();
    this.change('inactive', 'dead');
    this.say(`Closed ${this.name} - ${this.description}.`);
  }

  override status(): UnitStatus {
    const isServed = this.active === 'active' && this.manager.unit(this.service)?.isDown === false;
    return { ...super.status(), ...(isServed ? { sub: 'running' } : {}) };
  }

  /** Starts the service whenever somebody connects while it is down, until it was started too often. */
  *#activate(): Sys<void> {
    const { proc } = this.manager;
    const service = this.manager.unit(this.service);
    const files = this.fds.map((fd) => proc.file(fd));
    while (service) {
      if (service.isDown && files.some((file) => file.readable())) yield* service.start();
      else yield* proc.block([service.changed, ...(service.isDown ? files.flatMap(({ queue }) => queue ?? []) : [])]);
      if (service.result !== 'start-limit-hit') continue;
      this.#close();
      this.say(`${this.name}: Failed with result 'service-start-limit-hit'.`);
      this.change('failed', 'failed', 'service-start-limit-hit');
      return;
    }
  }

  #listen(address: string): number {
    const { fs } = this.manager.proc;
    if (address.startsWith('/')) {
      fs.mkdirs(address.slice(0, address.lastIndexOf('/')) || '/');
      if (fs.exists(address)) fs.unlink(address);
    }
    const fd = listenStream(this.manager.proc, address);
    if (address.startsWith('/')) {
      fs.chmod(address, Number.parseInt(setting(this.unit, 'Socket', 'SocketMode') ?? '0666', 8));
      fs.chown(address, findUser(fs, setting(this.unit, 'Socket', 'SocketUser') ?? 'root')?.uid ?? 0, findGroup(fs, setting(this.unit, 'Socket', 'SocketGroup') ?? 'root')?.gid ?? 0);
    }
    return fd;
  }

  #close(): void {
    for (const fd of this.fds.splice(0)) this.manager.proc.close(fd);
  }
}
