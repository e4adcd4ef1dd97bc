/** `volume mount` and `volume unmount`, published for each volume when its container starts and ends (moby volumes.go). */
import type { Container } from './container.ts';
import type { ContainerEngine } from './engine.ts';

export function mountEvents(engine: ContainerEngine, container: Container, action: 'mount' | 'unmount'): void {
  for (const point of container.mountPoints) {
    if (point.type !== 'volume') continue;
    const base = { container: container.id, driver: point.driver };
    const attributes = action === 'mount' ? { ...base, destination: point.destination, 'read/write': String(point.readWrite), propagation: point.propagation } : base;
    engine.daemon.events.publish('volume', action, point.name, attributes);
  }
}
