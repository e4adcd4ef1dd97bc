import { expect, test } from 'vitest';
import { MILLISECOND, SECOND, World, runMain } from './world.ts';
import type { Main } from './world.ts';
import { isSysError } from '../../src/kernel/errno.ts';
import type { Proc, Sys } from '../../src/kernel/sys.ts';

test('endless recursion ends with SIGSEGV, on the explicit stack and on the real one', () => {
  function* deep(proc: Proc): Sys<number> {
    return yield* proc.call(deep(proc));
  }
  function* nested(proc: Proc): Sys<number> {
    yield* proc.step();
    return yield* nested(proc);
  }
  for (const main of [deep, nested]) {
    const { status } = runMain(function* (proc) {
      return yield* main(proc);
    });
    expect(status).toMatchObject({ kind: 'signaled', signal: 'SIGSEGV' });
  }
});

test('a fork bomb meets the limit of its cgroup, then of the host', () => {
  const bomb: Main = function* (proc) {
    try {
      for (;;) {
        proc.fork(bomb);
        yield* proc.step();
      }
    } catch (error) {
      if (!isSysError(error, 'EAGAIN')) throw error;
    }
    yield* proc.sleep(3600 * SECOND);
    return 0;
  };
  const world = new World({ main: bomb }, { limits: { processes: 300 } });
  const cgroup = world.host.cgroup.child('docker/bomb');
  cgroup.pidsLimit = 50;
  const limited = world.start('main', [], { cgroup });
  world.kernel.run({ time: SECOND });
  expect(cgroup.pidsCurrent).toBe(50);
  world.kernel.kill(world.host, limited.pid, 'SIGKILL');
  world.start('main');
  world.kernel.run({ time: 2 * SECOND });
  expect(world.kernel.processes(world.host)).toHaveLength(300);
  expect(world.kernel.crashes).toEqual([]);
});

test('EMFILE beyond RLIMIT_NOFILE', () => {
  const { output } = runMain(function* (proc) {
    let count = 0;
    try {
      for (;;) {
        proc.dup(1);
        count++;
      }
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(1, `${count} ${error.code}`);
    }
    return 0;
  });
  expect(output).toBe('1021 EMFILE');
});

test('above the memory limit the largest process of the cgroup is killed', () => {
  const world = new World({
    *main(proc) {
      for (let size = 10; ; size += 10) {
        yield* proc.setResident(size * 1024 ** 2);
        yield* proc.sleep(MILLISECOND);
      }
    },
    *small(proc) {
      yield* proc.sleep(SECOND);
      return 0;
    },
  });
  const cgroup = world.host.cgroup.child('limited');
  cgroup.memoryLimit = 64 * 1024 ** 2;
  cgroup.memorySwapLimit = cgroup.memoryLimit;
  const killed: number[] = [];
  cgroup.onOom = (pid) => killed.push(pid);
  const main = world.start('main', [], { cgroup });
  const small = world.start('small', [], { cgroup });
  world.kernel.run();
  expect(main.status()).toMatchObject({ kind: 'signaled', signal: 'SIGKILL' });
  expect(small.status()).toMatchObject({ code: 0 });
  expect(killed).toEqual([main.pid]);
  expect(cgroup.oomKills).toBe(1);
  expect(cgroup.memoryPeak).toBeLessThanOrEqual(64 * 1024 ** 2);
  expect(cgroup.memoryUsage).toBe(0);
});

test('a quota of half a processor makes a second of work take two', () => {
  const world = new World({
    *main(proc) {
      for (let i = 0; i < 100_000; i++) yield* proc.step(10_000);
      return 0;
    },
  });
  const cgroup = world.host.cgroup.child('half');
  cgroup.cpuQuota = 0.5;
  world.start('main', [], { cgroup });
  world.kernel.run();
  expect(world.kernel.now() / SECOND).toBeGreaterThan(1.9);
  expect(world.kernel.now() / SECOND).toBeLessThan(2.05);
  expect(Math.round(cgroup.cpuUsage / SECOND)).toBe(1);
});

test('a frozen cgroup stands still and can be killed', () => {
  const world = new World({
    *main(proc) {
      for (;;) {
        yield* proc.sleep(MILLISECOND);
        yield* proc.write(1, '.');
      }
    },
  });
  const cgroup = world.host.cgroup.child('frozen');
  const handle = world.start('main', [], { cgroup });
  world.kernel.run({ time: 10 * MILLISECOND });
  cgroup.frozen = true;
  const before = world.output;
  world.kernel.run({ time: SECOND });
  expect(world.output).toBe(before);
  expect(world.kernel.blocked()).toMatchObject([{ waitsFor: 'frozen' }]);
  cgroup.frozen = false;
  world.kernel.run({ time: SECOND + 10 * MILLISECOND });
  expect(world.output.length).toBeGreaterThan(before.length + 5);
  cgroup.frozen = true;
  world.kernel.kill(world.host, handle.pid, 'SIGKILL');
  expect(handle.status()).toMatchObject({ signal: 'SIGKILL' });
  expect(() => cgroup.remove()).not.toThrow();
});

test('more shares mean more of a busy processor', () => {
  const counts = [0, 0];
  const world = new World({
    *main(proc) {
      for (;;) {
        yield* proc.step();
        counts[Number(proc.argv[1])]!++;
      }
    },
  });
  [256, 1024].forEach((shares, i) => {
    const cgroup = world.host.cgroup.child(`shares${shares}`);
    cgroup.cpuShares = shares;
    world.start('main', [String(i)], { cgroup });
  });
  world.kernel.run({ time: 100 * MILLISECOND });
  expect(counts[1]! / counts[0]!).toBeCloseTo(4, 1);
});
