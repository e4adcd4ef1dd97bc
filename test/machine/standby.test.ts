/** A standby gives what a replay gives, however it came there. */
import { beforeAll, expect, test } from 'vitest';
import { Machine } from '../../src/machine/machine.ts';
import { preloadPrograms } from '../../src/machine/programs.ts';
import { Session, type BootBase } from '../../src/machine/session/session.ts';
import { Standby } from '../../src/machine/session/standby.ts';
import { COURSE_WORLD } from '../../src/machine/world.ts';

let boots = 0;
const boot: BootBase = (header) => {
  boots++;
  return Machine.boot(COURSE_WORLD, header.seed, header.target);
};

beforeAll(() => preloadPrograms(), 60_000);

async function type(session: Session, line: string): Promise<void> {
  const terminal = session.machine.terminals.get(1);
  await session.machine.runUntil(() => terminal?.atPrompt === true, 60_000_000_000);
  if (terminal) terminal.atPrompt = false;
  session.input(1, `${line}\r`);
  await session.machine.runUntil(() => terminal?.atPrompt === true, 60_000_000_000);
}

async function begun(...lines: readonly string[]): Promise<Session> {
  const session = await Session.begin(boot, { seed: 7, base: { kind: 'scenario', commands: [] } });
  session.openTerminal(1, 100, 30);
  for (const line of lines) await type(session, line);
  return session;
}

/** All that can be told of a session: where it stands, what it has printed and what it goes on to print. */
async function told(session: Session): Promise<unknown> {
  const before = [session.head, session.now(), session.machine.kernel.steps, session.mismatch];
  await session.settle();
  await type(session, 'docker ps -a; date; echo $RANDOM');
  return [before, session.commands, session.shown(1), session.log()];
}

async function same(standby: Standby, session: Session): Promise<Session> {
  const point = session.undoPoint() ?? -1;
  const [taken, replayed] = [await standby.take(session.log(), point), await Session.replay(boot, session.log(), point)];
  const [of, as] = [await told(taken), await told(replayed)];
  expect(of).toEqual(as);
  return taken;
}

test('a standby that went along stands where undo goes back to', async () => {
  const [session, standby] = [await begun(), new Standby(boot)];
  for (const line of ['docker run --name web -d alpine sleep 100', 'ls | wc -l', 'sleep 3; docker stop -t 0 web']) {
    await type(session, line);
    while (await standby.step(session.log(), session.undoPoint() ?? -1));
    expect(standby.standsAt(session.undoPoint() ?? -1)).toBe(true);
  }
  const before = boots;
  const taken = await same(standby, session);
  expect(boots).toBe(before + 1);
  expect(taken.commands.at(-2)?.line).toBe('ls | wc -l');
});

test('one that is not there yet, or beyond, comes there', async () => {
  const [session, standby] = [await begun('echo a', 'docker volume create data', 'false'), new Standby(boot)];
  await standby.step(session.log(), session.undoPoint() ?? -1);
  const back = await same(standby, session);
  while (await standby.step(back.log(), back.head));
  expect((await same(standby, back)).commands.map(({ line }) => line)).toEqual(['echo a', 'docker volume create data', expect.any(String)]);
});

test('a command that ran long is made up for a little at a time', async () => {
  const [session, standby] = [await begun('for i in $(seq 20000); do :; done', 'echo done'), new Standby(boot)];
  let slices = 1;
  while (await standby.step(session.log(), session.undoPoint() ?? -1)) slices++;
  expect(slices).toBeGreaterThan(10);
  expect((await same(standby, session)).commands.map(({ line }) => line)).toEqual(['for i in $(seq 20000); do :; done', expect.any(String)]);
});
