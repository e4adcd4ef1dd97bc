/** Docker Hub's `wordpress`: facts of August 2025; long RUN lines are cut. */
import { apacheLines, RELEASES } from './php-lines.ts';
import { environmentOf, historyOf, type Bytes } from './recipe.ts';
import type { CatalogueImage, Repository } from './repository.ts';

const WORDPRESS = [
  'RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tghostscript \t; \trm -rf /var/lib/apt/lists/* # buildkit',
  'RUN /bin/sh -c set -ex; \t\tsavedAptMark="$(apt-mark showmanual)"; \t\tapt-get update; \tapt-get install -y --no-install-re ... # buildkit',
  'RUN /bin/sh -c set -eux; \tdocker-php-ext-enable opcache; \t{ \t\techo \'opcache.memory_consumption=128\'; \t\techo \'opcache.i ... # buildkit',
  'RUN /bin/sh -c { \t\techo \'error_reporting = E_ERROR | E_WARNING | E_PARSE | E_CORE_ERROR | E_CORE_WARNING | E_COMPILE_E ... # buildkit',
  'RUN /bin/sh -c set -eux; \ta2enmod rewrite expires; \t\ta2enmod remoteip; \t{ \t\techo \'RemoteIPHeader X-Forwarded-For\'; \t\te ... # buildkit',
  'RUN /bin/sh -c set -eux; \tversion=\'6.8.2\'; \tsha1=\'03baad10b8f9a416a3e10b89010d811d9361e468\'; \t\tcurl -o wordpress.tar.g ... # buildkit',
  'VOLUME [/var/www/html]',
  'COPY --chown=www-data:www-data wp-config-docker.php /usr/src/wordpress/ # buildkit',
  'COPY docker-entrypoint.sh /usr/local/bin/ # buildkit',
  'RUN /bin/sh -c ln -svfT docker-entrypoint.sh /usr/local/bin/docker-ensure-installed.sh # buildkit',
  'ENTRYPOINT ["docker-entrypoint.sh"]',
  'CMD ["apache2-foreground"]',
];

function onApache(release: Parameters<typeof apacheLines>[0], tags: readonly string[], layers: readonly Bytes[]): CatalogueImage {
  const lines = [...apacheLines(release), ...WORDPRESS];
  return {
    tags,
    created: '2025-08-12T18:29:25Z',
    config: { ExposedPorts: { '80/tcp': {} }, Env: environmentOf(lines), Entrypoint: ['docker-entrypoint.sh'], Cmd: ['apache2-foreground'], Volumes: { '/var/www/html': {} }, WorkingDir: '/var/www/html', StopSignal: 'SIGWINCH' },
    history: historyOf(lines, layers),
  };
}

export const wordpress: Repository = {
  name: 'wordpress',
  description: 'WordPress content management',
  stars: 5900,
  official: true,
  images: [
    onApache(RELEASES['8.2'], ['latest', 'apache', '6.8.2-apache', '6.8-apache', '6-apache', '6.8.2', '6.8', '6', '6.8.2-php8.2-apache', '6.8-php8.2-apache'], [[78600000, 29773285], [0, 32], [50351126, 16898195], [0, 32], [50351126, 16898195], [0, 32], [7193018, 2414027], [50351126, 16898195], [587, 197], [266141671, 89319032], [10000, 3356], [0, 32], [0, 32], [1346, 451], [0, 32], [34253938, 11495864], [34253938, 11495864], [0, 32], [4893419, 1642266], [4893419, 1642266], [151696014, 50910258], [5818, 1952], [3450, 1157], [0, 32]]),
    onApache(RELEASES['8.3'], ['php8.3-apache', '6.8.2-php8.3-apache', '6.8-php8.3-apache', '6-php8.3-apache', '6.8.2-php8.3', '6.8-php8.3', '6-php8.3', 'php8.3'], [[78600000, 29773285], [0, 32], [51062991, 17137102], [0, 32], [51062991, 17137102], [0, 32], [7294713, 2448157], [51062991, 17137102], [587, 197], [269904382, 90581825], [10000, 3356], [0, 32], [0, 32], [1346, 451], [0, 32], [33360321, 11195960], [33360321, 11195960], [0, 32], [4765760, 1599422], [4765760, 1599422], [147738567, 49582111], [5818, 1952], [3450, 1157], [0, 32]]),
  ],
};
