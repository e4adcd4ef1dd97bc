import { createHash } from 'node:crypto';
import { defineConfig } from 'astro/config';
import { early } from './src/layouts/early.mjs';
import { lessonMarkdown } from './src/components/lesson-markdown.ts';
import { firstChunk } from './src/scripts/first-chunk.mjs';
import { preload } from './src/scripts/preload.mjs';
import { root } from './src/scripts/tooling.mjs';

/**
 * What the machine needs together comes together: each piece is what it names and all that this imports, less the pieces above it. Without them
 * every set of programs that share a module would make a file of its own, found only when the one before was read.
 */
const pieces = [
  { name: 'boot', tags: ['$initial'] },
  { name: 'shell', test: /src[\\/]shell[\\/]/ },
  { name: 'docker', test: /src[\\/]docker[\\/]docker\.ts$/ },
  { name: 'dockerd', test: /src[\\/]engine[\\/]main\.ts$/ },
  { name: 'gzip', test: /node_modules[\\/]fflate[\\/]/ },
  { name: 'dockerd-streams', test: /src[\\/]engine[\\/]routes[\\/](streams|exec|files|events)\.ts$/ },
  { name: 'dockerd-transfers', test: /src[\\/]engine[\\/]routes[\\/]image-transfers\.ts$/ },
  { name: 'docker-list', test: /src[\\/]docker[\\/]container[\\/]ls\.ts$/ },
  { name: 'docker-run', test: /src[\\/]docker[\\/]container[\\/]run\.ts$/ },
].map((piece, at, all) => ({ ...piece, priority: all.length - at }));

const earlyHash = `sha256-${createHash('sha256').update(early).digest('base64')}`;

export default defineConfig({
  site: 'http://localhost:4321',
  trailingSlash: 'always',
  devToolbar: { enabled: false },
  i18n: { defaultLocale: 'en', locales: ['en', 'zh-cn'], routing: { prefixDefaultLocale: false } },
  integrations: [preload()],
  markdown: { processor: lessonMarkdown(), syntaxHighlight: false },
  // In the page, allowed by their hashes: a file of styles would cost a round trip before the first paint.
  build: { inlineStylesheets: 'always' },
  security: {
    csp: {
      directives: [
        "default-src 'self'", "img-src 'self' data:", "connect-src 'self'", "worker-src 'self'",
        "object-src 'none'", "base-uri 'none'", "form-action 'none'",
      ],
      scriptDirective: { hashes: [earlyHash] },
    },
  },
  vite: {
    build: { assetsInlineLimit: 0, target: 'es2023' },
    worker: { format: 'es', plugins: () => [firstChunk(root)], rolldownOptions: { output: { codeSplitting: { groups: pieces } } } },
  },
});
