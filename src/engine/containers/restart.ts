/** Stopping and starting a container in one go (moby daemon/restart.go). */
import type { Sys } from '../../kernel/sys.ts';
import type { Container } from './container.ts';
import { logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { admit } from './lifecycle.ts';
import { startContainer } from './start.ts';
import { stopContainer } from './stop.ts';
import type { StopOptions } from './stop.ts';

/** POST /containers/{id}/restart: works from every state; --rm does not remove it in between. */
export function* restartContainer(engine: ContainerEngine, container: Container, options: StopOptions, reference: string): Sys<void> {
  admit('restart', container, reference);
  if (container.state.running) {
    container.hasBeenManuallyRestarted = true;
    yield* stopContainer(engine, container, options);
  }
  try {
    yield* startContainer(engine, container, { reset: true, reference });
  } finally {
    container.hasBeenManuallyRestarted = false;
  }
  logEvent(engine, container, 'restart');
}
