/** The container service: what routes call, and what other services may ask. */
import type { ContainerService, ContainerView, Daemon } from '../daemon.ts';
import type { ContainerEngine } from './engine.ts';
import { ContainerStore } from './store.ts';

export class Containers implements ContainerService {
  readonly engine: ContainerEngine;

  constructor(daemon: Daemon) {
    this.engine = { daemon, proc: daemon.proc, store: new ContainerStore(), execs: new Map(), shuttingDown: false };
  }

  resolve(reference: string): string {
    return this.engine.store.get(reference).id;
  }

  find(reference: string): ContainerView | undefined {
    return this.engine.store.find(reference);
  }

  list(): readonly ContainerView[] {
    return this.engine.store.list();
  }
}
