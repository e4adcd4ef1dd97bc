import { beforeAll, describe, expect, it } from 'vitest';
import { bootBase } from '../../src/course/start.ts';
import { preloadPrograms } from '../../src/machine/programs.ts';
import { Session } from '../../src/machine/session/session.ts';

beforeAll(() => preloadPrograms(), 60_000);

/** A session in which lines were typed, each when all was idle; and what its terminal showed. */
async function typed(...lines: string[]) {
  const session = await Session.begin(bootBase, { seed: 1, base: { kind: 'scenario', commands: [] } });
  const run = () => session.machine.runFor(3e9);
  session.openTerminal(1, 80, 24);
  await run();
  for (const line of lines) {
    session.input(1, `${line}\r`);
    await run();
  }
  return session;
}

function shown(session: Session): string {
  const decoder = new TextDecoder();
  // eslint-disable-next-line no-control-regex -- escape sequences are what it takes out
  return (session.shown(1) ?? []).map((bytes) => decoder.decode(bytes)).join('').replaceAll(/\x1b\[[\d;?]*[a-zA-Z]|\x1b\][^\x07]*\x07/g, '').replaceAll('\r', '');
}

describe('a terminal whose shell ends', () => {
  it.each([
    ['by exit', 'exit 3', 3],
    ['by a signal', 'kill -9 $$', 137],
    ['because another program took its place', 'exec true', 0],
  ])('%s gets another one', async (_how, line, exit) => {
    const session = await typed('cd /tmp', line, 'pwd');
    expect(shown(session)).toMatch(/\n\/home\/learner\nlearner@drydock:~\$ $/);
    expect(session.commands.map((command) => command.exit)).toEqual([0, exit, 0]);
  });

  it('stays as it is when the shell cannot begin', async () => {
    const session = await typed('sudo rm /bin/bash', 'exit', 'pwd');
    expect(shown(session)).not.toContain('/home/learner\n');
  });

  it('is replayed to the byte', async () => {
    const session = await typed('exit', 'echo after');
    const again = await Session.replay(bootBase, session.log());
    await again.settle();
    expect(again.mismatch).toBeUndefined();
    expect(shown(again)).toBe(shown(session));
  });
});
