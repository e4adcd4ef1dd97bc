import { beforeAll, expect, test } from 'vitest';
import { Machine } from '../../src/machine/machine.ts';
import { preloadPrograms } from '../../src/machine/programs.ts';
import { Session, type BootBase } from '../../src/machine/session/session.ts';
import { COURSE_WORLD } from '../../src/machine/world.ts';

const boot: BootBase = (header) => Machine.boot(COURSE_WORLD, header.seed);

beforeAll(() => preloadPrograms(), 60_000);

async function typed(lines: readonly string[]): Promise<Session> {
  const session = await Session.begin(boot, { seed: 7, base: { kind: 'scenario', commands: [] } });
  session.openTerminal(1, 100, 30);
  const prompt = (): Promise<boolean> => session.machine.runUntil(() => session.machine.terminals.get(1)?.atPrompt === true, 600_000_000_000);
  for (const line of lines) {
    await prompt();
    const terminal = session.machine.terminals.get(1);
    if (terminal) terminal.atPrompt = false;
    session.input(1, `${line}\r`);
  }
  await prompt();
  return session;
}

test('at a terminal, stdout may be a file: progress goes to stderr, sizes of the terminal are not asked of the file', { timeout: 60_000 }, async () => {
  const { commands, machine } = await typed([
    'docker run --rm alpine echo hello >out',
    'cat out',
    'docker run -d --name box alpine sleep 100 >/dev/null',
    'echo "echo in the container" | docker exec -i box sh >out; docker exec -it box echo a terminal >>out',
    'cat out',
  ]);
  expect(machine.kernel.crashes).toEqual([]);
  expect(commands.map((command) => command.exit)).toEqual([0, 0, 0, 0, 0]);
  expect(commands[0]?.output).toContain('Pull complete');
  expect(commands[0]?.output).not.toContain('hello');
  expect(commands[1]?.output.trim()).toBe('hello');
  expect(commands[4]?.output.replaceAll('\r', '').trim()).toBe('in the container\na terminal');
});
