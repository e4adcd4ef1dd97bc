import { expect, test } from 'vitest';
import { MILLISECOND, SECOND, World } from './world.ts';
import type { Main } from './world.ts';
import type { Proc, Sys } from '../../src/kernel/sys.ts';

/** A terminal with a program on it; `shown` is what it displayed. */
function onTerminal(programs: Record<string, Main>, name = 'main') {
  const world = new World(programs);
  const terminal = world.kernel.openTerminal(world.host);
  const screen = { shown: '' };
  terminal.onOutput = (bytes) => {
    screen.shown += new TextDecoder().decode(bytes);
  };
  const handle = world.kernel.spawn(world.host, `/bin/${name}`, { terminal });
  world.kernel.run({ time: MILLISECOND });
  return { world, terminal, screen, handle };
}

function* cat(proc: Proc): Sys<number> {
  for (;;) {
    const data = yield* proc.read(0);
    if (data.length === 0) return 0;
    yield* proc.write(1, data);
  }
}

test('lines are edited and echoed, then read whole', () => {
  const { world, terminal, screen, handle } = onTerminal({ main: cat });
  terminal.input('heklo\x7f\x7f\x7flo\r');
  terminal.input('\x04');
  world.kernel.run();
  expect(screen.shown).toBe('heklo\b \b\b \b\b \blo\r\nhelo\r\n');
  expect(handle.status()).toMatchObject({ code: 0 });
});

test('wide characters are erased by two columns', () => {
  const { world, terminal, screen } = onTerminal({ main: cat });
  terminal.input('a日\x7f\r');
  world.kernel.run();
  expect(screen.shown).toBe('a日\b \b\b \b\r\na\r\n');
});

test('^C ends the foreground group and is shown', () => {
  const { world, terminal, screen, handle } = onTerminal({ main: cat });
  terminal.input('\x03');
  world.kernel.run();
  expect(screen.shown).toBe('^C');
  expect(handle.status()).toMatchObject({ kind: 'signaled', signal: 'SIGINT' });
});

test('^C ends a busy loop and `yes`', () => {
  for (const main of [
    function* (proc: Proc): Sys<number> {
      for (;;) yield* proc.step();
    },
    function* (proc: Proc): Sys<number> {
      for (;;) yield* proc.write(1, 'y\n');
    },
  ]) {
    const { world, terminal, handle, screen } = onTerminal({ main });
    expect(world.kernel.run({ time: 20 * MILLISECOND })).toBe('deadline');
    terminal.input('\x03');
    world.kernel.run();
    expect(handle.status()).toMatchObject({ signal: 'SIGINT' });
    expect(screen.shown.endsWith('^C')).toBe(true);
    expect(world.kernel.now()).toBeLessThan(SECOND);
  }
});
