import { expect } from '@playwright/test';
import { ready, terminalText, test, type } from './page.ts';

test.beforeEach(async ({ page }) => {
  await page.goto('/sandbox/');
  await ready(page);
});

test('undo takes back the last command, reset all of them', async ({ page }) => {
  await type(page, 'fill');
  await expect(page.locator('.tile')).toHaveCount(4);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.tile')).toHaveCount(0);
  await type(page, 'fill');
  await expect(page.locator('.tile')).toHaveCount(4);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.locator('.tile')).toHaveCount(0);
});

test('undo says when there is nothing to take back', async ({ page }) => {
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'no command' })).toBeVisible();
});

test('a session survives a reload', async ({ page }) => {
  await type(page, 'fill');
  await type(page, 'echo kept');
  await expect.poll(() => terminalText(page)).toContain('\nkept');
  await page.waitForTimeout(200);
  await page.reload();
  await expect.poll(() => terminalText(page)).toContain('\nkept');
  await expect(page.locator('.tile')).toHaveCount(4);
});

test('one tab owns a session; another can take it', async ({ page, context }) => {
  const second = await context.newPage();
  await second.goto('/sandbox/');
  await expect(second.getByRole('alert')).toContainText('another tab');
  await expect(second.locator('.starting')).toHaveCount(0);
  await second.getByRole('button', { name: 'Use it here' }).click();
  await expect(page.getByRole('alert')).toContainText('another tab');
});

test('a machine that hangs is started again without what was typed last', async ({ page }) => {
  await type(page, 'fill');
  await expect(page.locator('.tile')).toHaveCount(4);
  await type(page, 'hang');
  await expect(page.getByRole('alert')).toContainText('started again', { timeout: 10_000 });
  await expect(page.locator('.tile')).toHaveCount(4);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a report' }).click();
  expect((await download).suggestedFilename()).toBe('drydock-report.json');
  await type(page, 'echo alive');
  await expect.poll(() => terminalText(page)).toContain('\nalive');
});

test('a machine that throws is started again too', async ({ page, troubles }) => {
  await type(page, 'throw');
  await expect(page.getByRole('alert')).toContainText('started again');
  troubles.length = 0;
});

test('a worker that is slow to load is waited for', async ({ page }) => {
  await page.route('**/_astro/worker*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await route.fallback();
  });
  await page.reload();
  await ready(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a session that cannot be booted any more is left behind', async ({ page }) => {
  await type(page, 'poison');
  await page.waitForTimeout(200);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('the session is poisoned');
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Start over' }).click();
  await ready(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a worker that cannot be fetched is asked for again', async ({ page, troubles }) => {
  let isOffline = true;
  await page.route('**/_astro/worker*.js', (route) => (isOffline ? route.abort() : route.fallback()));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('The machine has stopped.');
  await expect(page.locator('.starting')).toHaveCount(0);
  isOffline = false;
  await page.getByRole('button', { name: 'Start again' }).click();
  await ready(page);
  troubles.length = 0;
});

test('a browser without workers is told so, as often as it tries', async ({ page }) => {
  await page.addInitScript(() => void delete (globalThis as Partial<typeof globalThis>).Worker);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('Worker is not defined');
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect(page.getByRole('alert')).toContainText('Worker is not defined');
});
