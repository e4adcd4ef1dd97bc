/** Docker Hub's `jwilder/whoami`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const jwilderWhoami: Repository = {
  name: 'jwilder/whoami',
  description: 'Web server that prints its container id',
  stars: 100,
  official: false,
  images: [
    {
      tags: ['latest'],
      created: '2025-08-13T00:00:00Z',
      config: { ExposedPorts: { '8000/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/app/http'] },
      history: [
        ['COPY whoami /whoami # buildkit', 10100000, 3500000],
        ['EXPOSE map[8000/tcp:{}]'],
        ['CMD ["/app/http"]'],
      ],
    },
  ],
};
