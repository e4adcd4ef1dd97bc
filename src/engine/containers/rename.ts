/** POST /containers/{id}/rename (moby daemon/rename.go). */
import { DaemonError } from '../daemon.ts';
import { claimName } from './create.ts';
import { logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { save } from './persistence.ts';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

export function renameContainer(engine: ContainerEngine, reference: string, wanted: string): void {
  if (reference === '' || wanted === '') throw new DaemonError(400, 'Neither old nor new names may be empty');
  const container = engine.store.get(reference);
  const name = wanted.startsWith('/') ? wanted.slice(1) : wanted;
  if (name === container.name) throw new DaemonError(400, 'Renaming a container with the same name as its current name');
  const fail = (error: DaemonError): DaemonError => new DaemonError(error.status, `Error when allocating new name: ${error.message}`);
  if (!NAME.test(name)) throw fail(new DaemonError(400, `Invalid container name (${wanted}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`));
  try {
    claimName(engine, name, container.id);
  } catch (error) {
    throw error instanceof DaemonError ? fail(error) : error;
  }
  const oldName = `/${container.name}`;
  engine.store.rename(container, name);
  engine.daemon.networks.rename(container.id, name);
  save(engine, container);
  logEvent(engine, container, 'rename', { oldName });
}
