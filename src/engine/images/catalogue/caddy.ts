/** Docker Hub's `caddy`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const caddy: Repository = {
  name: 'caddy',
  description: 'Web server with automatic HTTPS',
  stars: 900,
  official: true,
  images: [
    {
      tags: ['latest', 'alpine', '2-alpine', '2.10.0-alpine', '2.10-alpine', '2.10.0', '2.10', '2'],
      created: '2025-04-19T03:51:58Z',
      config: { ExposedPorts: { '2019/tcp': {}, '443/tcp': {}, '443/udp': {}, '80/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'CADDY_VERSION=v2.10.0', 'XDG_CONFIG_HOME=/config', 'XDG_DATA_HOME=/data'], Cmd: ['caddy', 'run', '--config', '/etc/caddy/Caddyfile', '--adapter', 'caddyfile'], WorkingDir: '/srv', Labels: { 'org.opencontainers.image.version': 'v2.10.0', 'org.opencontainers.image.title': 'Caddy', 'org.opencontainers.image.description': 'a powerful, enterprise-ready, open source web server with automatic HTTPS written in Go', 'org.opencontainers.image.url': 'https://caddyserver.com', 'org.opencontainers.image.documentation': 'https://caddyserver.com/docs', 'org.opencontainers.image.vendor': 'Light Code Labs', 'org.opencontainers.image.licenses': 'Apache-2.0', 'org.opencontainers.image.source': 'https://github.com/caddyserver/caddy-docker' } },
      history: [
        ['ADD alpine-minirootfs-3.21.3-x86_64.tar.gz / # buildkit', 1871428, 795939],
        ['CMD ["/bin/sh"]'],
        ['RUN /bin/sh -c apk add --no-cache \tca-certificates \tlibcap \tmailcap # buildkit', 0, 32],
        ['RUN /bin/sh -c set -eux; \tmkdir -p \t\t/config/caddy \t\t/data/caddy \t\t/etc/caddy \t\t/usr/share/caddy \t; \twget -O /etc/cadd ... # buildkit', 0, 32],
        ['ENV CADDY_VERSION=v2.10.0'],
        ['RUN /bin/sh -c set -eux; \tapkArch="$(apk --print-arch)"; \tcase "$apkArch" in \t\tx86_64)  binArch=\'amd64\'; checksum=\'626 ... # buildkit', 48728572, 18393591],
        ['ENV XDG_CONFIG_HOME=/config'],
        ['ENV XDG_DATA_HOME=/data'],
        ['LABEL org.opencontainers.image.version=v2.10.0'],
        ['LABEL org.opencontainers.image.title=Caddy'],
        ['LABEL org.opencontainers.image.description=a powerful, enterprise-ready, open source web server with automatic HTTPS written in Go'],
        ['LABEL org.opencontainers.image.url=https://caddyserver.com'],
        ['LABEL org.opencontainers.image.documentation=https://caddyserver.com/docs'],
        ['LABEL org.opencontainers.image.vendor=Light Code Labs'],
        ['LABEL org.opencontainers.image.licenses=Apache-2.0'],
        ['LABEL org.opencontainers.image.source=https://github.com/caddyserver/caddy-docker'],
        ['EXPOSE map[80/tcp:{}]'],
        ['EXPOSE map[443/tcp:{}]'],
        ['EXPOSE map[443/udp:{}]'],
        ['EXPOSE map[2019/tcp:{}]'],
        ['WORKDIR /srv', 0, 32],
        ['CMD ["caddy" "run" "--config" "/etc/caddy/Caddyfile" "--adapter" "caddyfile"]'],
      ],
    },
  ],
};
