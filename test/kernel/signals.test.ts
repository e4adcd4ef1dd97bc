import { expect, test } from 'vitest';
import { MILLISECOND, SECOND, World, runMain } from './world.ts';
import { isSysError } from '../../src/kernel/errno.ts';
import { createView } from '../../src/kernel/fs/view.ts';
import type { Signal } from '../../src/kernel/signals.ts';

test('default actions: terminate, core, ignore, stop and continue', () => {
  const { output } = runMain(function* (proc) {
    for (const signal of ['SIGTERM', 'SIGQUIT', 'SIGWINCH', 'SIGKILL'] as Signal[]) {
      const pid = proc.fork(function* (child) {
        yield* child.sleep(SECOND);
        return 7;
      });
      proc.kill(pid, signal);
      const status = yield* proc.wait(pid);
      yield* proc.write(1, `${status?.kind === 'signaled' ? status.signal : status?.kind} `);
    }
    const pid = proc.fork(function* (child) {
      yield* child.sleep(SECOND);
      return 7;
    });
    proc.kill(pid, 'SIGSTOP');
    yield* proc.write(1, `${(yield* proc.wait(pid, { untraced: true }))?.kind} `);
    yield* proc.sleep(10 * SECOND);
    yield* proc.write(1, `${yield* proc.wait(pid, { nohang: true })} `);
    proc.kill(pid, 'SIGCONT');
    yield* proc.write(1, `${(yield* proc.wait(pid, { continued: true }))?.kind} ${(yield* proc.wait(pid))?.kind}`);
    return 0;
  });
  expect(output).toBe('SIGTERM SIGQUIT exited SIGKILL stopped undefined continued exited');
});

test('a blocked signal stays pending until it is let through', () => {
  const { output } = runMain(function* (proc) {
    proc.sigaction('SIGUSR1', function* () {
      yield* proc.write(1, 'handled ');
    });
    const before = proc.sigmask(new Set<Signal>(['SIGUSR1']));
    proc.kill(proc.pid, 'SIGUSR1');
    proc.kill(proc.pid, 'SIGUSR1');
    yield* proc.write(1, 'masked ');
    proc.sigmask(before);
    yield* proc.write(1, 'done');
    return 0;
  });
  expect(output).toBe('masked handled done');
});

test('an error thrown by a handler unwinds what it interrupted', () => {
  const { output } = runMain(function* (proc) {
    const interrupted = new Error('interrupted');
    proc.sigaction('SIGINT', function* () {
      throw interrupted;
    });
    const parent = proc.pid;
    proc.fork(function* (child) {
      yield* child.sleep(MILLISECOND);
      child.kill(parent, 'SIGINT');
      return 0;
    });
    try {
      yield* proc.sleep(SECOND);
    } catch (error) {
      if (error !== interrupted) throw error;
      yield* proc.write(1, 'caught');
    }
    return 0;
  });
  expect(output).toBe('caught');
});

test('nothing of a killed process runs any more, not even `finally`', () => {
  const seen: string[] = [];
  runMain(function* (proc) {
    const pid = proc.fork(function* (child) {
      try {
        for (;;) {
          try {
            yield* child.sleep(MILLISECOND);
          } finally {
            seen.push('finally');
          }
        }
      } finally {
        seen.push('end');
      }
    });
    yield* proc.sleep(MILLISECOND / 2);
    proc.kill(pid, 'SIGKILL');
    yield* proc.wait(pid);
    return 0;
  });
  expect(seen).toEqual([]);
});

test('a process that kills itself does not return from its next system call', () => {
  const seen: string[] = [];
  const { status } = runMain(function* (proc) {
    proc.kill(proc.pid, 'SIGTERM');
    yield* proc.step();
    seen.push('alive');
    return 0;
  });
  expect(status).toMatchObject({ kind: 'signaled', signal: 'SIGTERM' });
  expect(seen).toEqual([]);
});

test('only root and the same user may signal', () => {
  const world = new World({
    *main(proc) {
      try {
        proc.kill(Number(proc.argv[1]), 'SIGTERM');
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* proc.write(1, error.code);
      }
      return 0;
    },
    *idle(proc) {
      yield* proc.sleep(SECOND);
      return 0;
    },
  });
  const idle = world.start('idle');
  world.start('main', [String(idle.pid)], { credentials: { uid: 1000, gid: 1000, groups: [] } });
  world.kernel.run({ time: MILLISECOND });
  expect(world.output).toBe('EPERM');
  expect(idle.status()).toBeUndefined();
});

test('a crash of a program ends its process like an abort and is reported', () => {
  const world = new World({
    *main() {
      throw new Error('a fault');
    },
  });
  const handle = world.start('main');
  world.kernel.run();
  expect(handle.status()).toMatchObject({ kind: 'signaled', signal: 'SIGABRT' });
  expect(world.kernel.crashes).toMatchObject([{ pid: 2, error: { message: 'a fault' } }]);
  expect(createView(world.host.mounts, { uid: 0, gid: 0, groups: [] }).exists('/bin/main')).toBe(true);
});
