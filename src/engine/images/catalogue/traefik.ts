/** Docker Hub's `traefik`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const traefik: Repository = {
  name: 'traefik',
  description: 'Traefik, edge router and reverse proxy',
  stars: 3500,
  official: true,
  images: [
    {
      tags: ['latest', 'v3', 'v3.5.0', '3.5.0', 'v3.5', '3.5', '3', 'chabichou'],
      created: '2025-07-23T14:06:55Z',
      config: { ExposedPorts: { '80/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Entrypoint: ['/entrypoint.sh'], Cmd: ['traefik'], Labels: { 'org.opencontainers.image.vendor': 'Traefik Labs', 'org.opencontainers.image.url': 'https://traefik.io', 'org.opencontainers.image.source': 'https://github.com/traefik/traefik', 'org.opencontainers.image.title': 'Traefik', 'org.opencontainers.image.description': 'A modern reverse-proxy', 'org.opencontainers.image.version': 'v3.5.0', 'org.opencontainers.image.documentation': 'https://docs.traefik.io' } },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['CMD ["/bin/sh"]'],
        ['RUN /bin/sh -c apk --no-cache add ca-certificates tzdata # buildkit', 0, 32],
        ['RUN /bin/sh -c set -ex; \tapkArch="$(apk --print-arch)"; \tcase "$apkArch" in \t\tarmhf) arch=\'armv6\' ;; \t\taarch64) arch=\' ... # buildkit', 217689581, 58756922],
        ['COPY entrypoint.sh / # buildkit', 419, 113],
        ['EXPOSE map[80/tcp:{}]'],
        ['ENTRYPOINT ["/entrypoint.sh"]'],
        ['CMD ["traefik"]'],
        ['LABEL org.opencontainers.image.vendor=Traefik Labs org.opencontainers.image.url=https://traefik.io org.opencontainers. ...'],
      ],
    },
    {
      tags: ['v2.11', 'v2.11.28', '2.11.28', '2.11', 'v2', '2', 'mimolette'],
      created: '2025-07-23T08:56:13Z',
      config: { ExposedPorts: { '80/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Entrypoint: ['/entrypoint.sh'], Cmd: ['traefik'], Labels: { 'org.opencontainers.image.vendor': 'Traefik Labs', 'org.opencontainers.image.url': 'https://traefik.io', 'org.opencontainers.image.source': 'https://github.com/traefik/traefik', 'org.opencontainers.image.title': 'Traefik', 'org.opencontainers.image.description': 'A modern reverse-proxy', 'org.opencontainers.image.version': 'v2.11.28', 'org.opencontainers.image.documentation': 'https://docs.traefik.io' } },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['CMD ["/bin/sh"]'],
        ['RUN /bin/sh -c apk --no-cache add ca-certificates tzdata # buildkit', 0, 32],
        ['RUN /bin/sh -c set -ex; \tapkArch="$(apk --print-arch)"; \tcase "$apkArch" in \t\tarmhf) arch=\'armv6\' ;; \t\taarch64) arch=\' ... # buildkit', 167689581, 46686303],
        ['COPY entrypoint.sh / # buildkit', 419, 116],
        ['EXPOSE map[80/tcp:{}]'],
        ['ENTRYPOINT ["/entrypoint.sh"]'],
        ['CMD ["traefik"]'],
        ['LABEL org.opencontainers.image.vendor=Traefik Labs org.opencontainers.image.url=https://traefik.io org.opencontainers. ...'],
      ],
    },
    {
      tags: ['v2.10', 'v2.10.7', '2.10.7', '2.10', 'saintmarcelin'],
      created: '2023-12-06T16:26:33Z',
      config: { ExposedPorts: { '80/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Entrypoint: ['/entrypoint.sh'], Cmd: ['traefik'], Labels: { 'org.opencontainers.image.vendor': 'Traefik Labs', 'org.opencontainers.image.url': 'https://traefik.io', 'org.opencontainers.image.source': 'https://github.com/traefik/traefik', 'org.opencontainers.image.title': 'Traefik', 'org.opencontainers.image.description': 'A modern reverse-proxy', 'org.opencontainers.image.version': 'v2.10.7', 'org.opencontainers.image.documentation': 'https://docs.traefik.io' } },
      history: [
        ['/bin/sh -c #(nop) ADD file:1a47c079f9242125e18d24ad1c906367335261cc4545253cdfd4c5b7a12efe1f in / ', 7360000, 2068496],
        ['/bin/sh -c #(nop)  CMD ["/bin/sh"]'],
        ['RUN /bin/sh -c apk --no-cache add ca-certificates tzdata # buildkit', 0, 32],
        ['RUN /bin/sh -c set -ex; \tapkArch="$(apk --print-arch)"; \tcase "$apkArch" in \t\tarmhf) arch=\'armv6\' ;; \t\taarch64) arch=\' ... # buildkit', 145639581, 40931385],
        ['COPY entrypoint.sh / # buildkit', 419, 117],
        ['EXPOSE map[80/tcp:{}]'],
        ['ENTRYPOINT ["/entrypoint.sh"]'],
        ['CMD ["traefik"]'],
        ['LABEL org.opencontainers.image.vendor=Traefik Labs org.opencontainers.image.url=https://traefik.io org.opencontainers. ...'],
      ],
    },
  ],
};
