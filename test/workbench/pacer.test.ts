import { describe, expect, it } from 'vitest';
import type { Lab, RunResult } from '../../src/workbench/lab.ts';
import { highWater, Pacer } from '../../src/workbench/pacer.ts';

/** A clock whose timers run when the test says so. */
function testClock() {
  let real = 0;
  let timers: { at: number; call: () => void }[] = [];
  return {
    clock: {
      now: () => real,
      after(milliseconds: number, call: () => void) {
        const timer = { at: real + milliseconds, call };
        timers.push(timer);
        return () => void (timers = timers.filter((other) => other !== timer));
      },
    },
    waiting: () => timers.map(({ at }) => at),
    pass(milliseconds: number) {
      real += milliseconds;
      const due = timers.filter(({ at }) => at <= real);
      timers = timers.filter(({ at }) => at > real);
      for (const { call } of due) call();
    },
  };
}

function setUp(answer: (until: number) => RunResult) {
  const runs: number[] = [];
  let now = 0;
  const lab = {
    now: () => now,
    run(until: number) {
      now = until;
      runs.push(until);
      return answer(until);
    },
  } as unknown as Lab;
  const time = testClock();
  return { runs, time, pacer: new Pacer(lab, time.clock, () => false) };
}

describe('the virtual clock follows the real one', () => {
  it('runs at once on input and sleeps until the next timer', () => {
    const { runs, time, pacer } = setUp((until) => ({ why: 'idle', next: until + 250 }));
    pacer.kick();
    time.pass(0);
    expect(runs).toEqual([0]);
    expect(time.waiting()).toEqual([250]);
    time.pass(250);
    expect(runs).toEqual([0, 250]);
  });

  it('stands still while the page is hidden', () => {
    const { runs, time, pacer } = setUp(() => ({ why: 'idle', next: 100 }));
    pacer.kick();
    time.pass(0);
    pacer.hide(true);
    time.pass(10_000);
    expect(runs).toEqual([0]);
    pacer.hide(false);
    time.pass(0);
    expect(runs).toEqual([0, 0]);
  });

  it('waits for the page to draw what it was sent', () => {
    const { runs, time, pacer } = setUp(() => ({ why: 'budget' }));
    pacer.kick();
    time.pass(0);
    pacer.sent(highWater + 1);
    time.pass(1);
    time.pass(1);
    expect(runs).toHaveLength(1);
    pacer.acked(10);
    time.pass(1);
    expect(runs).toHaveLength(2);
  });

  it('does nothing after its machine was ended', () => {
    const { runs, time, pacer } = setUp(() => ({ why: 'idle' }));
    pacer.kick();
    pacer.stop();
    time.pass(1);
    expect(runs).toEqual([]);
  });
});
