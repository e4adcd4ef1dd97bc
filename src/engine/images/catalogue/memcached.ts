/** Docker Hub's `memcached`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const memcached: Repository = {
  name: 'memcached',
  description: 'Cache of objects in memory',
  stars: 2400,
  official: true,
  images: [
    {
      tags: ['latest', '1.6.39', '1.6', '1', '1.6.39-trixie', '1.6-trixie', '1-trixie', 'trixie'],
      created: '2025-08-13T00:54:11Z',
      config: { User: 'memcache', ExposedPorts: { '11211/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'MEMCACHED_VERSION=1.6.39', 'MEMCACHED_URL=https://memcached.org/files/memcached-1.6.39.tar.gz', 'MEMCACHED_SHA1=132d165af4d032d97081a2ccda645595d6bbb17b'], Entrypoint: ['docker-entrypoint.sh'], Cmd: ['memcached'] },
      history: [
        ['# debian.sh --arch \'amd64\' out/ \'trixie\' \'@1754870400\'', 78600000, 29773285],
        ['RUN /bin/sh -c set -eux; \tgroupadd --system --gid 11211 memcache; \tuseradd --system --gid memcache --uid 11211 memcache # buildkit', 4000, 1460],
        ['RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tlibsasl2-modules \t; \trm -rf /var/lib/apt/lists/* # buildkit', 1001616, 365725],
        ['ENV MEMCACHED_VERSION=1.6.39'],
        ['ENV MEMCACHED_URL=https://memcached.org/files/memcached-1.6.39.tar.gz'],
        ['ENV MEMCACHED_SHA1=132d165af4d032d97081a2ccda645595d6bbb17b'],
        ['RUN /bin/sh -c set -eux; \t\tsavedAptMark="$(apt-mark showmanual)"; \tapt-get update; \tapt-get install -y --no-install-re ... # buildkit', 5294259, 1933121],
        ['COPY docker-entrypoint.sh /usr/local/bin/ # buildkit', 124, 45],
        ['RUN /bin/sh -c ln -s usr/local/bin/docker-entrypoint.sh /entrypoint.sh # backwards compat # buildkit', 0, 32],
        ['ENTRYPOINT ["docker-entrypoint.sh"]'],
        ['USER memcache'],
        ['EXPOSE map[11211/tcp:{}]'],
        ['CMD ["memcached"]'],
      ],
    },
    {
      tags: ['alpine', '1.6.39-alpine', '1.6-alpine', '1-alpine', '1.6.39-alpine3.22', '1.6-alpine3.22', '1-alpine3.22', 'alpine3.22'],
      created: '2025-07-29T06:54:12Z',
      config: { User: 'memcache', ExposedPorts: { '11211/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'MEMCACHED_VERSION=1.6.39', 'MEMCACHED_URL=https://memcached.org/files/memcached-1.6.39.tar.gz', 'MEMCACHED_SHA1=132d165af4d032d97081a2ccda645595d6bbb17b'], Entrypoint: ['docker-entrypoint.sh'], Cmd: ['memcached'] },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['CMD ["/bin/sh"]'],
        ['RUN /bin/sh -c set -eux; \taddgroup -g 11211 memcache; \tadduser -D -u 11211 -G memcache memcache # buildkit', 4000, 1574],
        ['RUN /bin/sh -c apk add --no-cache libsasl # buildkit', 697752, 274705],
        ['ENV MEMCACHED_VERSION=1.6.39'],
        ['ENV MEMCACHED_URL=https://memcached.org/files/memcached-1.6.39.tar.gz'],
        ['ENV MEMCACHED_SHA1=132d165af4d032d97081a2ccda645595d6bbb17b'],
        ['RUN /bin/sh -c set -eux; \t\tapk add --no-cache --virtual .build-deps \t\tca-certificates \t\tcoreutils \t\tcyrus-sasl-dev \t\td ... # buildkit', 3688122, 1452016],
        ['COPY docker-entrypoint.sh /usr/local/bin/ # buildkit', 124, 48],
        ['RUN /bin/sh -c ln -s usr/local/bin/docker-entrypoint.sh /entrypoint.sh # backwards compat # buildkit', 0, 32],
        ['ENTRYPOINT ["docker-entrypoint.sh"]'],
        ['USER memcache'],
        ['EXPOSE map[11211/tcp:{}]'],
        ['CMD ["memcached"]'],
      ],
    },
  ],
};
