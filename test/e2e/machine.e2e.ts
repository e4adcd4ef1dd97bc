// The page with its own machine: what a learner does, from the first command to the picture.
import { expect } from '@playwright/test';
import { panels } from '../../src/workbench/store.ts';
import { faults, perform, ready, terminalText, test } from './page.ts';

test.use({ real: true });
// Times are real ones here: images are pulled at the speed of the simulated network.
test.setTimeout(60_000);

const lesson = '/lessons/first-container/';

test('a lesson is done: a click runs a block, a miss is explained, the task ticks, the home page knows', async ({ page }) => {
  await page.goto(lesson);
  await ready(page);
  const task = page.locator('#twice');
  await expect(task.locator('.miss')).toBeHidden();
  await page.locator('.console [data-run]').first().click();
  await expect.poll(() => terminalText(page), { timeout: 15_000 }).toContain('Hello from Docker!');
  await expect(page.locator('.tile')).toHaveCount(1);
  await expect(task.locator('.miss')).toBeVisible({ timeout: 10_000 });
  await perform(page, 'docker run hello-world');
  await expect(task).toHaveClass(/done/, { timeout: 10_000 });
  await expect(page.locator('.tile')).toHaveCount(2);
  await expect(page.locator('.dots .done')).toHaveCount(1);

  const question = page.locator('.quiz[data-kind="command"]');
  await question.getByRole('textbox').fill('docker run hello-world --name greeter');
  await page.keyboard.press('Enter');
  await expect(question.locator('.verdict')).toHaveText('Not yet. Look again.', { timeout: 10_000 });
  await question.getByRole('textbox').fill('docker run --name=greeter hello-world');
  await page.keyboard.press('Enter');
  await expect(question.locator('.verdict')).toHaveText('That is right.', { timeout: 10_000 });

  await page.goto('/');
  await expect(page.locator('.lesson-progress:visible')).toHaveText('1 / 3');
});

test('undo takes a container back, a reload brings everything again', async ({ page }) => {
  await page.goto('/sandbox/');
  await ready(page);
  await perform(page, 'docker run --name one hello-world');
  await perform(page, 'echo kept > out');
  await perform(page, 'docker rm one');
  await expect(page.locator('.tile')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.tile')).toHaveCount(1);
  await perform(page, 'cat out');
  const shown = await terminalText(page);
  expect(shown).not.toContain('docker rm one');
  expect(shown).toContain('\nkept\n');
  await page.waitForTimeout(300);
  await page.reload();
  await ready(page);
  await expect.poll(() => terminalText(page)).toBe(shown);
  await expect(page.locator('.tile')).toHaveCount(1);
  await perform(page, 'docker ps -aq | wc -l');
  expect(await terminalText(page)).toContain('\n1\n');
});

test('a second terminal stays over the end of its shell and over a reload', async ({ page }) => {
  await page.goto('/sandbox/');
  await ready(page);
  await page.getByRole('button', { name: 'New terminal' }).click();
  await expect.poll(() => terminalText(page)).toMatch(/\$$/);
  await perform(page, 'echo two');
  await perform(page, 'exit');
  await perform(page, 'pwd');
  await page.waitForTimeout(300);
  await page.reload();
  await ready(page);
  await page.getByRole('button', { name: 'learner@drydock (2)' }).click();
  await expect.poll(() => terminalText(page)).toMatch(/\ntwo\n[^]*logout\n[^]*\n\/home\/learner\n/);
});

test('on a phone a block of the lesson is run in the terminal, and the picture follows', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto(lesson);
  await page.locator('.console [data-run]').first().click();
  await expect(page.locator('#terminal')).toBeVisible();
  await expect.poll(() => terminalText(page), { timeout: 15_000 }).toContain('Hello from Docker!');
  await page.getByRole('button', { name: 'Picture' }).click();
  await expect(page.locator('.tile')).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
});

for (const [home, colorScheme] of [['/', 'light'], ['/zh-cn/', 'dark']] as const) {
  test(`axe finds nothing on ${home} with a busy host, in both themes`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(`${home}sandbox/`);
    await ready(page);
    for (const line of ['docker network create shop', 'docker run -d --name web --network shop -p 8080:80 nginx:alpine', 'docker run --name once -v data:/data alpine false', 'docker create --name later alpine', 'docker pause web']) await perform(page, line);
    await expect(page.locator('.tile')).toHaveCount(3);
    for (const theme of [colorScheme, colorScheme === 'light' ? 'dark' : 'light'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const panel of panels) {
        await page.locator(`#tab-${panel}`).click();
        expect(await faults(page, '#workbench'), `${theme}, ${panel}`).toEqual([]);
      }
    }
  });
}
