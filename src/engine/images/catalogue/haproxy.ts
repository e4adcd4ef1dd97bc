/** Docker Hub's `haproxy`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const haproxy: Repository = {
  name: 'haproxy',
  description: 'Load balancer for TCP and HTTP',
  stars: 2100,
  official: true,
  images: [
    {
      tags: ['latest', 'lts', '3.2.4', '3.2', '3.2.4-trixie', '3.2-trixie', 'trixie', 'lts-trixie'],
      created: '2025-08-13T17:13:28Z',
      config: { User: 'haproxy', Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HAPROXY_VERSION=3.2.4', 'HAPROXY_URL=https://www.haproxy.org/download/3.2/src/haproxy-3.2.4.tar.gz', 'HAPROXY_SHA256=5d4b2ee6fe56b8098ebb9c91a899d728f87d64cd7be8804d2ddcc5f937498c1d'], Entrypoint: ['docker-entrypoint.sh'], Cmd: ['haproxy', '-f', '/usr/local/etc/haproxy/haproxy.cfg'], WorkingDir: '/var/lib/haproxy', StopSignal: 'SIGUSR1' },
      history: [
        ['# debian.sh --arch \'amd64\' out/ \'trixie\' \'@1754870400\'', 78600000, 29773285],
        ['RUN /bin/sh -c set -eux; \tapt-get install --update -y --no-install-recommends \t\tca-certificates \t; \tapt-get dist-clean # buildkit', 4517479, 1730996],
        ['RUN /bin/sh -c set -eux; \tgroupadd --gid 99 --system haproxy; \tuseradd \t\t--gid haproxy \t\t--home-dir /var/lib/haproxy ... # buildkit', 4000, 1532],
        ['ENV HAPROXY_VERSION=3.2.4'],
        ['ENV HAPROXY_URL=https://www.haproxy.org/download/3.2/src/haproxy-3.2.4.tar.gz'],
        ['ENV HAPROXY_SHA256=5d4b2ee6fe56b8098ebb9c91a899d728f87d64cd7be8804d2ddcc5f937498c1d'],
        ['RUN /bin/sh -c set -eux; \t\tsavedAptMark="$(apt-mark showmanual)"; \tapt-get install --update -y --no-install-recommends ... # buildkit', 23878103, 9149553],
        ['STOPSIGNAL SIGUSR1'],
        ['COPY docker-entrypoint.sh /usr/local/bin/ # buildkit', 417, 159],
        ['ENTRYPOINT ["docker-entrypoint.sh"]'],
        ['USER haproxy'],
        ['WORKDIR /var/lib/haproxy', 0, 32],
        ['CMD ["haproxy" "-f" "/usr/local/etc/haproxy/haproxy.cfg"]'],
      ],
    },
    {
      tags: ['alpine', '3.2.4-alpine', '3.2-alpine', 'lts-alpine', '3.2.4-alpine3.22', '3.2-alpine3.22', 'alpine3.22', 'lts-alpine3.22'],
      created: '2025-08-13T17:13:28Z',
      config: { User: 'haproxy', Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HAPROXY_VERSION=3.2.4', 'HAPROXY_URL=https://www.haproxy.org/download/3.2/src/haproxy-3.2.4.tar.gz', 'HAPROXY_SHA256=5d4b2ee6fe56b8098ebb9c91a899d728f87d64cd7be8804d2ddcc5f937498c1d'], Entrypoint: ['docker-entrypoint.sh'], Cmd: ['haproxy', '-f', '/usr/local/etc/haproxy/haproxy.cfg'], WorkingDir: '/var/lib/haproxy', StopSignal: 'SIGUSR1' },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['CMD ["/bin/sh"]'],
        ['RUN /bin/sh -c set -eux; \tapk add --no-cache \t\tca-certificates \t; # buildkit', 4006797, 1554876],
        ['RUN /bin/sh -c set -eux; \taddgroup --gid 99 --system haproxy; \tadduser \t\t--disabled-password \t\t--home /var/lib/haproxy ... # buildkit', 4000, 1552],
        ['ENV HAPROXY_VERSION=3.2.4'],
        ['ENV HAPROXY_URL=https://www.haproxy.org/download/3.2/src/haproxy-3.2.4.tar.gz'],
        ['ENV HAPROXY_SHA256=5d4b2ee6fe56b8098ebb9c91a899d728f87d64cd7be8804d2ddcc5f937498c1d'],
        ['RUN /bin/sh -c set -eux; \t\tapk add --no-cache --virtual .build-deps \t\tgcc \t\tlibc-dev \t\tlinux-headers \t\tlua5.4-dev \t\tma ... # buildkit', 21178785, 8218632],
        ['STOPSIGNAL SIGUSR1'],
        ['COPY docker-entrypoint.sh /usr/local/bin/ # buildkit', 417, 161],
        ['ENTRYPOINT ["docker-entrypoint.sh"]'],
        ['USER haproxy'],
        ['WORKDIR /var/lib/haproxy', 0, 32],
        ['CMD ["haproxy" "-f" "/usr/local/etc/haproxy/haproxy.cfg"]'],
      ],
    },
  ],
};
