/** Docker Hub's `docker/welcome-to-docker`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const dockerWelcomeToDocker: Repository = {
  name: 'docker/welcome-to-docker',
  description: 'First container for new users',
  stars: 70,
  official: false,
  images: [
    {
      tags: ['latest'],
      created: '2023-11-14T00:00:00Z',
      config: { ExposedPorts: { '80/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NGINX_VERSION=1.25.3', 'PKG_RELEASE=1', 'NJS_VERSION=0.8.2'], Entrypoint: ['/docker-entrypoint.sh'], Cmd: ['nginx', '-g', 'daemon off;'], StopSignal: 'SIGQUIT' },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['COPY /app/build /usr/share/nginx/html # buildkit', 10290000, 3817290],
      ],
    },
  ],
};
