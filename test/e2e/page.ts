// What the browser tests do with a page: open it with the stand-in machine, type, read the terminal.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';

const worker = resolve(import.meta.dirname, '../../.cache/e2e/fake-worker.js');

/** Every page gets the stand-in machine (with `real`: the page's own), and fails its test on any error or breach of the content security policy. */
export const test = base.extend<{ troubles: string[]; real: boolean }>({
  real: [false, { option: true }],
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from this pattern
  troubles: async ({}, use) => {
    const troubles: string[] = [];
    await use(troubles);
    expect(troubles).toEqual([]);
  },
  page: async ({ page, troubles, real }, use) => {
    const body = readFileSync(worker, 'utf8');
    if (!real) await page.route('**/_astro/worker*.js', (route) => route.fulfill({ body, contentType: 'text/javascript' }));
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await use(page);
  },
});

interface Hook {
  drydock: {
    store: { getState(): { status: string } };
    terminals: { inFront(): { terminal: { buffer: { active: { length: number; getLine(at: number): { translateToString(trim: boolean): string } | undefined } } } } | undefined };
  };
}

/** All lines of the terminal in front. */
export function terminalText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const buffer = (globalThis as unknown as Partial<Hook>).drydock?.terminals.inFront()?.terminal.buffer.active;
    if (!buffer) return '';
    return Array.from({ length: buffer.length }, (_line, at) => buffer.getLine(at)?.translateToString(true) ?? '').join('\n').trimEnd();
  });
}

/** Waits for the prompt, so that what is typed goes to the shell. */
export async function ready(page: Page): Promise<void> {
  await expect.poll(() => terminalText(page)).toContain('$');
}

/** Types a line into the terminal in front. */
export async function type(page: Page, line: string): Promise<void> {
  await page.locator('.screen:not([hidden]) .xterm-helper-textarea').focus();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

/** Opens all hints and solutions of the lesson. */
export async function openCards(page: Page): Promise<void> {
  for (const hint of await page.locator('[data-act="hint"]').all()) while (await hint.isVisible()) await hint.click();
  for (const solution of await page.locator('[data-act="solution"]').all()) await solution.click();
}

/** Types a line at the prompt and waits until the prompt is back. */
export async function perform(page: Page, line: string): Promise<void> {
  const prompts = async () => (await terminalText(page)).match(/\w+@\w+:\S*\$/g)?.length ?? 0;
  const before = await prompts();
  await type(page, line);
  await expect.poll(async () => (await prompts()) > before && (await terminalText(page)).endsWith('$'), { timeout: 15_000 }).toBe(true);
}

/** What axe has against the page (or the part of it that `within` selects), in words. */
export async function faults(page: Page, within = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(within).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${String(target)} ${failureSummary ?? ''}`).join(' | ')}`);
}

/** The address of the course's first lesson in a language; with `has`, of the first one whose HTML has that text. */
export async function firstLesson(page: Page, home = '/', has = ''): Promise<string> {
  await page.goto(home);
  for (const link of await page.locator('a[data-lesson]').all()) {
    const address = (await link.getAttribute('href')) ?? '';
    const html = await (await page.request.get(address)).text();
    if (html.includes(has)) return address;
  }
  throw new Error(`no lesson has ${has}`);
}
