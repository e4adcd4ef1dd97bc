/** What all parts of the container service share. */
import type { Proc } from '../../kernel/sys.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import type { Exec } from './exec.ts';
import type { ContainerStore } from './store.ts';

export interface ContainerEngine {
  readonly daemon: Daemon;
  readonly proc: Proc;
  readonly store: ContainerStore;
  readonly execs: Map<string, Exec>;
  /** The daemon is ending: no container is restarted, none counts as stopped by hand. */
  shuttingDown: boolean;
}

/** Folder of a container on the host. */
export function containerFolder(engine: ContainerEngine, id: string): string {
  return `${engine.daemon.root}/containers/${id}`;
}

/** Publishes an event of a container: its labels, image and name stand among the attributes. */
export function logEvent(engine: ContainerEngine, container: Container, action: string, extra: Readonly<Record<string, string>> = {}): void {
  const attributes: Record<string, string> = { ...container.config.Labels };
  if (container.config.Image) attributes['image'] = container.config.Image;
  attributes['name'] = container.name;
  engine.daemon.events.publish('container', action, container.id, { ...attributes, ...extra });
}
