/** Docker Hub's `portainer/portainer-ce`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const portainerPortainerCe: Repository = {
  name: 'portainer/portainer-ce',
  description: 'Web interface for Docker',
  stars: 2400,
  official: false,
  images: [
    {
      tags: ['latest', 'lts', '2.33.0', 'alpine', 'sts'],
      created: '2024-06-28T11:54:44Z',
      config: { ExposedPorts: { '8000/tcp': {}, '9000/tcp': {}, '9443/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Entrypoint: ['/portainer'], Volumes: { '/data': {} }, WorkingDir: '/', Labels: { 'org.opencontainers.image.title': 'Portainer', 'org.opencontainers.image.description': 'Docker container management made simple, with the world’s most popular GUI-based container management platform.', 'org.opencontainers.image.vendor': 'Portainer.io', 'com.docker.desktop.extension.api.version': '[EXTENSION TEXT]', 'com.docker.desktop.extension.icon': '[EXTENSION TEXT]', 'com.docker.extension.screenshots': '[EXTENSION TEXT]', 'com.docker.extension.detailed-description': '[EXTENSION TEXT]', 'com.docker.extension.publisher-url': '[EXTENSION TEXT]', 'com.docker.extension.additional-urls': '[EXTENSION TEXT]', 'io.portainer.server': 'true' } },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['LABEL org.opencontainers.image.title=Portainer … [extension labels cut]'],
        ['COPY dist/docker / # buildkit', 259690000, 82364397],
        ['COPY dist/docker-compose / # buildkit', 0, 32],
        ['COPY dist/helm / # buildkit', 0, 32],
        ['COPY dist/kubectl / # buildkit', 0, 32],
        ['COPY dist/mustache-templates /mustache-templates/ # buildkit', 0, 32],
        ['COPY dist/portainer / # buildkit', 0, 32],
        ['COPY dist/public /public/ # buildkit', 0, 32],
        ['COPY build/docker-extension / # buildkit', 0, 32],
        ['COPY dist/storybook* /storybook/ # buildkit', 0, 32],
        ['VOLUME [/data]'],
        ['WORKDIR /', 0, 32],
        ['EXPOSE map[9000/tcp:{}]'],
        ['EXPOSE map[9443/tcp:{}]'],
        ['EXPOSE map[8000/tcp:{}]'],
        ['LABEL io.portainer.server=true'],
        ['ENTRYPOINT ["/portainer"]'],
      ],
    },
  ],
};
