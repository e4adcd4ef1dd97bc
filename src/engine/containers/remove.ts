/** DELETE /containers/{id} (moby daemon/delete.go). */
import type { Sys } from '../../kernel/sys.ts';
import { DaemonError } from '../daemon.ts';
import type { Container } from './container.ts';
import { containerFolder, logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { admit } from './lifecycle.ts';
import { signalContainer, waitStopped } from './stop.ts';

interface RemoveOptions {
  readonly force: boolean;
  /** Anonymous volumes go too. */
  readonly volumes: boolean;
  readonly reference: string;
}

export function* removeContainer(engine: ContainerEngine, container: Container, options: RemoveOptions): Sys<void> {
  const { state } = container;
  if (container.removed) return;
  if (state.removalInProgress) throw new DaemonError(409, `removal of container ${options.reference} is already in progress`);
  if (state.running) {
    if (!options.force) admit('remove', container, options.reference);
    state.removalInProgress = true;
    if (state.restarting) {
      container.restart.cancel();
      container.hasBeenManuallyStopped = true;
    } else signalContainer(engine, container, 'SIGKILL');
    yield* waitStopped(engine, container);
  }
  state.removalInProgress = true;
  yield* container.lock.acquire(engine.proc);
  try {
    if (!container.removed) destroy(engine, container, options);
  } finally {
    container.lock.release();
  }
}

function destroy(engine: ContainerEngine, container: Container, options: RemoveOptions): void {
  const { daemon } = engine;
  container.restart.cancel();
  container.removed = true;
  container.plan?.streams.abandon();
  container.plan = undefined;
  for (const exec of container.execs.keys()) engine.execs.delete(exec);
  const layer = container.layer ?? daemon.images.openLayer(container.id);
  layer?.remove();
  daemon.networks.forget(container.id);
  daemon.fs.removeAll(containerFolder(engine, container.id));
  for (const point of container.mountPoints) {
    if (point.type !== 'volume') continue;
    daemon.volumes.release(point.name, container.id);
    if (options.volumes && point.anonymous && daemon.volumes.users(point.name).length === 0) removeVolume(engine, point.name);
  }
  engine.store.delete(container);
  container.changed.wake();
  logEvent(engine, container, 'destroy');
}

/** A volume that something else took meanwhile stays. */
function removeVolume(engine: ContainerEngine, name: string): void {
  try {
    engine.daemon.volumes.remove(name, false);
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
  }
}
