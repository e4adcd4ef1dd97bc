/** Docker Hub's `amazonlinux`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const amazonlinux: Repository = {
  name: 'amazonlinux',
  description: 'Amazon Linux base image',
  stars: 690,
  official: true,
  images: [
    {
      tags: ['latest', '2023', '2023.8.20250808.1'],
      created: '2025-08-13T21:56:28Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/bash'] },
      history: [
        ['COPY /rootfs/ / # buildkit', 144000000, 52600000],
        ['CMD ["/bin/bash"]'],
      ],
    },
  ],
};
