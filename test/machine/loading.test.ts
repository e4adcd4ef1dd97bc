import { expect, test } from 'vitest';
import { Machine } from '../../src/machine/machine.ts';
import { preloadPrograms } from '../../src/machine/programs.ts';
import { COURSE_WORLD } from '../../src/machine/world.ts';

const LINES = 'docker ps; printf "%s\\n" hi; type cd; (sleep 0.001; echo later) & docker pull -q hello-world; docker run hello-world | head -3; docker ps -a --format "{{.Image}} {{.Names}}"; wait; date +%s%N';

async function run(): Promise<string> {
  const machine = await Machine.boot(COURSE_WORLD, 7);
  const result = await machine.execute(LINES);
  return `${JSON.stringify(result)} ${machine.kernel.now()} ${machine.kernel.steps}`;
}

test('a machine that loads code on its way gives the same bytes, times and steps as one that has it', async () => {
  const cold = await run();
  const warm = await run();
  await preloadPrograms();
  expect(warm).toBe(cold);
  expect(await run()).toBe(cold);
}, 60_000);
