/** Docker Hub's `hello-world`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const helloWorld: Repository = {
  name: 'hello-world',
  description: 'Hello World! (an example of minimal Dockerization)',
  stars: 2500,
  official: true,
  images: [
    {
      tags: ['latest', 'linux'],
      created: '2025-08-08T19:05:17Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/hello'] },
      history: [
        ['COPY hello / # buildkit', 10072, 2380],
        ['CMD ["/hello"]'],
      ],
    },
  ],
};
