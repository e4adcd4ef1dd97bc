import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const LIMIT = 60_000;
const DRYDOCK = fileURLToPath(new URL('../../src/headless/drydock.ts', import.meta.url));
let folder = '';
let output = '';
let code: number | null;

function task(parts: { check?: string; solution?: string; more?: string }): string {
  const { check = '# The file is there\n$ cat a.txt\none', solution = '$ echo one > a.txt', more = '' } = parts;
  return `## Task: t {#t}\n\n\`\`\`check\n${check}\n\`\`\`\n\`\`\`solution\n${solution}\n\`\`\`\n${more}\n`;
}
const block = (kind: string, text: string): string => `\`\`\`${kind}\n${text}\n\`\`\`\n`;
const APPEND = block('solution equal', '$ echo one >> a.txt');

const CASES: readonly (readonly [name: string, body: string, message: RegExp])[] = [
  ['what holds', `${block('console', '$ echo hi\nhi')}${task({ more: APPEND + block('mistake', '$ echo two > a.txt\n# Another word.') })}`, /^ok .*1 examples, 1 tasks, 1 starts, 3 solutions, \d+ edits, 1 mistakes\n$/],
  ['an example that lies', block('console', '$ echo hi\nho'), /'echo hi' prints other than shown: 'hi' in place of 'ho'/],
  ['an example with another exit code', block('console', '$ false'), /ends with exit code 1, not 0/],
  ['a task that is reached from the beginning', task({ check: '# Nothing\n$ true', more: APPEND }), /reached before anything is done/],
  ['a solution that does not pass', task({ solution: '$ echo two > a.txt', more: APPEND }), /the solution does not pass: `cat a.txt` printed `two`, expected `one`/],
  ['a part of the solution that is enough', task({ solution: '$ echo one > a.txt\n$ echo more > b.txt' }), /the first 1 of 2 commands are enough/],
  ['a small edit that passes', task({}), /passes with a small edit \(>> for >\)/],
  ['a mistake that is none', task({ more: APPEND + block('mistake', '$ echo one > ./a.txt\n# Wrong.') }), /a listed mistake passes/],
  ['a mistake with the explanation of another', task({ more: APPEND + block('mistake', '$ echo two > a.txt\n# First.') + block('mistake', '$ echo two > a.txt\n# Second.') }), /gets another's explanation: First\./],
  ['a question whose key is empty', block('quiz {#empty}', 'ask: What?\npredict: |\n  $ true'), /key of the question is empty/],
  ['a file that cannot be read', block('check', '# x\n$ true'), /line 7: a check block stands outside of a task/],
];

const verify = (...files: string[]) => spawnSync(process.execPath, [DRYDOCK, 'verify', ...files], { encoding: 'utf8' });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-'));
  const files = CASES.map(([, body], at) => {
    const file = join(folder, `case-${at}.md`);
    writeFileSync(file, `---\ntitle: t\nsummary: s\nminutes: 1\nslug: t\n---\n${body}`);
    return file;
  });
  const ran = verify(...files);
  expect(ran.stderr).toBe('');
  output = ran.stdout;
  code = ran.status;
}, LIMIT);
afterAll(() => rmSync(folder, { recursive: true }));

it.each(CASES.map((each, at) => [...each, at] as const))('finds %s', (_name, _body, message, at) => {
  // One block of lines a file.
  const own = output.split(/^(?=(?:ok  |FAIL) )/m)[at]?.replace(/^\d+ passed, .*\n$/m, '');
  expect(own).toContain(`case-${at}.md`);
  expect(own).toMatch(message);
  expect(own).toMatch(at === 0 ? /^ok/ : /^FAIL/);
});

it('counts the files, and fails when one does', () => {
  expect(output).toMatch(new RegExp(`^1 passed, ${CASES.length - 1} failed\n$`, 'm'));
  expect(code).toBe(1);
});

it('says what it cannot do', () => {
  const { status, stderr } = spawnSync(process.execPath, [DRYDOCK, 'verify', join(folder, 'nosuch.md')], { encoding: 'utf8' });
  expect(stderr).toMatch(/^drydock verify: .*nosuch.md: no such file\n$/);
  expect(status).toBe(2);
}, LIMIT);

it('proves the lesson that the README shows', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [shown = ''] = /^ {4}---\n(?:(?: {4}.*)?\n)+/m.exec(readme) ?? [];
  const file = join(folder, 'readme.md');
  writeFileSync(file, shown.replaceAll(/^ {4}/gm, ''));
  expect(verify(file).stdout).toMatch(/^ok .*1 examples, 1 tasks/);
});
