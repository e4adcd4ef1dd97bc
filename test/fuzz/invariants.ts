/** What must hold of a daemon after any sequence of commands. Each broken invariant is one line. */
import type { RunningDaemon } from '../../src/engine/main.ts';

const STATES = new Set(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']);

export function brokenInvariants(daemon: RunningDaemon): string[] {
  const broken: string[] = [];
  const containers = [...daemon.containers.engine.store.list()];
  const unique = (what: string, values: readonly string[]): void => {
    const seen = new Set<string>();
    for (const value of values) {
      if (seen.has(value)) broken.push(`${what} ${value} is there twice`);
      seen.add(value);
    }
  };
  unique('container name', containers.map((container) => container.name));
  unique('container id', containers.map((container) => container.id));
  unique('volume', daemon.volumes.list().map((volume) => volume.name));
  const addresses: string[] = [];
  const ports: string[] = [];
  for (const container of containers) {
    if (!STATES.has(container.status)) broken.push(`${container.name} is ${container.status}`);
    if (!daemon.images.find(container.imageId)) broken.push(`${container.name} has no image ${container.imageId}`);
    const endpoints = Object.entries(daemon.networks.endpoints(container.id));
    for (const [network, endpoint] of endpoints) {
      // A container may be created for a network that is made later.
      if (container.state.running && !daemon.networks.exists(network)) broken.push(`${container.name} is on ${network}, which does not exist`);
      if (container.state.running && endpoint.IPAddress !== '') addresses.push(`${network} ${endpoint.IPAddress}`);
      if (!container.state.running && endpoint.IPAddress !== '') broken.push(`${container.name} does not run and has ${endpoint.IPAddress}`);
    }
    // While it waits to be restarted, Docker calls it running and it has no process.
    if (!container.state.restarting && container.state.running !== (container.pid > 0)) broken.push(`${container.name} running=${container.state.running} with pid ${container.pid}`);
    for (const port of daemon.networks.ports(container.id)) if (port.PublicPort !== undefined) ports.push(`${port.IP}:${port.PublicPort}/${port.Type}`);
    for (const point of container.mountPoints) {
      if (point.name && !daemon.volumes.get(point.name)) broken.push(`${container.name} mounts the missing volume ${point.name}`);
      if (point.name && !daemon.volumes.users(point.name).includes(container.id)) broken.push(`volume ${point.name} does not know ${container.name}`);
    }
  }
  unique('address', addresses);
  unique('host port', ports);
  return broken;
}
