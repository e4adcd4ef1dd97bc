// `npm test`: every check that the project has, one after the other; ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browser } from './browser.mjs';
import { fromPlaywright, fromVerify, fromVitest, sum } from './figures.mjs';
import { explain, installed, root, tooling } from './tooling.mjs';

const reports = join(root, '.cache/test');
const at = (path) => join(root, path);
const scripts = JSON.parse(readFileSync(at('package.json'), 'utf8')).scripts;

/** Each step runs one tool: `args` after node, and what the figures are read from (absent: one check, by its exit code). */
const steps = [
  { name: 'generated types', args: [at('node_modules/astro/bin/astro.mjs'), 'sync', '--silent'] },
  { name: 'types', args: [at('node_modules/typescript7/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'types without page and Node', args: [at('node_modules/typescript7/bin/tsc'), '--noEmit', '-p', 'src/scripts/tsconfig.portable.json'] },
  { name: 'types of pages', args: [at('node_modules/@astrojs/check/bin/astro-check.js'), '--minimumSeverity', 'warning'] },
  { name: 'lint', args: [at('node_modules/oxlint/bin/oxlint')] },
  { name: 'unused code', args: [at('node_modules/knip/bin/knip.js')] },
  {
    name: 'unit and transcript tests',
    args: [at('node_modules/vitest/vitest.mjs'), 'run', '--testTimeout=60000', '--hookTimeout=60000', '--reporter=dot', '--reporter=json', `--outputFile.json=${join(reports, 'vitest.json')}`],
    figures: () => fromVitest(report('vitest.json')),
  },
  ...(scripts.drydock ? [{ name: 'lessons', npm: ['run', '-s', 'drydock', '--', 'verify'], figures: fromVerify }] : []),
  { name: 'build', args: [at('node_modules/astro/bin/astro.mjs'), 'build', '--force', '--silent'] },
  { name: 'size budget', args: [at('node_modules/size-limit/bin.js')] },
  {
    name: 'browser tests',
    before: browser,
    args: [at('node_modules/@playwright/test/cli.js'), 'test', '-c', 'test/e2e/playwright.config.ts', '--reporter=line,json'],
    extra: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, 'playwright.json') },
    figures: () => fromPlaywright(report('playwright.json')),
  },
];

function report(name) {
  const file = join(reports, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function run(step, tools) {
  console.log(`\n== ${step.name}`);
  let env = { ...tools.env, ...step.extra };
  try {
    if (step.before) env = { ...env, ...step.before() };
    const options = { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 28 };
    const ran = step.npm
      ? spawnSync('npm', step.npm, { ...options, stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' })
      : spawnSync(tools.node, step.args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
    if (ran.stdout) process.stdout.write(ran.stdout);
    const ok = ran.status === 0;
    const counted = step.figures?.(ran.stdout ?? '');
    if (!counted) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
    // A tool that failed without naming a failed test has crashed: that is a failure too.
    return ok || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } catch (error) {
    explain(error);
    return { passed: 0, failed: 1 };
  }
}

try {
  const wanted = process.argv.slice(2);
  installed();
  const tools = tooling();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const results = [];
  for (const step of steps) {
    if (wanted.length && !wanted.some((word) => step.name.includes(word))) continue;
    const start = Date.now();
    const figures = run(step, tools);
    results.push({ name: step.name, seconds: (Date.now() - start) / 1000, ...figures });
  }
  console.log('');
  for (const { name, seconds, passed, failed } of results) {
    console.log(`${failed ? 'FAIL' : ' ok '} ${name.padEnd(30)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`);
  }
  const { passed, failed } = sum(results);
  process.exitCode = failed ? 1 : 0;
  console.log(`\n${passed} passed, ${failed} failed`);
} catch (error) {
  explain(error);
  console.log('\n0 passed, 1 failed');
}
