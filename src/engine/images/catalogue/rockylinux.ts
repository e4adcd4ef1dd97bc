/** Docker Hub's `rockylinux`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const rockylinux: Repository = {
  name: 'rockylinux',
  description: 'Official build of Rocky Linux',
  stars: 270,
  official: true,
  images: [
    {
      tags: ['9', '9.3.20231119', '9.3'],
      created: '2023-11-30T16:27:28Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/bash'] },
      history: [
        ['ADD layer.tar.xz / # buildkit', 176000000, 65000000],
        ['CMD ["/bin/bash"]'],
      ],
    },
  ],
};
