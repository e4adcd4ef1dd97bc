import { expect } from '@playwright/test';
import { panels } from '../../src/workbench/store.ts';
import { faults, firstLesson, openCards, ready, test, type } from './page.ts';

for (const theme of ['light', 'dark'] as const) {
  for (const home of ['/', '/zh-cn/']) {
    test(`axe finds nothing on ${home} in the ${theme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      const lesson = await firstLesson(page, home);
      expect(await faults(page), 'home').toEqual([]);

      await page.goto(lesson);
      await ready(page);
      const task = await page.locator('.task').first().getAttribute('data-task');
      await type(page, 'fill');
      await type(page, `miss ${task ?? ''}`);
      await expect(page.locator('.tile')).toHaveCount(4);
      await openCards(page);
      expect(await faults(page), 'lesson').toEqual([]);
      for (const panel of panels.slice(1)) {
        await page.locator(`#tab-${panel}`).click();
        expect(await faults(page, '#workbench'), panel).toEqual([]);
      }
      await page.locator('.bar-button').last().click();
      expect(await faults(page, '#workbench'), 'plain text').toEqual([]);

      await page.goto(`${home}sandbox/`);
      await ready(page);
      expect(await faults(page), 'sandbox').toEqual([]);
    });
  }

  test(`axe finds nothing at 375 px in the ${theme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 375, height: 812 });
    await page.goto(await firstLesson(page));
    await ready(page);
    for (const sheet of await page.locator('.sheets button').all()) {
      await sheet.click();
      expect(await faults(page)).toEqual([]);
    }
  });
}
