import { expect } from '@playwright/test';
import { ready, terminalText, test, type } from './page.ts';

test.beforeEach(async ({ page }) => {
  await page.goto('/sandbox/');
  await ready(page);
});

test('what is typed is echoed and answered', async ({ page }) => {
  await type(page, 'echo hello');
  await expect.poll(() => terminalText(page)).toContain('$ echo hello\nhello\n');
});

test('text that comes without keys, as from an input method, arrives', async ({ page }) => {
  await page.locator('.xterm-helper-textarea').focus();
  await page.keyboard.insertText('echo 你好');
  await page.keyboard.press('Enter');
  await expect.poll(() => terminalText(page)).toContain('\n你好');
});

test('pasted text arrives', async ({ page }) => {
  await page.locator('.xterm-helper-textarea').focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'echo pasted');
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.keyboard.press('Enter');
  await expect.poll(() => terminalText(page)).toContain('\npasted');
});

test('terminals are opened and closed, each with its own text', async ({ page }) => {
  await type(page, 'echo first');
  await page.getByRole('button', { name: 'New terminal' }).click();
  await expect.poll(() => terminalText(page)).not.toContain('first');
  await ready(page);
  await type(page, 'echo second');
  await expect.poll(() => terminalText(page)).toContain('\nsecond');
  await page.getByRole('button', { name: 'Close terminal 2' }).click();
  await expect.poll(() => terminalText(page)).toContain('\nfirst');
});

test('a flood of output is drawn to its last line', async ({ page }) => {
  await type(page, 'flood');
  await expect.poll(() => terminalText(page), { timeout: 15_000 }).toContain('line 19999');
  await type(page, 'echo after');
  await expect.poll(() => terminalText(page)).toContain('\nafter');
});

test('text is found', async ({ page }) => {
  await type(page, 'echo needle');
  await expect.poll(() => terminalText(page)).toContain('\nneedle');
  await page.getByRole('button', { name: 'Find in terminal' }).click();
  const field = page.getByRole('textbox', { name: 'Find in terminal' });
  // What is missing comes first: a field that has not been searched for yet looks like one whose text was found.
  await field.fill('no such words');
  await field.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('needle');
  await field.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'false');
});

test('the plain text shows commands and output, and takes commands', async ({ page }) => {
  await type(page, 'echo before');
  await page.getByRole('button', { name: 'Plain text' }).click();
  const log = page.getByRole('log');
  await expect(log).toContainText('before');
  await page.getByRole('textbox', { name: 'Command line' }).fill('echo plain');
  await page.keyboard.press('Enter');
  await expect(log).toContainText('$ echo plain');
  await expect(log.getByText('plain', { exact: true })).toBeVisible();
});

test('the plain text forgets what undo takes back, and has the focus again', async ({ page }) => {
  await page.getByRole('button', { name: 'Plain text' }).click();
  const line = page.getByRole('textbox', { name: 'Command line' });
  for (const word of ['one', 'two']) {
    await line.fill(`echo ${word}`);
    await line.press('Enter');
    await expect(page.getByRole('log').getByText(word, { exact: true })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('log').getByText('two', { exact: true })).toHaveCount(0);
  await expect(line).toBeFocused();
});

test('the plain text shows a question that waits for its answer', async ({ page }) => {
  await page.getByRole('button', { name: 'Plain text' }).click();
  await page.getByRole('textbox', { name: 'Command line' }).fill('ask');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('Are you sure? [y/N]');
});

test('the keyboard is not caught in the terminal', async ({ page }) => {
  await page.locator('.xterm-helper-textarea').focus();
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('.xterm-helper-textarea')).not.toBeFocused();
});

test('the theme of the terminal follows the page', async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.querySelector('.xterm-scrollable-element') ?? document.body).backgroundColor);
  const before = await background();
  await page.locator('[data-theme-switch]').click();
  await expect.poll(background).not.toBe(before);
});

test('a colour outside the theme is drawn', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await type(page, 'colour');
  await expect(page.locator('.xterm-rows span', { hasText: /^coloured$/ })).toHaveCSS('color', 'rgb(1, 200, 3)');
});
