import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forbidden } from '../../src/scripts/layers.mjs';

const root = resolve(import.meta.dirname, '../..');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-lint-'));
  mkdirSync(join(folder, 'src/scripts'), { recursive: true });
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  cpSync(join(root, 'src/scripts/layers.mjs'), join(folder, 'src/scripts/layers.mjs'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lints one file with the project's own configuration; the rules that it breaks. */
function lint(path, text) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  try {
    execFileSync(process.execPath, [oxlint, '--format', 'json', path], { cwd: folder, stdio: 'pipe' });
    return [];
  } catch (error) {
    return JSON.parse(String(error.stdout)).diagnostics.map((found) => found.code);
  }
}

describe('lint stops', () => {
  it.each([
    ['a neighbour', 'src/docker/container/run.ts', "import { route } from '../../engine/routes/ping.ts';\nroute();\n", 'drydock(layers)'],
    ['a neighbour by re-export', 'src/userland/ls.ts', "export { parse } from '../shell/parse.ts';\n", 'drydock(layers)'],
    ['a neighbour by import()', 'src/shell/exec.ts', "export const lazy = () => import('../userland/ls.ts');\n", 'drydock(layers)'],
    ['an upper layer', 'src/kernel/clock.ts', "import { boot } from '../machine/boot.ts';\nboot();\n", 'drydock(layers)'],
    ['Node below headless', 'src/engine/store.ts', "import { readFileSync } from 'node:fs';\nreadFileSync('x');\n", 'drydock(layers)'],
    ['a page library below workbench', 'src/course/lesson.ts', "import { h } from 'preact';\nh('p', null);\n", 'drydock(layers)'],
    ['a DOM global in engine', 'src/engine/info.ts', 'export const title = document.title;\n', 'eslint(no-restricted-globals)'],
    ['Date.now in kernel', 'src/kernel/now.ts', 'export const now = Date.now();\n', 'eslint(no-restricted-globals)'],
    ['setTimeout in userland', 'src/userland/sleep.ts', 'setTimeout(() => {}, 1);\n', 'eslint(no-restricted-globals)'],
    ['Math.random in engine', 'src/engine/id.ts', 'export const id = Math.random();\n', 'drydock(deterministic)'],
    ['localeCompare in docker', 'src/docker/sort.ts', "export const order = 'a'.localeCompare('b');\n", 'drydock(deterministic)'],
  ])('%s', (_what, path, text, rule) => {
    expect(lint(path, text)).toEqual([rule]);
  });
});

describe('lint lets pass', () => {
  it.each([
    ['a lower layer', 'src/engine/create.ts', "import { spawn } from '../kernel/spawn.ts';\nspawn();\n"],
    ['a folder of its own that is named like a layer', 'src/docker/cli.ts', "import { up } from './compose/up.ts';\nup();\n"],
    ['a clock in the one adapter', 'src/workbench/clock.ts', 'export const now = () => performance.now();\n'],
    ['Node in headless', 'src/headless/main.ts', "import { argv } from 'node:process';\nargv.at(2);\n"],
  ])('%s', (_what, path, text) => {
    expect(lint(path, text)).toEqual([]);
  });
});

it('formats and api import nothing of ours', () => {
  expect(forbidden('src/formats/tar/write.ts', '../../api/types.ts')).toContain('neighbours');
  expect(forbidden('src/api/types.ts', '../formats/http/parse.ts')).toContain('neighbours');
  expect(forbidden('src/formats/tar/write.ts', './header.ts')).toBeUndefined();
});
