/** dockerd, put together of its services. */
import type { Program } from '../kernel/sys.ts';
import type { Containers } from './containers/service.ts';
import type { Daemon } from './daemon.ts';
import { makeDockerd } from './dockerd.ts';
import { createImageService, type Images } from './images/service.ts';
import { createNetworkService, type Networks } from './networks/service.ts';
import { imageRoutes } from './routes/images.ts';
import { networkRoutes } from './routes/networks.ts';
import { volumeRoutes } from './routes/volumes.ts';
import { createVolumeService, type Volumes } from './volumes/service.ts';

/** A daemon with its services by their own types, for who draws a picture of the host. */
export interface RunningDaemon extends Daemon {
  readonly containers: Containers;
  readonly images: Images;
  readonly volumes: Volumes;
  readonly networks: Networks;
}

/**
 * The daemon as a program. `observe` is told of each daemon that starts, before it serves: whoever draws a picture of the host reads its
 * services without running anything in the simulation. Clients never get it; they speak HTTP.
 */
export function dockerd(observe: (daemon: RunningDaemon) => void = () => {}): Program {
  return makeDockerd({
    images: createImageService,
    volumes: createVolumeService,
    networks: createNetworkService,
    routes: (daemon) => {
      // The factories above made its services, and makeDockerd its containers.
      observe(daemon as RunningDaemon);
      return [...imageRoutes, ...volumeRoutes, ...networkRoutes];
    },
  });
}
