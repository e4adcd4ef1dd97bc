import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { matchOutput } from '../../src/formats/transcript/match.ts';
import { parseTranscript } from '../../src/formats/transcript/parse.ts';
import { Machine } from '../../src/machine/machine.ts';
import { preloadPrograms } from '../../src/machine/programs.ts';
import { ScriptedShell } from '../../src/machine/scripted-shell.ts';
import { COURSE_WORLD } from '../../src/machine/world.ts';

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.md')).sort();
const WORLD = { ...COURSE_WORLD, pulled: ['alpine:latest', 'busybox:latest', 'nginx:latest', 'nginx:alpine', 'redis:latest', 'redis:alpine'] };

beforeAll(() => preloadPrograms(), 60_000);

/** Console blocks of a file under the headings they stand under. */
function blocks(text: string): { title: string; source: string; line: number }[] {
  const out: { title: string; source: string; line: number }[] = [];
  let title = '';
  let open: { title: string; source: string; line: number } | undefined;
  text.split('\n').forEach((line, i) => {
    if (open && line === '```') {
      out.push(open);
      open = undefined;
    } else if (open) open.source += `${line}\n`;
    else if (line === '```console') open = { title, source: '', line: i + 2 };
    else if (line.startsWith('## ')) title = line.slice(3);
  });
  return out;
}

describe.each(files)('%s', (name) => {
  for (const { title, source, line } of blocks(readFileSync(new URL(name, folder), 'utf8'))) {
    test(title, { timeout: 30_000 }, async () => {
      const machine = await Machine.boot(WORLD);
      const shell = ScriptedShell.start(machine);
      for (const step of parseTranscript(source)) {
        const result = await shell.run({ text: step.text });
        const printed = (result.stdout + result.stderr).replace(/^bash: (?:-c: )?line \d+: /gm, 'bash: ');
        const mismatch = matchOutput(step.expected, printed);
        if (mismatch) expect.soft({ step: `${name}:${line + step.line - 1} ${step.text}`, printed: mismatch.printed ?? '(nothing)', all: printed }).toEqual({ step: `${name}:${line + step.line - 1} ${step.text}`, printed: mismatch.expected ?? '(nothing)', all: printed });
        expect.soft(`${step.text} → ${result.code}`).toBe(`${step.text} → ${step.exit}`);
      }
      expect(machine.kernel.crashes).toEqual([]);
    });
  }
});
