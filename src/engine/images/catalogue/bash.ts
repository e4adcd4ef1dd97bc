/** Docker Hub's `bash`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const bash: Repository = {
  name: 'bash',
  description: 'GNU Bash shell',
  stars: 160,
  official: true,
  images: [
    {
      tags: ['latest', '5', '5.3.3', '5.3', '5.3.3-alpine3.22', '5.3-alpine3.22', '5-alpine3.22', 'alpine3.22'],
      created: '2025-07-23T16:18:00Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', '_BASH_VERSION=5.3.3', '_BASH_BASELINE=5.3', '_BASH_LATEST_PATCH=3'], Entrypoint: ['docker-entrypoint.sh'], Cmd: ['bash'] },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['CMD ["/bin/sh"]'],
        ['ENV _BASH_VERSION=5.3.3'],
        ['ENV _BASH_BASELINE=5.3'],
        ['ENV _BASH_LATEST_PATCH=3'],
        ['RUN /bin/sh -c set -eux; \t\tapk add --no-cache --virtual .build-deps \t\tbison \t\tcoreutils \t\tdpkg-dev dpkg \t\tgcc \t\tlibc-d ... # buildkit', 7289787, 3037411],
        ['COPY docker-entrypoint.sh /usr/local/bin/ # buildkit', 212, 88],
        ['ENTRYPOINT ["docker-entrypoint.sh"]'],
        ['CMD ["bash"]'],
      ],
    },
  ],
};
