import { expect, it } from 'vitest';
import { parseScenario } from '../../src/headless/scenario.ts';
import { runInTerminal } from '../../src/headless/run-terminal.ts';
import { COURSE_WORLD } from '../../src/machine/world.ts';
import { preloadPrograms } from '../../src/machine/programs.ts';

it('types the standard input of a step, ends it, and goes on with the next', async () => {
  await preloadPrograms();
  const scenario = parseScenario('typed', '# typed\n\n#! stdin=one\\n\ncat\n\n#! stdin=unread\\n\ntrue\n\necho after\n');
  const recording = await runInTerminal(scenario, COURSE_WORLD, 1);
  expect(recording.steps.map(({ tty }) => tty)).toEqual(['one\r\none\r\n', '', 'after\r\n']);
});
