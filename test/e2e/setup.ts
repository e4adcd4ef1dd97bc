// Bundles the stand-in worker before the browser tests.
import { resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

export default async function setup(): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      outDir: resolve(root, '.cache/e2e'),
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
      lib: { entry: resolve(import.meta.dirname, 'fake-worker.ts'), formats: ['es'], fileName: () => 'fake-worker.js' },
    },
  });
}
