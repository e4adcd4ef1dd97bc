/** Docker Hub's `docker/getting-started`: facts of August 2025. */
import { alpineLines } from './nginx.ts';
import { environmentOf, historyOf } from './recipe.ts';
import type { Repository } from './repository.ts';

const LINES = [
  ...alpineLines({ base: 'ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', version: '1.29.1', njs: '0.9.1' }),
  'COPY /app.zip /usr/share/nginx/html/assets/app.zip # buildkit',
  'COPY /app/site /usr/share/nginx/html # buildkit',
];

export const dockerGettingStarted: Repository = {
  name: 'docker/getting-started',
  description: 'Tutorial pages served by nginx',
  stars: 400,
  official: false,
  images: [
    {
      tags: ['latest', 'pwd'],
      created: '2022-12-22T20:52:21Z',
      config: { ExposedPorts: { '80/tcp': {} }, Env: environmentOf(LINES), Entrypoint: ['/docker-entrypoint.sh'], Cmd: ['nginx', '-g', 'daemon off;'], Labels: { maintainer: 'NGINX Docker Maintainers <docker-maint@nginx.com>' }, StopSignal: 'SIGQUIT' },
      history: historyOf(LINES, [[8310000, 3799689], [38690000, 15393712], [0, 32], [0, 32], [0, 32], [0, 32], [0, 32], [0, 32], [0, 32], [0, 32]]),
    },
  ],
};
