/** The lines of the corpus shell-tools that need no program but the few of these tests: the shell's own part of it. */
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { corpus, corpusCases, corpusFile } from '../corpora.ts';
import { Machine } from './machine.ts';

interface Case { readonly cmd: string; readonly stdout: string; readonly stderr: string; readonly code: number }

it.skipIf(corpus('shell-tools') === undefined)('agrees with bash on the lines that need only the shell', () => {
  const files = Object.entries(JSON.parse(corpusFile('shell-tools', 'dev/files.json') ?? '{}') as Record<string, string>);
  let [right, counted] = [0, 0];
  for (const { cmd, stdout, stderr, code } of corpusCases<Case>('shell-tools')) {
    const machine = new Machine();
    for (const [name, content] of files) {
      machine.fs.mkdirs(dirname(`/desk/${name}`));
      machine.fs.writeFile(`/desk/${name}`, content);
    }
    const result = machine.bash(cmd, { seconds: 5 });
    // A line that needs a missing program, or one of the stand-ins beyond what they can do, says nothing about the shell.
    if (result.stderr.includes('command not found') || /\b(?:head|wc|seq|sleep|cat) -|\b(?:wc|env) \w/.test(cmd)) continue;
    counted++;
    if (result.stdout === stdout && result.stderr === stderr && result.code === code) right++;
    else console.info(`differs: ${cmd}`);
  }
  console.info(`shell-tools, the shell's own lines: ${right} of ${counted}`);
  expect(counted).toBeGreaterThan(25);
  expect(right / counted).toBeGreaterThanOrEqual(0.95);
});
