/** Docker Hub's `composer`: facts of August 2025; long RUN lines are cut. */
import { alpineLines, RELEASES } from './php-lines.ts';
import { environmentOf, historyOf } from './recipe.ts';
import type { Repository } from './repository.ts';

const LINES = [
  ...alpineLines(RELEASES['8.4']),
  'RUN /bin/sh -c set -eux ;   apk add --no-cache --virtual .composer-rundeps     7zip     bash     coreutils     git ... # buildkit',
  'RUN /bin/sh -c printf "# composer php cli ini settings\\ndate.timezone=UTC\\nmemory_limit=-1\\n" > $PHP_INI_DIR/php-cli.ini # buildkit',
  'ENV COMPOSER_ALLOW_SUPERUSER=1',
  'ENV COMPOSER_HOME=/tmp',
  'ENV COMPOSER_VERSION=2.8.11',
  'RUN /bin/sh -c set -eux ;   curl     --silent     --fail     --location     --retry 3     --output /usr/local/bin/inst ... # buildkit',
  'COPY docker-entrypoint.sh /docker-entrypoint.sh # buildkit',
  'WORKDIR /app',
  'ENTRYPOINT ["/docker-entrypoint.sh"]',
  'CMD ["composer"]',
];

export const composer: Repository = {
  name: 'composer',
  description: 'Dependency manager of PHP',
  stars: 700,
  official: true,
  images: [
    {
      tags: ['latest', '2', '2.8.11', '2.8'],
      created: '2025-08-21T11:47:39Z',
      config: { Env: environmentOf(LINES), Entrypoint: ['/docker-entrypoint.sh'], Cmd: ['composer'], WorkingDir: '/app' },
      history: historyOf(LINES, [[8310000, 3799689], [13680939, 4404594], [4000, 1287], [0, 32], [13680939, 4404594], [587, 188], [72313534, 23281430], [10000, 3219], [0, 32], [0, 32], [52779072, 16992286], [0, 32], [44220303, 14236780], [624, 200], [0, 32]]),
    },
  ],
};
