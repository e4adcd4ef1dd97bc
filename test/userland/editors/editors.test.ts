import { beforeAll, expect, test } from 'vitest';
import { TestHost, testHost } from '../text/host.ts';

let host: TestHost;
beforeAll(async () => {
  host = await testHost();
  host.file('long.txt', Array.from({ length: 60 }, (_, index) => `line ${index + 1}\n`).join(''));
});

test('nano writes what was typed', () => {
  const nano = host.terminal('nano new.txt');
  nano.type('hello\rworld');
  nano.type('\x0f');
  nano.type('\r');
  expect(nano.screen()).toContain('[ Wrote 2 lines ]');
  nano.type('\x18');
  expect(nano.ended()).toBe(true);
  expect(host.run('cat new.txt').stdout).toBe('hello\nworld\n');
});

test('vi deletes, opens a line and saves', () => {
  host.file('v.txt', 'one\ntwo\n');
  const vi = host.terminal('vi v.txt');
  vi.type('ddothree\x1b');
  vi.type(':wq\r');
  expect(vi.ended()).toBe(true);
  expect(host.run('cat v.txt').stdout).toBe('two\nthree\n');
});

test('less searches and leaves with q', () => {
  const less = host.terminal('less long.txt');
  expect(less.screen()).not.toContain('line 40');
  less.type('/line 40\r');
  expect(less.screen()).toContain('line 41');
  less.type('q');
  expect(less.ended()).toBe(true);
});

test('top shows the processes that exist and leaves with q', () => {
  const top = host.terminal('sleep 100 & top');
  expect(top.screen()).toMatch(/root .* sleep/);
  top.type('q');
  expect(top.ended()).toBe(true);
});
