/** Docker Hub's `docker/getting-started`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const dockerGettingStarted: Repository = {
  name: 'docker/getting-started',
  description: 'Tutorial pages served by nginx',
  stars: 400,
  official: false,
  images: [
    {
      tags: ['latest', 'pwd'],
      created: '2022-12-22T20:52:21Z',
      config: { ExposedPorts: { '80/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NGINX_VERSION=1.29.1', 'PKG_RELEASE=1', 'DYNPKG_RELEASE=1', 'NJS_VERSION=0.9.1', 'NJS_RELEASE=1'], Entrypoint: ['/docker-entrypoint.sh'], Cmd: ['nginx', '-g', 'daemon off;'], Labels: { maintainer: 'NGINX Docker Maintainers <docker-maint@nginx.com>' }, StopSignal: 'SIGQUIT' },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['CMD ["/bin/sh"]'],
        ['LABEL maintainer=NGINX Docker Maintainers <docker-maint@nginx.com>'],
        ['ENV NGINX_VERSION=1.29.1'],
        ['ENV PKG_RELEASE=1'],
        ['ENV DYNPKG_RELEASE=1'],
        ['RUN /bin/sh -c set -x     && addgroup -g 101 -S nginx     && adduser -S -D -H -u 101 -h /var/cache/nginx -s /sbin/nolo ... # buildkit', 38690000, 15393712],
        ['COPY docker-entrypoint.sh / # buildkit', 0, 32],
        ['COPY 10-listen-on-ipv6-by-default.sh /docker-entrypoint.d # buildkit', 0, 32],
        ['COPY 15-local-resolvers.envsh /docker-entrypoint.d # buildkit', 0, 32],
        ['COPY 20-envsubst-on-templates.sh /docker-entrypoint.d # buildkit', 0, 32],
        ['COPY 30-tune-worker-processes.sh /docker-entrypoint.d # buildkit', 0, 32],
        ['ENTRYPOINT ["/docker-entrypoint.sh"]'],
        ['EXPOSE map[80/tcp:{}]'],
        ['STOPSIGNAL SIGQUIT'],
        ['CMD ["nginx" "-g" "daemon off;"]'],
        ['ENV NJS_VERSION=0.9.1'],
        ['ENV NJS_RELEASE=1'],
        ['RUN /bin/sh -c set -x     && apkArch="$(cat /etc/apk/arch)"     && nginxPackages="         nginx=${NGINX_VERSION}-r${P ... # buildkit', 0, 32],
        ['COPY /app.zip /usr/share/nginx/html/assets/app.zip # buildkit', 0, 32],
        ['COPY /app/site /usr/share/nginx/html # buildkit', 0, 32],
      ],
    },
  ],
};
