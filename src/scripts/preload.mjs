// After the build: pages with a machine name the scripts that they will need, so that none waits for another to be read.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** By the names of their files, in the order in which they are wanted. */
const needed = ['first-worker', 'screen', 'theme', 'progress'].map((name) => new RegExp(`^${name}\\.[\\w-]+\\.js$`));

/** The page with the links for its head, if it has the workbench in it. */
export function withPreloads(html, names) {
  if (!html.includes('id="workbench"')) return html;
  const links = needed.flatMap((pattern) => names.filter((name) => pattern.test(name))).map((name) => `<link rel="modulepreload" href="/_astro/${name}">`);
  return html.replace('</head>', `${links.join('')}</head>`);
}

/** The Astro integration. */
export function preload() {
  return {
    name: 'drydock-preload',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const root = fileURLToPath(dir);
        const names = readdirSync(join(root, '_astro'));
        for (const entry of readdirSync(root, { recursive: true })) {
          if (!entry.endsWith('.html')) continue;
          const file = join(root, entry);
          writeFileSync(file, withPreloads(readFileSync(file, 'utf8'), names));
        }
      },
    },
  };
}
