import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromPlaywright, fromVerify, fromVitest, sum } from '../../src/scripts/figures.mjs';
import { hasIntegrity, isModern, pinned } from '../../src/scripts/tooling.mjs';

const root = resolve(import.meta.dirname, '../..');

describe('the Node that runs the tools', () => {
  it.each([
    ['20.20.2', false], ['22.18.9', false], ['22.19.0', true], ['v22.20.0', true], ['24.0.0', true], ['26.10.0', true],
  ])('%s is new enough: %s', (version, modern) => {
    expect(isModern(version)).toBe(modern);
  });

  it('is pinned with a sha512 for each platform', () => {
    const table = Object.values(pinned.packages);
    expect(table).toHaveLength(5);
    for (const { integrity } of table) {
      expect(Buffer.from(integrity.replace(/^sha512-/, ''), 'base64')).toHaveLength(64);
    }
    expect(isModern(pinned.version)).toBe(true);
  });

  it('is refused when its bytes are others', () => {
    const bytes = Buffer.from('node');
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    expect(hasIntegrity(bytes, integrity)).toBe(true);
    expect(hasIntegrity(Buffer.from('nodf'), integrity)).toBe(false);
  });
});

describe('the figures of the tests', () => {
  it('count a test file that could not be loaded', () => {
    const report = { numPassedTests: 3, numFailedTests: 1, testResults: [{ status: 'failed', assertionResults: [{}] }, { status: 'failed', assertionResults: [] }] };
    expect(fromVitest(report)).toEqual({ passed: 3, failed: 2 });
    expect(fromVitest(undefined)).toBeUndefined();
  });

  it('count flaky browser tests as passed and a server that did not start as failed', () => {
    expect(fromPlaywright({ stats: { expected: 4, flaky: 1, unexpected: 1 }, errors: [{}] })).toEqual({ passed: 5, failed: 2 });
  });

  it('take the last line of figures that a tool printed', () => {
    expect(fromVerify('a: 1 passed, 0 failed\n12 passed, 3 failed\n')).toEqual({ passed: 12, failed: 3 });
    expect(fromVerify('crashed')).toBeUndefined();
  });

  it('are added up', () => {
    expect(sum([{ passed: 1, failed: 0 }, { passed: 2, failed: 3 }])).toEqual({ passed: 3, failed: 3 });
  });
});

it('npm start says in one line that its port is taken', async () => {
  const other = createServer();
  // Where the port is taken by something else already, that serves as well.
  await new Promise((done) => other.once('error', done).listen(4321, '127.0.0.1', done));
  try {
    const script = spawn(process.execPath, [resolve(root, 'src/scripts/start.mjs')], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    script.stdout.on('data', (data) => (said += data));
    script.stderr.on('data', (data) => (said += data));
    const code = await new Promise((done) => script.on('close', done));
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toContain('Port 4321 is taken');
  } finally {
    other.close();
  }
});
