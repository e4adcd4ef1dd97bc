/** Docker Hub's `traefik/whoami`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const traefikWhoami: Repository = {
  name: 'traefik/whoami',
  description: 'Tiny web server that prints facts of the container and the request',
  stars: 60,
  official: false,
  images: [
    {
      tags: ['latest', 'v1.11', 'v1.11.0'],
      created: '2025-05-22T13:36:04Z',
      config: { ExposedPorts: { '80/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Entrypoint: ['/whoami'] },
      history: [
        ['COPY /usr/share/zoneinfo /usr/share/zoneinfo # buildkit', 1400000, 350000],
        ['COPY /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ # buildkit', 216000, 120000],
        ['COPY /go/whoami/whoami . # buildkit', 5284000, 2330000],
        ['ENTRYPOINT ["/whoami"]'],
        ['EXPOSE map[80/tcp:{}]'],
      ],
    },
  ],
};
