/** Docker Hub's `almalinux`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const almalinux: Repository = {
  name: 'almalinux',
  description: 'Official build of AlmaLinux OS',
  stars: 270,
  official: true,
  images: [
    {
      tags: ['latest', '9', '9.6', '9.6-20250803'],
      created: '2025-08-03T13:22:25Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/bash'] },
      history: [
        ['ADD almalinux-9-default-amd64.tar.xz / # buildkit', 188000000, 69000000],
        ['CMD ["/bin/bash"]'],
      ],
    },
  ],
};
