/**
 * The first load, as the design bounds it: 1.6 Mbit/s, 150 ms, a processor four times slower, an empty cache. For the first lesson and the
 * sandbox it prints when text was painted first, when the prompt, the answer of `echo x` and that of `docker ps` were, and what had been
 * transferred until then (bodies, packed by gzip). Best and median of three; `requests` as an argument lists what was fetched.
 * The link is HTTP/1.1 without TLS. Page and workers are slowed by stopping the page's processes most of the time; the loop in a worker tells by how much.
 */
import { join, resolve } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { SlowLink } from './slow-link.ts';
import { SlowProcessor } from './slow-processor.ts';

interface Marks { readonly origin: number; readonly painted: number; readonly prompt: number; readonly echo: number; readonly docker: number }

const RATE = 200_000;
const ROUND_TRIP = 150;
const FACTOR = 4;
const ROUNDS = 3;

const MARKS = [['painted', 'first text', 600, undefined], ['prompt', 'prompt', undefined, undefined], ['echo', '`echo x`', 2000, 200], ['docker', '`docker ps`', 3500, 350]] as const;
const PAGES = [['first lesson', '/lessons/terminal/'], ['sandbox', '/sandbox/']] as const;

/** Runs in the page: types as soon as the prompt is there, and notes the frame after the one that drew each answer. */
function observe(): void {
  const marks: Record<string, number> = { origin: performance.timeOrigin };
  type Terminal = { input(text: string): void; buffer: { active: { length: number; getLine(at: number): { translateToString(trim: boolean): string } | undefined } } };
  const page = globalThis as unknown as { marks: typeof marks; drydock?: { terminals: { inFront(): { terminal: Terminal } | undefined } } };
  page.marks = marks;
  const steps: [mark: string, shown: RegExp, then: string][] = [['prompt', /\$ ?$/, 'echo x\r'], ['echo', /^x\n.*\$ ?$/m, 'docker ps\r'], ['docker', /^CONTAINER ID/m, '']];
  const look = (): void => {
    const [step] = steps;
    if (!step) return;
    const [mark, shown, then] = step;
    const terminal = page.drydock?.terminals.inFront()?.terminal;
    const buffer = terminal?.buffer.active;
    const text = buffer ? Array.from({ length: buffer.length }, (_line, at) => buffer.getLine(at)?.translateToString(true) ?? '').join('\n').trimEnd() : '';
    if (!shown.test(text)) return void requestAnimationFrame(look);
    steps.shift();
    terminal?.input(then);
    requestAnimationFrame(() => {
      marks[mark] = performance.now();
      look();
    });
  };
  requestAnimationFrame(look);
}

async function visit(browser: Browser, link: SlowLink, address: string): Promise<Marks> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  // The page's process is there before the clock starts.
  await page.goto('about:blank');
  link.delivered.length = 0;
  const slow = await SlowProcessor.of(browser, FACTOR);
  try {
    await page.goto(address, { waitUntil: 'commit' });
    await slow.look();
    await page.waitForFunction(() => 'docker' in (globalThis as unknown as { marks: object }).marks, undefined, { timeout: 60_000, polling: 500 });
  } finally {
    slow.release();
  }
  const marks = await page.evaluate(() => ({
    ...(globalThis as unknown as { marks: Omit<Marks, 'painted'> }).marks,
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  }));
  await context.close();
  return marks;
}

/** How much slower a loop in a worker is. */
async function calibration(browser: Browser): Promise<number> {
  const page = await browser.newPage();
  const loop = () => page.evaluate(() => new Promise<number>((done) => {
    const body = 'const t = performance.now(); let s = 0; for (let i = 0; i < 2e8; i++) s = (s + i) | 0; postMessage(performance.now() - t)';
    new Worker(URL.createObjectURL(new Blob([body]))).onmessage = ({ data }) => done(data as number);
  }));
  const free = Math.min(await loop(), await loop(), await loop());
  const slow = await SlowProcessor.of(browser, FACTOR);
  const slowed = await loop();
  slow.release();
  await page.close();
  return slowed / free;
}

function requests(link: SlowLink, origin: number): string[] {
  return link.delivered.filter(({ last }) => last).map(({ path, at }) => {
    const bytes = link.delivered.reduce((sum, each) => sum + (each.path === path ? each.bytes : 0), 0);
    return `  ${String(Math.round(at - origin)).padStart(6)} ms ${(bytes / 1000).toFixed(1).padStart(7)} kB  ${path}`;
  });
}

function shown(values: readonly number[], bound: number | undefined): string {
  const [best = 0, median = 0] = values.toSorted((a, b) => a - b);
  return `${best.toFixed(0).padStart(8)}${median.toFixed(0).padStart(8)} ${bound === undefined ? ''.padEnd(14) : `≤ ${bound}${best > bound ? ' MISSED' : ''}`.padEnd(14)}`;
}

const executablePath = process.env['DRYDOCK_BROWSER'];
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
const link = new SlowLink(join(resolve(import.meta.dirname, '../..'), 'dist'), RATE, ROUND_TRIP);
try {
  const address = await link.open();
  console.log(`a loop in a worker runs ${(await calibration(browser)).toFixed(1)} times slower\n`);
  console.log(`${''.padEnd(28)}    best  median ms                 best  median kB`);
  for (const [name, path] of PAGES) {
    const visits: { marks: Marks; bytes: Record<string, number> }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const marks = await visit(browser, link, `${address}${path}`);
      visits.push({ marks, bytes: Object.fromEntries(MARKS.map(([key]) => [key, link.bytesUntil(marks.origin + marks[key]) / 1000])) });
      if (round === ROUNDS - 1 && process.argv.includes('requests')) console.log(requests(link, marks.origin).join('\n'));
    }
    for (const [key, label, time, size] of MARKS) {
      console.log(`${`${name}, ${label}`.padEnd(28)}${shown(visits.map(({ marks }) => marks[key]), time)}${shown(visits.map(({ bytes }) => bytes[key] ?? 0), size)}`.trimEnd());
    }
  }
} finally {
  link.close();
  await browser.close();
}
