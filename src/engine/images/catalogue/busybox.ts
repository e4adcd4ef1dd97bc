/** Docker Hub's `busybox`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const busybox: Repository = {
  name: 'busybox',
  description: 'Busybox base image.',
  stars: 3400,
  official: true,
  images: [
    {
      tags: ['latest', '1', '1.37', '1.37.0', 'unstable'],
      created: '2024-09-26T21:31:42Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['sh'] },
      history: [
        ['BusyBox 1.37.0 (glibc), Debian 12', 4280000, 2213082],
      ],
    },
    {
      tags: ['musl', '1.37.0-musl', '1.37-musl', '1-musl', 'unstable-musl'],
      created: '2024-09-26T21:31:42Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['sh'] },
      history: [
        ['BusyBox 1.37.0 (musl), Alpine 3.21', 1510000, 860000],
      ],
    },
  ],
};
