import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Deferred } from '../../src/kernel/deferred.ts';
import type { Proc, Program } from '../../src/kernel/sys.ts';
import type { RunUntil } from '../../src/kernel/scheduler.ts';
import { MILLISECOND, SECOND, World } from './world.ts';
import type { Main } from './world.ts';

/** Three processes that compute, sleep and talk through a pipe; the log tells who did what when. */
function busyWorld(seed: number, interrupts = false): { world: World; log: string[]; terminal: { input(text: string): void } } {
  const log: string[] = [];
  const main: Main = function* (proc) {
    const [read, write] = proc.pipe();
    const note = (who: string): void => void log.push(`${proc.now()} ${who}`);
    const random = proc.random('test');
    const talker: Main = function* (child) {
      for (let i = 0; i < 20; i++) {
        yield* child.step(random.below(60_000));
        yield* child.write(write, `${i};`.repeat(random.below(400) + 1));
        note(`wrote ${i}`);
        yield* child.sleep(random.below(3) * 20_000);
      }
      return 0;
    };
    const pids = [proc.fork(talker), proc.fork(talker)];
    const spinner = proc.fork(function* (child) {
      child.close(write);
      for (;;) yield* child.step();
    });
    proc.close(write);
    for (;;) {
      const data = yield* proc.read(read, 1000);
      if (data.length === 0) break;
      note(`read ${data.length}`);
      yield* proc.write(1, data.subarray(0, 10));
    }
    proc.kill(spinner, 'SIGTERM');
    for (const pid of pids) note(JSON.stringify(yield* proc.wait(pid)));
    note(JSON.stringify(yield* proc.wait(spinner)));
    return 0;
  };
  const world = new World({ main }, { seed });
  const terminal = world.kernel.openTerminal(world.host);
  terminal.onOutput = (bytes) => {
    log.push(`${world.kernel.now()} shown ${new TextDecoder().decode(bytes)}`);
    if (interrupts) world.kernel.interrupt();
  };
  world.kernel.spawn(world.host, '/bin/main', { terminal });
  return { world, log, terminal };
}

test('equal seeds give equal runs, other seeds others', () => {
  const trace = (seed: number): string => {
    const { world, log } = busyWorld(seed);
    world.kernel.run();
    return `${log.join('\n')} ${world.kernel.steps} ${world.kernel.now()}`;
  };
  expect(trace(1)).toBe(trace(1));
  expect(trace(1)).not.toBe(trace(2));
});

test('a run cut into any pieces equals a run in one', () => {
  const whole = busyWorld(7);
  whole.world.kernel.run();
  const end = whole.world.kernel.now();
  fc.assert(
    fc.property(fc.array(fc.record({ time: fc.nat(Math.floor(end / 20)), step: fc.nat(300), which: fc.nat(2) }), { minLength: 1, maxLength: 60 }), (cuts) => {
      const { world, log } = busyWorld(7);
      for (const cut of cuts) {
        const until: RunUntil[] = [{ time: world.kernel.now() + cut.time }, { maxSteps: cut.step }, { step: world.kernel.steps + cut.step, time: end }];
        const before = world.kernel.steps;
        world.kernel.run(until[cut.which]);
        if (cut.which === 0) expect(world.kernel.now()).toBeLessThanOrEqual(until[0]?.time ?? 0);
        else expect(world.kernel.steps).toBeLessThanOrEqual(before + cut.step);
      }
      world.kernel.run();
      expect(log).toEqual(whole.log);
      expect(world.kernel.steps).toBe(whole.world.kernel.steps);
    }),
    { numRuns: 40 },
  );
});

test('input at the recorded time and step gives the same run, however the first one was paced', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400_000), { minLength: 1, maxLength: 30 }), fc.nat(29), fc.boolean(), (slices, at, interrupts) => {
      const paced = busyWorld(3, interrupts);
      let point = { time: 0, step: 0 };
      slices.forEach((slice, i) => {
        paced.world.kernel.run({ time: paced.world.kernel.now() + slice, maxSteps: 500 });
        if (i !== at % slices.length) return;
        point = { time: paced.world.kernel.now(), step: paced.world.kernel.steps };
        paced.terminal.input('\x03');
      });
      while (paced.world.kernel.run() !== 'idle');
      const replay = busyWorld(3);
      replay.world.kernel.run(point);
      expect([replay.world.kernel.now(), replay.world.kernel.steps]).toEqual([point.time, point.step]);
      replay.terminal.input('\x03');
      replay.world.kernel.run();
      expect(replay.log).toEqual(paced.log);
      expect(replay.world.kernel.steps).toBe(paced.world.kernel.steps);
    }),
    { numRuns: 150 },
  );
});

test('`run` tells why it stopped', () => {
  const world = new World({
    *main(proc) {
      yield* proc.sleep(SECOND);
      yield* proc.read(0);
      return 0;
    },
  });
  const terminal = world.kernel.openTerminal(world.host);
  world.kernel.spawn(world.host, '/bin/main', { terminal });
  expect(world.kernel.run({ time: MILLISECOND })).toBe('deadline');
  expect(world.kernel.now()).toBe(MILLISECOND);
  expect(world.kernel.run()).toBe('idle');
  expect(world.kernel.blocked()).toEqual([{ host: 'box', pid: 2, argv: ['/bin/main'], thread: 'main', waitsFor: 'fd 0 (/dev/pts/0)' }]);
});

test('two busy processes share one processor, and use two if there are two', () => {
  for (const cpus of [1, 2]) {
    const world = new World({
      *main(proc) {
        for (let i = 0; i < 2; i++) {
          proc.fork(function* (child) {
            for (let n = 0; n < 10_000; n++) yield* child.step();
            return 0;
          });
        }
        yield* proc.wait();
        yield* proc.wait();
        return 0;
      },
    }, {}, { cpus });
    world.run('main');
    expect(Math.round(world.kernel.now() / MILLISECOND)).toBe(cpus === 1 ? 20 : 10);
  }
});

test('code outside of the simulation stops time and steps', async () => {
  const world = new World({
    *main(proc) {
      const before = proc.now();
      const value = yield* proc.external(async (io) => {
        await Promise.resolve();
        const text = await io.call(function* () {
          yield* proc.sleep(SECOND);
          return 'slept';
        }());
        return `${text} and done`;
      });
      yield* proc.write(1, `${value} ${Math.round((proc.now() - before) / SECOND)}`);
      return 0;
    },
  });
  world.start('main');
  for (let turn = 0; world.kernel.run() === 'external'; turn++) {
    expect(turn).toBeLessThan(10);
    await world.kernel.whenExternal();
  }
  expect(world.output).toBe('slept and done 1');
});

test('a lazy program is loaded on its first exec', async () => {
  let loads = 0;
  const world = new World({
    *main(proc) {
      for (let i = 0; i < 2; i++) yield* proc.wait(yield* proc.spawn({ path: '/bin/lazy', argv: ['lazy'] }));
      return 0;
    },
    lazy: async () => {
      loads++;
      return {
        name: 'lazy',
        *main(proc: Proc) {
          yield* proc.write(1, 'lazy\n');
          return 0;
        },
      };
    },
  });
  world.start('main');
  while (world.kernel.run() === 'external') await world.kernel.whenExternal();
  expect(world.output).toBe('lazy\nlazy\n');
  expect(loads).toBe(1);
});

test('whether a program was loaded before leaves no trace in order, time, steps and memory', async () => {
  const lazy: Program = {
    name: 'lazy',
    resident: 9 << 20,
    *main(proc) {
      for (let i = 0; i < 3; i++) yield* proc.write(1, `lazy ${proc.now()} ${proc.cgroup.memoryUsage}\n`);
      return 0;
    },
  };
  const run = async (program: Program | (() => Promise<Program>)): Promise<string> => {
    const spinner: Main = function* (proc) {
      for (let i = 0; i < 200; i++) {
        if (i % 7 === 0) yield* proc.write(1, `${proc.pid} ${proc.now()}\n`);
        yield* proc.step(i % 3 === 0 ? 90_000 : 100);
      }
      return 0;
    };
    const world = new World({
      *main(proc) {
        proc.fork(spinner);
        proc.fork(spinner);
        for (let i = 0; i < 2; i++) yield* proc.wait(yield* proc.spawn({ path: '/bin/lazy', argv: ['lazy'] }));
        for (let i = 0; i < 2; i++) yield* proc.wait();
        return 0;
      },
      lazy: program,
    });
    const main = world.start('main');
    while (world.kernel.run() === 'external') await world.kernel.whenExternal();
    expect(main.status()).toMatchObject({ code: 0 });
    return `${world.output}${world.kernel.now()} ${world.kernel.steps}`;
  };
  expect(await run(() => Promise.resolve(lazy))).toBe(await run(lazy));
});

test('a run that loads a part on its way is the same as one that finds it loaded', async () => {
  const part = new Deferred(async () => 'part');
  const runs: string[] = [];
  for (let i = 0; i < 2; i++) {
    const world = new World({
      *main(proc) {
        for (let turn = 0; turn < 30; turn++) yield* proc.write(1, turn === 7 ? yield* part.of(proc) : 'm');
        return 0;
      },
      *other(proc) {
        for (let turn = 0; turn < 30; turn++) yield* proc.write(1, 'o');
        return 0;
      },
    });
    world.start('main');
    world.start('other');
    let loads = 0;
    for (; world.kernel.run() === 'external'; loads++) await world.kernel.whenExternal();
    expect(loads).toBe(1 - i);
    runs.push(`${world.output} ${world.kernel.steps} ${world.kernel.now()}`);
  }
  expect(runs[1]).toBe(runs[0]);
});

test('killing a process that waits for code outside lets the rest go on', () => {
  const world = new World({
    *main(proc) {
      yield* proc.external(new Promise(() => {}));
      return 0;
    },
    *other(proc) {
      yield* proc.sleep(SECOND);
      return 0;
    },
  });
  const main = world.start('main');
  const other = world.start('other');
  expect(world.kernel.run()).toBe('external');
  world.kernel.kill(world.host, main.pid, 'SIGKILL');
  expect(world.kernel.run()).toBe('idle');
  expect(other.status()).toMatchObject({ code: 0 });
});

test('a listener may interrupt a run at the event it waits for', () => {
  const world = new World({
    *main(proc) {
      yield* proc.sleep(SECOND);
      return 0;
    },
    *other(proc) {
      yield* proc.sleep(9 * SECOND);
      return 0;
    },
  });
  world.start('other');
  world.start('main').onExit = () => world.kernel.interrupt();
  expect(world.kernel.run()).toBe('deadline');
  expect(Math.floor(world.kernel.now() / SECOND)).toBe(1);
  expect(world.kernel.run()).toBe('idle');
});

test('times between two nanoseconds are rounded', () => {
  const world = new World({
    *main(proc) {
      yield* proc.sleep(0.1);
      yield* proc.block([], proc.now() + 2.5);
      yield* proc.step(1.5);
      yield* proc.write(1, String(proc.realtime()));
      return 0;
    },
  });
  world.start('main');
  world.kernel.at(0.5, () => {});
  world.kernel.run({ time: 0.7 });
  world.kernel.run();
  expect(world.output).toMatch(/^17000000000000\d+$/);
});
