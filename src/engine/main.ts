/** dockerd, put together of its services. */
import type { Program } from '../kernel/sys.ts';
import { makeDockerd } from './dockerd.ts';
import { createImageService } from './images/service.ts';
import { createNetworkService } from './networks/service.ts';
import { networkRoutes } from './routes/networks.ts';
import { volumeRoutes } from './routes/volumes.ts';
import { createVolumeService } from './volumes/service.ts';

const engine = makeDockerd({
  images: createImageService,
  volumes: createVolumeService,
  networks: createNetworkService,
  routes: () => [...volumeRoutes, ...networkRoutes],
});

export const dockerd: Program = { name: 'dockerd', main: engine.main };
