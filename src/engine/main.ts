/** dockerd, put together of its services. */
import type { Program } from '../kernel/sys.ts';
import type { Daemon } from './daemon.ts';
import { makeDockerd } from './dockerd.ts';
import { createImageService } from './images/service.ts';
import { createNetworkService } from './networks/service.ts';
import { imageRoutes } from './routes/images.ts';
import { networkRoutes } from './routes/networks.ts';
import { volumeRoutes } from './routes/volumes.ts';
import { createVolumeService } from './volumes/service.ts';

/**
 * The daemon as a program. `observe` is told of each daemon that starts, before it serves: whoever draws a picture of the host reads its
 * services without running anything in the simulation. Clients never get it; they speak HTTP.
 */
export function dockerd(observe: (daemon: Daemon) => void = () => {}): Program {
  return makeDockerd({
    images: createImageService,
    volumes: createVolumeService,
    networks: createNetworkService,
    routes: (daemon) => {
      observe(daemon);
      return [...imageRoutes, ...volumeRoutes, ...networkRoutes];
    },
  });
}
