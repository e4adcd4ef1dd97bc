import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { Machine } from '../../src/machine/machine.ts';
import { preloadPrograms } from '../../src/machine/programs.ts';
import { Session, type BootBase } from '../../src/machine/session/session.ts';
import { COURSE_WORLD } from '../../src/machine/world.ts';
import { command } from './commands.ts';
import { brokenInvariants } from './invariants.ts';

/** 200 sequences are the bar; the everyday run takes fewer so that it stays quick. `DRYDOCK_FUZZ=200` runs them all. */
const RUNS = Number(process.env['DRYDOCK_FUZZ'] ?? 12);
const WORLD = { ...COURSE_WORLD, pulled: ['alpine:latest', 'busybox:latest', 'nginx:latest', 'hello-world:latest'] };
const boot: BootBase = (header) => Machine.boot(WORLD, header.seed);

async function play(lines: readonly string[], seed: number): Promise<Session> {
  const session = await Session.begin(boot, { seed, base: { kind: 'scenario', commands: [] } });
  session.openTerminal(1, 100, 30);
  const terminal = session.machine.terminals.get(1);
  for (const line of ['true', ...lines]) {
    if (!(await session.machine.runUntil(() => terminal?.atPrompt === true, 120_000_000_000))) throw new Error(`no prompt before: ${line}`);
    if (terminal) terminal.atPrompt = false;
    session.input(1, `${line}\r`);
  }
  if (!(await session.machine.runUntil(() => terminal?.atPrompt === true, 120_000_000_000))) throw new Error(`no prompt after: ${lines.at(-1)}`);
  return session;
}

beforeAll(() => preloadPrograms(), 60_000);

test('no sequence of 50 commands crashes anything, breaks an invariant, or replays differently', { timeout: 1_800_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 50, maxLength: 50 }), fc.integer({ min: 1, max: 1e6 }), async (lines, seed) => {
      const session = await play(lines, seed);
      expect(session.machine.kernel.crashes.map((crash) => `${crash.argv.join(' ')}: ${String(crash.error)}`)).toEqual([]);
      expect(session.machine.daemon).toBeDefined();
      if (session.machine.daemon) expect(brokenInvariants(session.machine.daemon)).toEqual([]);
      const again = await Session.replay(boot, session.log());
      expect(again.mismatch).toBeUndefined();
    }),
    { numRuns: RUNS, endOnFailure: true, seed: 1 },
  );
});
