/** Docker Hub's `registry`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const registry: Repository = {
  name: 'registry',
  description: 'Distribution registry for images',
  stars: 4200,
  official: true,
  images: [
    {
      tags: ['latest', '3', '3.0.0', '3.0'],
      created: '2025-04-03T13:26:51Z',
      config: { ExposedPorts: { '5000/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Entrypoint: ['/entrypoint.sh'], Cmd: ['/etc/distribution/config.yml'], Volumes: { '/var/lib/registry': {} } },
      history: [
        ['ADD alpine-minirootfs-3.21.3-x86_64.tar.gz / # buildkit', 1871428, 795939],
        ['CMD ["/bin/sh"]'],
        ['RUN /bin/sh -c apk add --no-cache ca-certificates # buildkit', 0, 32],
        ['RUN /bin/sh -c set -eux; \tversion=\'3.0.0\'; \tapkArch="$(apk --print-arch)"; \tcase "$apkArch" in \t\tx86_64)  arch=\'amd64\' ... # buildkit', 55827942, 18093284],
        ['COPY ./config-example.yml /etc/distribution/config.yml # buildkit', 475, 153],
        ['VOLUME [/var/lib/registry]'],
        ['EXPOSE map[5000/tcp:{}]'],
        ['COPY entrypoint.sh /entrypoint.sh # buildkit', 155, 50],
        ['ENTRYPOINT ["/entrypoint.sh"]'],
        ['CMD ["/etc/distribution/config.yml"]'],
      ],
    },
    {
      tags: ['2', '2.8.3', '2.8'],
      created: '2023-10-02T18:42:41Z',
      config: { ExposedPorts: { '5000/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Entrypoint: ['/entrypoint.sh'], Cmd: ['/etc/docker/registry/config.yml'], Volumes: { '/var/lib/registry': {} } },
      history: [
        ['ADD alpine-minirootfs-3.18.12-x86_64.tar.gz / # buildkit', 7360000, 3410000],
        ['CMD ["/bin/sh"]'],
        ['RUN /bin/sh -c apk add --no-cache ca-certificates # buildkit', 15784606, 6276555],
        ['RUN /bin/sh -c set -eux; \tversion=\'2.8.3\'; \tapkArch="$(apk --print-arch)"; \tcase "$apkArch" in \t\tx86_64)  arch=\'amd64\' ... # buildkit', 2254943, 896650],
        ['COPY ./config-example.yml /etc/docker/registry/config.yml # buildkit', 295, 117],
        ['VOLUME [/var/lib/registry]'],
        ['EXPOSE map[5000/tcp:{}]'],
        ['COPY docker-entrypoint.sh /entrypoint.sh # buildkit', 155, 61],
        ['ENTRYPOINT ["/entrypoint.sh"]'],
        ['CMD ["/etc/docker/registry/config.yml"]'],
      ],
    },
  ],
};
