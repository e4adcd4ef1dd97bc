import { expect } from '@playwright/test';
import { firstLesson, ready, test, type } from './page.ts';

test('the parts of the page are moved with the keyboard, and stay', async ({ page }) => {
  await page.goto(await firstLesson(page));
  const handle = page.getByRole('separator', { name: 'Width of the lesson' });
  const width = () => page.locator('#lesson').evaluate((element) => element.clientWidth);
  const before = await width();
  await handle.focus();
  for (let at = 0; at < 4; at += 1) await page.keyboard.press('ArrowRight');
  const after = await width();
  expect(after).toBeGreaterThan(before + 50);
  await page.reload();
  await expect.poll(width).toBe(after);
});

test('the picture is dragged higher', async ({ page }) => {
  await page.goto('/sandbox/');
  await ready(page);
  const handle = page.getByRole('separator', { name: 'Height of the picture' });
  const box = await handle.boundingBox();
  if (!box) throw new Error('no handle');
  await page.mouse.move(box.x + 200, box.y);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, 300);
  await page.mouse.up();
  await expect.poll(async () => (await handle.boundingBox())?.y ?? 0).toBeLessThan(310);
});

test('the tabs of the picture are walked with the arrow keys', async ({ page }) => {
  await page.goto('/sandbox/');
  await page.getByRole('tab', { name: 'Host' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Containers' })).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Containers' })).toHaveAttribute('aria-selected', 'true');
});

test('F6 goes round the parts of the page, also out of the terminal', async ({ page }) => {
  await page.goto(await firstLesson(page));
  await ready(page);
  await page.locator('.screen:not([hidden]) .xterm-helper-textarea').focus();
  await page.keyboard.press('F6');
  await expect(page.locator('#lesson')).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.locator('#panel')).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.locator('.screen:not([hidden]) .xterm-helper-textarea')).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await expect(page.locator('#panel')).toBeFocused();
});

test('a container is chosen in the picture and its life is shown', async ({ page }) => {
  await page.goto('/sandbox/');
  await ready(page);
  await type(page, 'fill');
  await expect(page.locator('.life')).toContainText('db: its life so far');
  await page.getByRole('button', { name: /^cache/ }).click();
  await expect(page.locator('.life')).toContainText('cache: its life so far');
  await expect(page.locator('.life li')).toHaveText(['Created', /start.*Running/, /pause.*Paused/]);
});

test('on a phone the page is three sheets, and nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  const lesson = await firstLesson(page);
  for (const path of ['/', '/zh-cn/', lesson, '/sandbox/']) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(375);
  }
  await page.goto(lesson);
  await expect(page.locator('#lesson')).toBeVisible();
  await expect(page.locator('#terminal')).toBeHidden();
  await page.getByRole('button', { name: 'Picture' }).click();
  await expect(page.getByRole('tablist')).toBeVisible();
  await expect(page.locator('#lesson')).toBeHidden();
  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  await expect(page.locator('#terminal')).toBeVisible();
  await ready(page);
});

test('on a small tablet picture and terminal are one sheet, with the handle between them', async ({ page }) => {
  await page.setViewportSize({ width: 700, height: 900 });
  await page.goto(await firstLesson(page));
  const handle = page.locator('#picture-handle');
  await expect(page.locator('#lesson')).toBeVisible();
  await expect(handle).toBeHidden();
  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  for (const part of [page.getByRole('tablist'), page.locator('#terminal'), handle]) await expect(part).toBeVisible();
  await expect(page.locator('#lesson')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Picture' })).toBeHidden();
  // A telephone on its side has not the height for both.
  await page.setViewportSize({ width: 700, height: 375 });
  await expect(page.getByRole('tablist')).toBeHidden();
  await page.setViewportSize({ width: 700, height: 900 });
  await page.goto('/sandbox/');
  await ready(page);
  await expect(page.getByRole('tablist')).toBeVisible();
  await expect(page.getByRole('navigation')).toBeHidden();
});

test('a link to a task moves the lesson and not the page', async ({ page }) => {
  await page.goto(await firstLesson(page, '/', 'data-task='));
  await page.locator('.dots a').last().click();
  await expect.poll(() => page.locator('#lesson').evaluate((element) => element.scrollTop)).toBeGreaterThan(100);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await expect(page.locator('.bar')).toBeInViewport();
});

test('a reload comes back to the reader’s place', async ({ page }) => {
  await page.goto(await firstLesson(page));
  const lesson = page.locator('#lesson');
  await lesson.evaluate((element) => element.scrollTo(0, 700));
  await page.reload();
  await expect.poll(() => lesson.evaluate((element) => element.scrollTop)).toBe(700);
});

test('the chosen theme stays', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await page.locator('[data-theme-switch]').click();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('nothing is asked of another host', async ({ page }) => {
  const others: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1' && !request.url().startsWith('blob:')) others.push(request.url());
  });
  await page.goto(await firstLesson(page));
  await ready(page);
  expect(others).toEqual([]);
});
