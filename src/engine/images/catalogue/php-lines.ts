/** The lines of the Dockerfiles of `php`, which the images of PHP programs go on from; long RUN lines are cut. */

interface Release { readonly version: string; readonly keys: string; readonly sha256: string }

export const RELEASES = {
  '8.2': { version: '8.2.29', keys: '39B641343D8C104B2B146DC3F9C39DC0B9698544 E60913E4DF209907D8E30D96659A97C9CF2A795A 1198C0117593497A5EC5C199286AF1F9897469DC', sha256: '475f991afd2d5b901fb410be407d929bc00c46285d3f439a02c59e8b6fe3589c' },
  '8.3': { version: '8.3.24', keys: '1198C0117593497A5EC5C199286AF1F9897469DC C28D937575603EB4ABB725861C0779DC5C0A9DE4 AFD8691FDAEDF03BDF6E460563F15A9B715376CA', sha256: '388ee5fd111097e97bae439bff46aec4ea27f816d3f0c2cb5490a41410d44251' },
  '8.4': { version: '8.4.11', keys: 'AFD8691FDAEDF03BDF6E460563F15A9B715376CA 9D7F99A0CB8F05C8A6958D6256A97AF7600A39A6 0616E93D95AF471243E26761770426E17EBBB3DD', sha256: '04cd331380a8683a5c2503938eb51764d48d507c53ad4208d2c82e0eed779a00' },
} as const satisfies Readonly<Record<string, Release>>;

const INI_DIR = [
  'ENV PHP_INI_DIR=/usr/local/etc/php',
  'RUN /bin/sh -c set -eux; \tmkdir -p "$PHP_INI_DIR/conf.d"; \t[ ! -d /var/www/html ]; \tmkdir -p /var/www/html; \tchown www ... # buildkit',
];
const APACHE = [
  'ENV APACHE_CONFDIR=/etc/apache2',
  'ENV APACHE_ENVVARS=/etc/apache2/envvars',
  'RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends apache2; \tapt-get dist-clean; ... # buildkit',
  'RUN /bin/sh -c a2dismod mpm_event && a2enmod mpm_prefork # buildkit',
  'RUN /bin/sh -c { \t\techo \'<FilesMatch \\.php$>\'; \t\techo \'\\tSetHandler application/x-httpd-php\'; \t\techo \'</FilesMatch>\'; ... # buildkit',
];
const EXTENSIONS = [
  'COPY docker-php-ext-* docker-php-entrypoint /usr/local/bin/ # buildkit',
  'RUN /bin/sh -c docker-php-ext-enable opcache # buildkit',
  'RUN /bin/sh -c docker-php-ext-enable sodium # buildkit',
  'ENTRYPOINT ["docker-php-entrypoint"]',
];

function source({ version, keys, sha256 }: Release): string[] {
  const url = `https://www.php.net/distributions/php-${version}.tar.xz`;
  return [
    'ENV PHP_CFLAGS=-fstack-protector-strong -fpic -fpie -O2 -D_LARGEFILE_SOURCE -D_FILE_OFFSET_BITS=64',
    'ENV PHP_CPPFLAGS=-fstack-protector-strong -fpic -fpie -O2 -D_LARGEFILE_SOURCE -D_FILE_OFFSET_BITS=64',
    'ENV PHP_LDFLAGS=-Wl,-O1 -pie',
    `ENV GPG_KEYS=${keys}`,
    `ENV PHP_VERSION=${version}`,
    `ENV PHP_URL=${url} PHP_ASC_URL=${url}.asc`,
    `ENV PHP_SHA256=${sha256}`,
  ];
}

function onDebian(release: Release, server: readonly string[]): string[] {
  const build = 'RUN /bin/sh -c set -eux; \t\tsavedAptMark="$(apt-mark showmanual)"; \tapt-get update; \tapt-get install -y --no-install-re ... # buildkit';
  return [
    '# debian.sh --arch \'amd64\' out/ \'trixie\' \'@1754870400\'',
    'RUN /bin/sh -c set -eux; \t{ \t\techo \'Package: php*\'; \t\techo \'Pin: release *\'; \t\techo \'Pin-Priority: -1\'; \t} > /etc/apt/preferences.d/no-debian-php # buildkit',
    'ENV PHPIZE_DEPS=autoconf \t\tdpkg-dev \t\tfile \t\tg++ \t\tgcc \t\tlibc-dev \t\tmake \t\tpkg-config \t\tre2c',
    'RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\t$PHPIZE_DEPS \t\tca-certificates ... # buildkit',
    ...INI_DIR,
    ...server,
    ...source(release),
    build,
    'COPY docker-php-source /usr/local/bin/ # buildkit',
    build,
    ...EXTENSIONS,
  ];
}

export function debianLines(release: Release): string[] {
  return [...onDebian(release, []), 'CMD ["php" "-a"]'];
}

export function fpmLines(release: Release): string[] {
  return [
    ...onDebian(release, []),
    'WORKDIR /var/www/html',
    'RUN /bin/sh -c set -eux; \tcd /usr/local/etc; \tif [ -d php-fpm.d ]; then \t\tsed \'s!=NONE/!=!g\' php-fpm.conf.default | te ... # buildkit',
    'STOPSIGNAL SIGQUIT',
    'EXPOSE map[9000/tcp:{}]',
    'CMD ["php-fpm"]',
  ];
}

export function apacheLines(release: Release): string[] {
  return [
    ...onDebian(release, APACHE),
    'STOPSIGNAL SIGWINCH',
    'COPY apache2-foreground /usr/local/bin/ # buildkit',
    'WORKDIR /var/www/html',
    'EXPOSE map[80/tcp:{}]',
    'CMD ["apache2-foreground"]',
  ];
}

export function alpineLines(release: Release): string[] {
  return [
    'ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit',
    'CMD ["/bin/sh"]',
    'ENV PHPIZE_DEPS=autoconf \t\tdpkg-dev dpkg \t\tfile \t\tg++ \t\tgcc \t\tlibc-dev \t\tmake \t\tpkgconf \t\tre2c',
    'RUN /bin/sh -c apk add --no-cache \t\tca-certificates \t\tcurl \t\topenssl \t\ttar \t\txz # buildkit',
    'RUN /bin/sh -c set -eux; \tadduser -u 82 -D -S -G www-data www-data # buildkit',
    ...INI_DIR,
    ...source(release),
    'RUN /bin/sh -c set -eux; \t\tapk add --no-cache --virtual .fetch-deps gnupg; \t\tmkdir -p /usr/src; \tcd /usr/src; \t\tcurl - ... # buildkit',
    'COPY docker-php-source /usr/local/bin/ # buildkit',
    'RUN /bin/sh -c set -eux; \tapk add --no-cache --virtual .build-deps \t\t$PHPIZE_DEPS \t\targon2-dev \t\tcoreutils \t\tcurl-dev ... # buildkit',
    ...EXTENSIONS,
    'CMD ["php" "-a"]',
  ];
}
