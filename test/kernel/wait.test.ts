import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MILLISECOND, SECOND, World, runMain } from './world.ts';
import { isSysError } from '../../src/kernel/errno.ts';
import type { Main } from './world.ts';

test('wait: any child, one child, a group; ECHILD without any', () => {
  const { output } = runMain(function* (proc) {
    const ended: Main = function* (child) {
      yield* child.sleep(MILLISECOND);
      return 1;
    };
    const own = proc.fork(ended);
    const other = proc.fork(ended, { pgid: 0 });
    const third = proc.fork(ended);
    const inGroup = yield* proc.wait(-other);
    const one = yield* proc.wait(third);
    const any = yield* proc.wait();
    yield* proc.write(1, JSON.stringify([inGroup?.pid === other, one?.pid === third, any?.pid === own]));
    try {
      yield* proc.wait();
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(1, error.code);
    }
    return 0;
  });
  expect(output).toBe('[true,true,true]ECHILD');
});

test('a zombie stays until it is waited for; ignoring SIGCHLD leaves none', () => {
  const world = new World({
    *main(proc) {
      if (proc.argv[1] === 'ignore') proc.sigaction('SIGCHLD', 'ignore');
      proc.fork(function* () {
        return 0;
      });
      yield* proc.sleep(SECOND);
      return 0;
    },
  });
  const states = (...args: string[]): string => {
    world.start('main', args);
    world.kernel.run({ time: world.kernel.now() + SECOND / 2 });
    const shown = world.kernel.processes(world.host).map((process) => process.state).join('');
    world.kernel.run();
    return shown;
  };
  expect(states()).toBe('SSZ');
  expect(states('ignore')).toBe('SS');
  expect(world.kernel.processes(world.host)).toHaveLength(1);
});

test('orphans go to PID 1', () => {
  const world = new World({
    *main(proc) {
      proc.fork(function* (child) {
        yield* child.sleep(MILLISECOND);
        yield* child.write(1, `${child.ppid}`);
        return 0;
      });
      return 0;
    },
  });
  expect(world.run('main').output).toBe('1');
});

/** A family tree: each node sleeps, perhaps forks, perhaps waits, and ends by itself or by a signal of its parent. */
interface Family { readonly sleep: number; readonly kill: boolean; readonly waits: boolean; readonly children: readonly Family[] }
const family: fc.Arbitrary<Family> = fc.letrec<{ node: Family }>((tie) => ({
  node: fc.record({ sleep: fc.nat(5), kill: fc.boolean(), waits: fc.boolean(), children: fc.oneof({ maxDepth: 3, depthIdentifier: 'family' }, fc.constant([]), fc.array(tie('node'), { maxLength: 3, depthIdentifier: 'family' })) }),
})).node;

test('after any family has ended nothing is left, and each parent saw each child once', () => {
  fc.assert(
    fc.property(family, (root) => {
      const born: number[] = [];
      const collected: number[] = [];
      const life = (node: Family): Main =>
        function* (proc) {
          const own: number[] = [];
          for (const child of node.children) {
            const pid = proc.fork(life(child));
            own.push(pid);
            if (child.kill) {
              yield* proc.sleep(child.sleep * 1000);
              proc.kill(pid, 'SIGKILL');
            }
          }
          yield* proc.sleep(node.sleep * 2000);
          if (!node.waits) return 0;
          born.push(...own);
          for (const _ of own) collected.push((yield* proc.wait())?.pid ?? 0);
          try {
            yield* proc.wait();
            collected.push(-1);
          } catch (error) {
            if (!isSysError(error, 'ECHILD')) throw error;
          }
          return 0;
        };
      const { world } = runMain(life(root));
      expect(collected.every((pid) => pid > 0)).toBe(true);
      expect(new Set(collected).size).toBe(collected.length);
      expect(collected.every((pid) => born.includes(pid))).toBe(true);
      expect(world.kernel.processes(world.host).map(({ pid }) => pid)).toEqual([1]);
      expect(world.host.cgroup.pidsCurrent).toBe(1);
      expect(world.host.cgroup.memoryUsage).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test('threads share the process and end with it', () => {
  const { output, status } = runMain(function* (proc) {
    const [read, write] = proc.pipe();
    const worker = proc.thread((function* () {
      yield* proc.sleep(MILLISECOND);
      yield* proc.write(write, 'from a thread');
    })());
    proc.thread((function* () {
      for (;;) yield* proc.sleep(MILLISECOND);
    })());
    yield* proc.write(1, yield* proc.read(read));
    yield* worker.join();
    return 4;
  });
  expect(output).toBe('from a thread');
  expect(status).toMatchObject({ code: 4 });
});
