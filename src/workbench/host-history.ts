// What happened on a host, and its picture as it is now.
import type { EventMessage } from '../api/events.ts';
import { ENGINE_VERSION } from '../api/version.ts';
import type { RunningDaemon } from '../engine/main.ts';
import type { Machine } from '../machine/machine.ts';
import { ContainerLife } from './container-life.ts';
import type { EngineEvent, LastCommand, Snapshot } from './snapshot.ts';

const EVENTS_SHOWN = 200;

let drawing: typeof import('./host-snapshot.ts') | undefined;

/** Fetches what draws a daemon. */
export async function loadDrawing(): Promise<void> {
  drawing ??= await import('./host-snapshot.ts');
}

/** Remembers as long as the machine lives. */
export class HostHistory {
  readonly events: EngineEvent[] = [];
  readonly #lives = new Map<string, ContainerLife>();
  readonly #machine: Machine;

  /** `changed` is called whenever there is something new to show, in a run of the machine; `drawable` when what draws it has been fetched. */
  constructor(machine: Machine, changed: () => void, drawable: () => void) {
    this.#machine = machine;
    const booted = machine.kernel.realtime() - BigInt(Math.round(machine.kernel.now()));
    const follow = (daemon: RunningDaemon): void => {
      const add = (event: EventMessage): void => this.#add(event, Number(BigInt(event.timeNano) - booted) / 1e6);
      // What the scenario of a lesson did before.
      daemon.events.history.forEach(add);
      daemon.events.subscribe((event) => {
        add(event);
        changed();
      });
      changed();
      if (!drawing) void loadDrawing().then(drawable);
    };
    if (machine.daemon) follow(machine.daemon);
    machine.onDaemon = follow;
  }

  #add({ Type: type, Action: action, Actor: { ID: id, Attributes: attributes } }: EventMessage, at: number): void {
    this.events.push({ at, type, action, actor: attributes['name'] ?? id.replace(/^sha256:/, '').slice(0, 12), attributes: { ...attributes } });
    if (type !== 'container') return;
    const life = this.#lives.get(id) ?? new ContainerLife();
    this.#lives.set(id, life);
    life.add(action, attributes, at);
  }

  /** The statuses of all containers by id, as they read at a virtual time in milliseconds. */
  statuses(at: number): Record<string, string> {
    const { daemon, kernel } = this.#machine;
    return daemon && drawing ? drawing.statuses(daemon, kernel.realtime() + BigInt(Math.round(at * 1e6 - kernel.now()))) : {};
  }

  /** Everything that the panels show; undefined while there is no daemon. */
  snapshot(lastCommand: LastCommand | undefined): Snapshot | undefined {
    const { daemon, world } = this.#machine;
    if (!daemon || !drawing) return undefined;
    return {
      host: { name: world.hostname, os: 'Debian 12', engine: `Docker ${ENGINE_VERSION}` },
      ...drawing.draw(daemon, this.#machine, (id) => this.#lives.get(id)?.steps ?? []),
      events: this.events.slice(-EVENTS_SHOWN),
      ...(lastCommand ? { lastCommand } : {}),
    };
  }
}
