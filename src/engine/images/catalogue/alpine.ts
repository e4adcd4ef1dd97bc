/** Docker Hub's `alpine`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const alpine: Repository = {
  name: 'alpine',
  description: 'Small base image of Alpine Linux',
  stars: 11400,
  official: true,
  images: [
    {
      tags: ['latest', '3', '3.22', '3.22.1'],
      created: '2025-07-15T11:32:47Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/sh'] },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['CMD ["/bin/sh"]'],
      ],
    },
    {
      tags: ['3.21', '3.21.4'],
      created: '2025-07-15T11:32:47Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/sh'] },
      history: [
        ['ADD alpine-minirootfs-3.21.4-x86_64.tar.gz / # buildkit', 7830000, 3640000],
        ['CMD ["/bin/sh"]'],
      ],
    },
    {
      tags: ['3.20', '3.20.7'],
      created: '2025-07-15T11:32:47Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/sh'] },
      history: [
        ['ADD alpine-minirootfs-3.20.7-x86_64.tar.gz / # buildkit', 7800000, 3630000],
        ['CMD ["/bin/sh"]'],
      ],
    },
    {
      tags: ['3.19', '3.19.8'],
      created: '2025-07-15T11:32:47Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/sh'] },
      history: [
        ['ADD alpine-minirootfs-3.19.8-x86_64.tar.gz / # buildkit', 7400000, 3419999],
        ['CMD ["/bin/sh"]'],
      ],
    },
    {
      tags: ['3.18', '3.18.12'],
      created: '2025-02-14T03:30:19Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/sh'] },
      history: [
        ['ADD alpine-minirootfs-3.18.12-x86_64.tar.gz / # buildkit', 7360000, 3410000],
        ['CMD ["/bin/sh"]'],
      ],
    },
    {
      tags: ['edge', '20250108'],
      created: '2025-07-15T11:32:47Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/sh'] },
      history: [
        ['ADD alpine-minirootfs-20250108-x86_64.tar.gz / # buildkit', 8000000, 3700000],
        ['CMD ["/bin/sh"]'],
      ],
    },
  ],
};
