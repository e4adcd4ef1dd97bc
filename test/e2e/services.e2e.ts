// The prompt before the daemon: a server holds the daemon's code back.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import { fileServer } from '../../src/scripts/files.mjs';
import { perform, ready, terminalText, test, type } from './page.ts';

test.use({ real: true });

/** Serves the site; what is asked for of the daemon's script waits for `release`. */
async function holdingServer() {
  const files = fileServer(resolve(import.meta.dirname, '../..', process.env['DRYDOCK_DIST'] ?? 'dist'));
  let waiting: (() => void)[] | undefined = [];
  let asked = 0;
  const server = createServer((request, response) => {
    const answer = () => void files.emit('request', request, response);
    if (!/\/dockerd-[\w-]+\.js$/.test(request.url ?? '')) return answer();
    asked += 1;
    if (waiting) waiting.push(answer);
    else answer();
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    release() {
      for (const answer of waiting?.splice(0) ?? []) answer();
      waiting = undefined;
    },
    close: () => void server.close(),
  };
}

test('a command is answered while the daemon is still fetched, docker ps when it is there', async ({ page }) => {
  const site = await holdingServer();
  try {
    await page.goto(`${site.origin}/sandbox/`);
    await ready(page);
    await perform(page, 'echo x');
    expect(await terminalText(page)).toMatch(/^x$/m);
    await expect(page.locator('.panel .starting')).toHaveText('Docker is starting');
    await expect.poll(site.asked).toBeGreaterThan(0);
    await type(page, 'docker ps');
    await page.waitForTimeout(500);
    expect(await terminalText(page)).not.toContain('CONTAINER ID');
    site.release();
    await expect.poll(() => terminalText(page)).toMatch(/^CONTAINER ID/m);
    await expect(page.locator('.panel .starting')).toHaveCount(0);
    await perform(page, 'systemctl is-active docker');
    expect(await terminalText(page)).toMatch(/^active$/m);
  } finally {
    site.close();
  }
});
