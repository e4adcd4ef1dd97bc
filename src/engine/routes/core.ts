/** Routes of the parts of dockerd that are not services of their own. */
import { Deferred } from '../../kernel/deferred.ts';
import type { Containers } from '../containers/service.ts';
import type { Route } from '../daemon.ts';
import { containerRoutes } from './containers.ts';
import { later } from './later.ts';
import { lifecycleRoutes } from './lifecycle.ts';
import { swarmRoutes } from './swarm.ts';
import { systemRoutes } from './system.ts';

const EVENTS = new Deferred(() => import('./events.ts').then((module) => module.eventRoutes));
const STREAMS = new Deferred(() => import('./streams.ts').then((module) => module.streamRoutes));
const EXEC = new Deferred(() => import('./exec.ts').then((module) => module.execRoutes));
const FILES = new Deferred(() => import('./files.ts').then((module) => module.fileRoutes));

export function coreRoutes(containers: Containers): Route[] {
  return [
    ...systemRoutes(containers), ...later(EVENTS, containers, ['GET /events']), ...containerRoutes(containers), ...lifecycleRoutes(containers),
    ...later(STREAMS, containers, ['POST /containers/{id}/attach', 'GET /containers/{id}/logs', 'POST /containers/{id}/resize']),
    ...later(EXEC, containers, ['POST /containers/{id}/exec', 'POST /exec/{id}/start', 'POST /exec/{id}/resize', 'GET /exec/{id}/json']),
    ...later(FILES, containers, [
      'HEAD /containers/{id}/archive', 'GET /containers/{id}/archive', 'PUT /containers/{id}/archive', 'GET /containers/{id}/export', 'GET /containers/{id}/changes',
      'POST /commit', 'GET /containers/{id}/top', 'GET /containers/{id}/stats',
    ]),
    ...swarmRoutes(),
  ];
}
