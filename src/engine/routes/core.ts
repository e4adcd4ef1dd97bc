/** Routes of the parts of dockerd that are not services of their own. */
import type { Containers } from '../containers/service.ts';
import type { Route } from '../daemon.ts';
import { containerRoutes } from './containers.ts';
import { eventRoutes } from './events.ts';
import { execRoutes } from './exec.ts';
import { fileRoutes } from './files.ts';
import { lifecycleRoutes } from './lifecycle.ts';
import { streamRoutes } from './streams.ts';
import { swarmRoutes } from './swarm.ts';
import { systemRoutes } from './system.ts';

export function coreRoutes(containers: Containers): Route[] {
  return [
    ...systemRoutes(containers), ...eventRoutes(), ...containerRoutes(containers), ...lifecycleRoutes(containers), ...streamRoutes(containers),
    ...execRoutes(containers), ...fileRoutes(containers), ...swarmRoutes(),
  ];
}
