/** Docker Hub's `nginx`: facts of August 2025; long RUN lines are cut. */
import { environmentOf, historyOf, type Bytes } from './recipe.ts';
import type { CatalogueImage, Repository } from './repository.ts';

interface Release {
  readonly tags: readonly string[];
  readonly created: string;
  /** The line that adds the base system. */
  readonly base: string;
  readonly version: string;
  /** Of the JavaScript module. */
  readonly njs: string;
  readonly layers: readonly Bytes[];
}

const LABEL = 'LABEL maintainer=NGINX Docker Maintainers <docker-maint@nginx.com>';
/** The scripts of the entry point, and how it is started. */
const SERVED = [
  'COPY docker-entrypoint.sh / # buildkit',
  'COPY 10-listen-on-ipv6-by-default.sh /docker-entrypoint.d # buildkit',
  'COPY 15-local-resolvers.envsh /docker-entrypoint.d # buildkit',
  'COPY 20-envsubst-on-templates.sh /docker-entrypoint.d # buildkit',
  'COPY 30-tune-worker-processes.sh /docker-entrypoint.d # buildkit',
  'ENTRYPOINT ["/docker-entrypoint.sh"]',
  'EXPOSE map[80/tcp:{}]',
  'STOPSIGNAL SIGQUIT',
  'CMD ["nginx" "-g" "daemon off;"]',
];

function image({ tags, created, layers }: Release, lines: readonly string[]): CatalogueImage {
  return {
    tags,
    created,
    config: { ExposedPorts: { '80/tcp': {} }, Env: environmentOf(lines), Entrypoint: ['/docker-entrypoint.sh'], Cmd: ['nginx', '-g', 'daemon off;'], Labels: { maintainer: 'NGINX Docker Maintainers <docker-maint@nginx.com>' }, StopSignal: 'SIGQUIT' },
    history: historyOf(lines, layers),
  };
}

function onDebian(release: Release): CatalogueImage {
  return image(release, [
    release.base,
    LABEL,
    `ENV NGINX_VERSION=${release.version}`,
    `ENV NJS_VERSION=${release.njs}`,
    'ENV NJS_RELEASE=1~bookworm',
    'ENV PKG_RELEASE=1~bookworm',
    'ENV DYNPKG_RELEASE=1~bookworm',
    'RUN /bin/sh -c set -x     && groupadd --system --gid 101 nginx     && useradd --system --gid nginx --no-create-home -- ... # buildkit',
    ...SERVED,
  ]);
}

/** The lines on Alpine; images of others go on from them. */
export function alpineLines({ base, version, njs }: Pick<Release, 'base' | 'version' | 'njs'>): string[] {
  return [
    base,
    'CMD ["/bin/sh"]',
    LABEL,
    `ENV NGINX_VERSION=${version}`,
    'ENV PKG_RELEASE=1',
    'ENV DYNPKG_RELEASE=1',
    'RUN /bin/sh -c set -x     && addgroup -g 101 -S nginx     && adduser -S -D -H -u 101 -h /var/cache/nginx -s /sbin/nolo ... # buildkit',
    ...SERVED,
    `ENV NJS_VERSION=${njs}`,
    'ENV NJS_RELEASE=1',
    'RUN /bin/sh -c set -x     && apkArch="$(cat /etc/apk/arch)"     && nginxPackages="         nginx=${NGINX_VERSION}-r${P ... # buildkit',
  ];
}

const onAlpine = (release: Release): CatalogueImage => image(release, alpineLines(release));

export const nginx: Repository = {
  name: 'nginx',
  description: 'Official build of Nginx.',
  stars: 20900,
  official: true,
  images: [
    onDebian({
      tags: ['latest', 'mainline', '1.29.1', '1', '1.29', '1.29.1-bookworm', 'mainline-bookworm', '1-bookworm', '1.29-bookworm', 'bookworm'],
      created: '2025-08-13T16:34:01Z', base: '# debian.sh --arch \'amd64\' out/ \'bookworm\' \'@1754870400\'',
      version: '1.29.1', njs: '0.9.1',
      layers: [[74800000, 28228346], [117200000, 44065105], [1620, 627], [2125, 956], [389, 404], [3018, 1210], [4619, 1400]],
    }),
    onDebian({
      tags: ['stable', '1.28', '1.28.0', '1.28.0-bookworm', 'stable-bookworm', '1.28-bookworm'],
      created: '2025-08-13T16:03:17Z', base: '# debian.sh --arch \'amd64\' out/ \'bookworm\' \'@1754870400\'',
      version: '1.28.0', njs: '0.8.10',
      layers: [[74800000, 28228346], [117200000, 44072083], [1620, 609], [2125, 799], [389, 146], [3018, 1134], [4619, 1736]],
    }),
    onAlpine({
      tags: ['alpine', '1.29.1-alpine', 'mainline-alpine', '1-alpine', '1.29-alpine', '1.29.1-alpine3.22', 'mainline-alpine3.22', '1-alpine3.22', '1.29-alpine3.22', 'alpine3.22'],
      created: '2025-08-13T16:34:01Z', base: 'ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit',
      version: '1.29.1', njs: '0.9.1',
      layers: [[8310000, 3799689], [4789999, 2052856], [1620, 694], [2125, 910], [389, 166], [3018, 1293], [4619, 1979], [39400000, 16885714]],
    }),
    onAlpine({
      tags: ['1.28-alpine', 'stable-alpine', '1.28.0-alpine', '1.28.0-alpine3.21', 'stable-alpine3.21', '1.28-alpine3.21'],
      created: '2025-04-23T18:00:49Z', base: 'ADD alpine-minirootfs-3.21.4-x86_64.tar.gz / # buildkit',
      version: '1.28.0', njs: '0.8.10',
      layers: [[7830000, 3640000], [6885714, 2928571], [6885714, 2928571], [6885714, 2928571], [6885714, 2928571], [6885714, 2928571], [6885714, 2928571], [0, 32]],
    }),
    onDebian({
      tags: ['1.27', '1.27.5', '1.27.5-bookworm', '1.27-bookworm'],
      created: '2025-04-16T14:50:31Z', base: '# debian.sh --arch \'amd64\' out/ \'bookworm\' \'@1743984000\'',
      version: '1.27.5', njs: '0.8.10',
      layers: [[74788229, 28123490], [117200000, 44072083], [1620, 609], [2125, 799], [389, 146], [3018, 1134], [4619, 1736]],
    }),
    onAlpine({
      tags: ['1.27-alpine', '1.27.5-alpine', '1.27.5-alpine3.21', 'mainline-alpine3.21', '1-alpine3.21', '1.27-alpine3.21', 'alpine3.21'],
      created: '2025-04-16T14:50:31Z', base: 'ADD alpine-minirootfs-3.21.3-x86_64.tar.gz / # buildkit',
      version: '1.27.5', njs: '0.8.10',
      layers: [[1871428, 795939], [1871428, 795939], [1871428, 795939], [1871428, 795939], [1871428, 795939], [1871428, 795939], [1871428, 795939], [35100000, 14928423]],
    }),
  ],
};
