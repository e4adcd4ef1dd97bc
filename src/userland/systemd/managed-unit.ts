/** What the units that PID 1 manages have in common: a state, and starting and stopping. */
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import type { Journal } from './journal.ts';
import type { ActiveState, UnitStatus } from './protocol.ts';
import { setting, type Unit } from './unit.ts';

/** What a unit needs of the manager. */
export interface Manager {
  readonly proc: Proc;
  readonly journal: Journal;
  /** A unit by its name, loaded when it was not yet; undefined when there is no such unit file. */
  unit(name: string): ManagedUnit | undefined;
  /** Listening descriptors of the active sockets of a service. */
  listening(service: string): number[];
  /** Makes a child process, whose end is told to its unit. */
  fork: Proc['fork'];
}

export abstract class ManagedUnit {
  unit: Unit;
  active: ActiveState = 'inactive';
  sub = 'dead';
  result = '';
  /** Woken by every change of state. */
  readonly changed = new WaitQueue();
  protected readonly manager: Manager;
  #since = 0n;

  constructor(manager: Manager, unit: Unit) {
    this.manager = manager;
    this.unit = unit;
  }

  get name(): string {
    return this.unit.name;
  }

  get description(): string {
    return setting(this.unit, 'Unit', 'Description') ?? this.name;
  }

  /** Neither running nor about to. */
  get isDown(): boolean {
    return this.active === 'inactive' || this.active === 'failed';
  }

  /** Starts it and waits until it has started; false when it has not. */
  abstract start(): Sys<boolean>;
  /** Stops it and waits for that. */
  abstract stop(): Sys<void>;

  /** Forgets a failure. */
  resetFailed(): void {
    if (this.active === 'failed') this.change('inactive', 'dead');
  }

  status(): UnitStatus {
    return { name: this.name, active: this.active, sub: this.sub, pid: 0, since: String(this.#since), exit: '', result: this.result };
  }

  protected change(active: ActiveState, sub: string, result = ''): void {
    this.active = active;
    this.sub = sub;
    this.result = result;
    this.#since = this.manager.proc.realtime();
    this.changed.wake();
  }

  /** A line of PID 1 in the journal. */
  protected say(message: string): void {
    this.manager.journal.write('systemd', 1, message);
  }
}
