import { beforeAll, expect, test } from 'vitest';
import { Machine } from '../../src/machine/machine.ts';
import { preloadPrograms } from '../../src/machine/programs.ts';
import { decodeLog, encodeLog } from '../../src/machine/session/log-text.ts';
import { Session, type BootBase } from '../../src/machine/session/session.ts';
import { COURSE_WORLD } from '../../src/machine/world.ts';
import { randomStream } from '../../src/kernel/random.ts';

const boot: BootBase = (header) => Machine.boot(COURSE_WORLD, header.seed, header.target);
const base = { kind: 'scenario', commands: [] } as const;
const ROUND = ['docker ps', 'docker run -d --name cN alpine sleep 1000', 'docker inspect cN | head -5', 'ls -la / | wc -l', 'docker exec cN hostname', 'echo $RANDOM', 'docker stop -t 0 cN', 'docker ps -a | tail -1', 'docker rm cN', 'date'];

beforeAll(() => preloadPrograms(), 60_000);

function transcript(session: Session): string {
  return session.commands.map((record) => `${record.line}\n${record.output}[${record.exit}]`).join('\n');
}

async function prompt(session: Session): Promise<void> {
  await session.machine.runUntil(() => session.machine.terminals.get(1)?.atPrompt === true, 600_000_000_000);
}

async function typed(lines: readonly string[]): Promise<Session> {
  const session = await Session.begin(boot, { seed: 7, base });
  session.openTerminal(1, 100, 30);
  for (const line of lines) {
    await prompt(session);
    const terminal = session.machine.terminals.get(1);
    if (terminal) terminal.atPrompt = false;
    session.input(1, `${line}\r`);
  }
  await prompt(session);
  return session;
}

test('a session of 200 commands replays to the same bytes', { timeout: 120_000 }, async () => {
  const session = await typed(Array.from({ length: 200 }, (_, i) => (ROUND[i % ROUND.length] ?? '').replaceAll('cN', `c${Math.floor(i / ROUND.length)}`)));
  const again = await Session.replay(boot, decodeLog(encodeLog(session.log())));
  await again.settle();
  expect(again.mismatch).toBeUndefined();
  expect(transcript(again)).toBe(transcript(session));
  expect(session.commands).toHaveLength(200);
});

test('a paced session with a jittering clock and ^C in a busy loop replays to the same bytes', { timeout: 120_000 }, async () => {
  const session = await Session.begin(boot, { seed: 3, base });
  const jitter = randomStream(99, 'jitter');
  const keys = ['echo start\r', 'while :; do :; done\r', '\x03', 'docker run -d --name w alpine sleep 100\r', 'yes | head -1000 | wc -l\r', 'docker ps\r', 'for i in 1 2 3; do echo $i; sleep 0.2; done\r', '\x03', 'echo end\r'];
  let now = 0;
  session.openTerminal(1, 80, 24);
  const slice = async (milliseconds: number): Promise<void> => {
    for (const end = now + milliseconds * 1e6; now < end; ) {
      now += jitter.below(8_000_000);
      if (session.run(now, 1 + jitter.below(20_000)) === 'external') await session.machine.kernel.whenExternal();
    }
  };
  await slice(500);
  for (const key of keys) {
    session.input(1, key);
    await slice(40 + jitter.below(400));
  }
  await slice(3000);
  const again = await Session.replay(boot, session.log());
  await again.machine.runFor(session.now() - again.now());
  expect(again.mismatch).toBeUndefined();
  expect(transcript(again)).toBe(transcript(session));
  expect(transcript(session)).toContain('end');
  const shown = (of: Session): string => new TextDecoder().decode(Uint8Array.from((of.shown(1) ?? []).flatMap((bytes) => [...bytes])));
  expect(shown(again)).toBe(shown(session));
});

test('undo takes the last accepted line back and keeps the branch', { timeout: 60_000 }, async () => {
  const session = await typed(['echo one > f', 'echo two >> f']);
  const back = await Session.replay(boot, session.log(), session.undoPoint());
  await back.settle();
  expect(new TextDecoder().decode(back.readFile('/home/learner/f'))).toBe('one\n');
  expect(back.log().events).toHaveLength(session.log().events.length);
  back.input(1, 'echo three >> f\r');
  await prompt(back);
  await back.machine.runFor(1_000_000_000);
  expect(new TextDecoder().decode(back.readFile('/home/learner/f'))).toBe('one\nthree\n');
});

test('services that are started later are started at the same point of a replay', { timeout: 60_000 }, async () => {
  const session = await Session.begin(boot, { seed: 5, base, target: 'basic.target' });
  session.openTerminal(1, 80, 24);
  await prompt(session);
  session.input(1, 'for i in 1 2 3; do pgrep -c dockerd; sleep 0.1; done\r');
  await session.machine.runFor(150_000_000);
  session.startServices();
  session.startServices();
  await session.machine.runFor(1_000_000_000);
  expect(transcript(session)).toContain('0\r\n0\r\n1\r\n');
  expect(session.log().events.filter(({ action }) => action.kind === 'services')).toHaveLength(1);
  const again = await Session.replay(boot, decodeLog(encodeLog(session.log())));
  await again.machine.runFor(session.now() - again.now());
  expect(again.mismatch).toBeUndefined();
  expect(transcript(again)).toBe(transcript(session));
  expect(again.machine.kernel.steps).toBe(session.machine.kernel.steps);
  // The log of a page that knew no stages: the daemon is there at once.
  const whole = await Session.begin(boot, { seed: 5, base });
  whole.startServices();
  expect(whole.log().events).toEqual([]);
  expect((await whole.machine.execute('systemctl is-active docker')).stdout).toBe('active\n');
});

test('what is typed while code is fetched is met by a replay at the same point', { timeout: 60_000 }, async () => {
  for (const ahead of ['echo ahead\r', '\x03echo after\r']) {
    const session = await Session.begin(boot, { seed: 6, base, target: 'basic.target' });
    session.openTerminal(1, 80, 24);
    await prompt(session);
    session.input(1, 'docker ps; echo next\r');
    while (session.run(session.now() + 1_000_000_000, 1_000_000) !== 'external');
    session.input(1, ahead);
    await session.machine.runFor(3_000_000_000);
    const again = await Session.replay(boot, session.log());
    await again.machine.runFor(session.now() - again.now());
    expect(again.mismatch).toBeUndefined();
    expect(again.machine.kernel.steps).toBe(session.machine.kernel.steps);
    expect(again.shown(1)).toEqual(session.shown(1));
    expect(transcript(session)).toContain(ahead.includes('ahead') ? 'CONTAINER ID' : 'after');
  }
});
