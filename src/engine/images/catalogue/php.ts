/** Docker Hub's `php`: facts of August 2025. */
import { alpineLines, apacheLines, debianLines, fpmLines, RELEASES } from './php-lines.ts';
import { environmentOf, historyOf, type Bytes } from './recipe.ts';
import type { CatalogueImage, Repository } from './repository.ts';

interface Build { readonly tags: readonly string[]; readonly created: string; readonly layers: readonly Bytes[] }

const ENTRYPOINT = ['docker-php-entrypoint'];

function cli(lines: readonly string[], { tags, created, layers }: Build): CatalogueImage {
  return { tags, created, config: { Env: environmentOf(lines), Entrypoint: ENTRYPOINT, Cmd: ['php', '-a'] }, history: historyOf(lines, layers) };
}

function server(lines: readonly string[], port: string, command: string, signal: string, { tags, created, layers }: Build): CatalogueImage {
  return {
    tags,
    created,
    config: { ExposedPorts: { [port]: {} }, Env: environmentOf(lines), Entrypoint: ENTRYPOINT, Cmd: [command], WorkingDir: '/var/www/html', StopSignal: signal },
    history: historyOf(lines, layers),
  };
}

export const php: Repository = {
  name: 'php',
  description: 'PHP language',
  stars: 7900,
  official: true,
  images: [
    cli(debianLines(RELEASES['8.4']), {
      tags: ['latest', '8.4', 'cli', '8.4.11-cli-trixie', '8.4-cli-trixie', '8-cli-trixie', 'cli-trixie', '8.4.11-trixie', '8.4-trixie', '8-trixie'],
      created: '2025-08-08T00:02:22Z',
      layers: [[78600000, 29773285], [0, 32], [64014233, 22316888], [0, 32], [64014233, 22316888], [587, 204], [338360946, 117960696], [10000, 3486], [0, 32], [0, 32]],
    }),
    server(apacheLines(RELEASES['8.4']), '80/tcp', 'apache2-foreground', 'SIGWINCH', {
      tags: ['apache', '8.4-apache', '8.4.11-apache-trixie', '8.4-apache-trixie', '8-apache-trixie', 'apache-trixie', '8.4.11-apache', '8-apache'],
      created: '2025-08-08T00:02:22Z',
      layers: [[78600000, 29773285], [0, 32], [51656211, 17888726], [0, 32], [51656211, 17888726], [0, 32], [7379458, 2555532], [51656211, 17888726], [587, 203], [273039974, 94554699], [10000, 3463], [0, 32], [0, 32], [1346, 466], [0, 32]],
    }),
    server(apacheLines(RELEASES['8.2']), '80/tcp', 'apache2-foreground', 'SIGWINCH', {
      tags: ['8.2-apache', '8.2.29-apache-trixie', '8.2-apache-trixie', '8.2.29-apache'],
      created: '2025-08-08T00:02:22Z',
      layers: [[78600000, 29773285], [0, 32], [50351126, 17517787], [0, 32], [50351126, 17517787], [0, 32], [7193018, 2502541], [50351126, 17517787], [587, 204], [266141669, 92594020], [10000, 3479], [0, 32], [0, 32], [1346, 468], [0, 32]],
    }),
    server(fpmLines(RELEASES['8.4']), '9000/tcp', 'php-fpm', 'SIGQUIT', {
      tags: ['fpm', '8.4-fpm', '8.4.11-fpm-trixie', '8.4-fpm-trixie', '8-fpm-trixie', 'fpm-trixie', '8.4.11-fpm', '8-fpm'],
      created: '2025-08-08T00:02:22Z',
      layers: [[78600000, 29773285], [0, 32], [57802420, 20026035], [0, 32], [57802420, 20026035], [587, 203], [305527082, 105851902], [10000, 3464], [0, 32], [0, 32], [0, 32], [8257488, 2860861]],
    }),
    cli(alpineLines(RELEASES['8.4']), {
      tags: ['alpine', '8.4.11-cli-alpine3.22', '8.4-cli-alpine3.22', '8-cli-alpine3.22', 'cli-alpine3.22', '8.4.11-alpine3.22', '8.4-alpine3.22', '8-alpine3.22', 'alpine3.22', '8.4.11-cli-alpine'],
      created: '2025-08-01T00:46:35Z',
      layers: [[8310000, 3799689], [13680939, 5067014], [4000, 1481], [0, 32], [13680939, 5067014], [587, 217], [72313534, 26782790], [10000, 3703], [0, 32], [0, 32]],
    }),
  ],
};
