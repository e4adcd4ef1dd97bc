import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const port = 4329;
const root = resolve(import.meta.dirname, '../..');
const browser = [process.env['DRYDOCK_BROWSER'], '/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => path && existsSync(path));

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  globalSetup: './setup.ts',
  outputDir: resolve(root, '.cache/e2e-results'),
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(browser ? { executablePath: browser } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: {
    command: `node ${JSON.stringify(resolve(import.meta.dirname, 'server.mjs'))} ${port}`,
    cwd: root,
    port,
    reuseExistingServer: false,
  },
});
