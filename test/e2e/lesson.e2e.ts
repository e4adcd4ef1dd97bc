import { expect } from '@playwright/test';
import { firstLesson, ready, terminalText, test, type } from './page.ts';

test('a console block is typed into the terminal', async ({ page }) => {
  await page.goto(await firstLesson(page, '/', 'data-run='));
  await ready(page);
  const block = page.locator('[data-run]:visible').first();
  const commands = JSON.parse((await block.getAttribute('data-run')) ?? '[]') as string[];
  await block.click();
  await expect.poll(() => terminalText(page)).toContain(`$ ${commands[0]?.split('\n')[0] ?? '?'}`);
});

test('a task says what is missing, ticks when it holds, and the home page knows', async ({ page }) => {
  await page.goto(await firstLesson(page, '/', 'data-task='));
  await ready(page);
  const task = page.locator('.task').first();
  const id = (await task.getAttribute('data-task')) ?? '';
  await type(page, `miss ${id}`);
  const goals = await task.locator('.goal').count();
  if (goals > 1) await expect(task.locator('.miss')).toContainText('nginx listens on 80');
  await expect(task).not.toHaveClass(/done/);
  await type(page, `pass ${id}`);
  await expect(task).toHaveClass(/done/);
  await expect(page.locator('.dots .done')).toHaveCount(1);
  await page.goto('/');
  await expect(page.locator('.lesson-progress:visible')).toHaveCount(1);
  await expect(page.locator('.course-progress')).toHaveText(/^1 \/ \d+ tasks done$/);
});

test('hints come one by one, the solution opens and closes', async ({ page }) => {
  await page.goto(await firstLesson(page, '/', 'data-act="hint"'));
  const task = page.locator('.task').filter({ has: page.locator('[data-act="hint"]') }).first();
  const hints = task.locator('.hint');
  const solution = task.locator('[data-act="solution"]');
  for (const hint of await hints.all()) {
    await expect(hint).toBeHidden();
    await expect(solution).toBeHidden();
    await task.locator('[data-act="hint"]').click();
    await expect(hint).toBeVisible();
  }
  await solution.click();
  await expect(task.locator('.solution')).toBeVisible();
  await solution.click();
  await expect(task.locator('.solution')).toBeHidden();
});

test('questions are answered: by choice, in order, with the keyboard', async ({ page }) => {
  await page.goto('/lessons/first-container/');
  const choice = page.locator('.quiz[data-kind="choice"]').first();
  await choice.locator('input:not([data-right])').first().check();
  await choice.getByRole('button', { name: 'Check' }).click();
  await expect(choice.locator('.verdict')).toHaveText('Not yet. Look again.');
  await choice.locator('input[data-right]').check();
  await choice.getByRole('button', { name: 'Check' }).click();
  await expect(choice.locator('.verdict')).toHaveText('That is right.');
  await expect(choice.locator('.why')).toBeVisible();

  const order = page.locator('.quiz[data-kind="order"]').first();
  const places = () => order.locator('li').evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset.place));
  const wanted = ((await order.locator('.order').getAttribute('data-order')) ?? '').split(' ');
  for (const [at, place] of wanted.entries()) {
    const up = order.locator(`li[data-place="${place}"] [data-move="-1"]`);
    await up.focus();
    while ((await places()).indexOf(place) > at) await page.keyboard.press('Enter');
    await expect(up).toBeFocused();
  }
  await order.getByRole('button', { name: 'Check' }).click();
  await expect(order.locator('.verdict')).toHaveText('That is right.');

  // The stand-in machine takes one word to be right.
  const command = page.locator('.quiz[data-kind="command"]').first();
  await ready(page);
  await command.getByRole('textbox').fill('right');
  await page.keyboard.press('Enter');
  await expect(command.locator('.verdict')).toHaveText('That is right.');

  await page.reload();
  await expect(page.locator('.quiz.solved')).toHaveCount(3);
  await expect(choice.locator('.why')).toBeVisible();
});

test('the lesson stands in the other language at the other end of the switch', async ({ page }) => {
  const lesson = await firstLesson(page);
  await page.goto(lesson);
  await page.locator('.language').click();
  await expect(page).toHaveURL(`/zh-cn${lesson}`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.locator('.task').first()).toBeVisible();
});

test('a flag in a console block says what it means', async ({ page }) => {
  await page.goto(await firstLesson(page, '/', 'data-means='));
  const flag = page.locator('.flag:visible').first();
  const meaning = (await flag.getAttribute('data-means')) ?? '';
  expect(meaning.length).toBeGreaterThan(5);
  await flag.focus();
  await expect(page.locator('.tip')).toHaveText(meaning);
  await page.keyboard.press('Escape');
  await expect(page.locator('.tip')).toBeHidden();
  await flag.hover();
  await expect(page.locator('.tip')).toBeVisible();
});

test('without scripts the lesson can be read, and says what is missing', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/lessons/first-container/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('noscript p')).toBeVisible();
  await expect(page.locator('.starting')).toBeHidden();
  for (const button of await page.getByRole('button', { name: /run|hint|solution/i }).all()) await expect(button).toBeHidden();
  await context.close();
});
