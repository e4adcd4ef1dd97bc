import { expect, test } from 'vitest';
import { MILLISECOND, SECOND, World, runMain } from './world.ts';
import type { Main } from './world.ts';
import { isSysError } from '../../src/kernel/errno.ts';
import { createProc, createPts } from '../../src/kernel/system-files.ts';

const NEW = { namespaces: { pid: 'new' } } as const;
const forever: Main = function* (proc) {
  for (;;) yield* proc.sleep(SECOND);
};

test('PID 1 of a new namespace has number 1 inside and another outside', () => {
  const { output } = runMain(function* (proc) {
    const outside = proc.fork(function* (child) {
      const grandchild = child.fork(function* (inner) {
        yield* inner.write(1, `${inner.pid} ${inner.ppid};`);
        return 0;
      });
      yield* child.write(1, `${child.pid} ${child.ppid} ${grandchild};`);
      yield* child.wait();
      return 0;
    }, NEW);
    yield* proc.wait(outside);
    yield* proc.write(1, `${outside}`);
    return 0;
  });
  expect(output).toBe('1 0 2;2 1;3');
});

test('PID 1 without a handler ignores SIGTERM from outside and dies of SIGKILL; with one it handles it', () => {
  for (const handles of [false, true]) {
    const { output } = runMain(function* (proc) {
      const pid = proc.fork(function* (child) {
        if (handles) child.sigaction('SIGTERM', function* () {
          yield* child.exit(0);
        });
        child.kill(1, 'SIGKILL');
        for (;;) yield* child.sleep(SECOND);
      }, NEW);
      yield* proc.sleep(MILLISECOND);
      proc.kill(pid, 'SIGTERM');
      yield* proc.sleep(MILLISECOND);
      yield* proc.write(1, `${(yield* proc.wait(pid, { nohang: true }))?.kind} `);
      if (handles) return 0;
      proc.kill(pid, 'SIGKILL');
      yield* proc.write(1, `${(yield* proc.wait(pid))?.kind}`);
      return 0;
    });
    expect(output).toBe(handles ? 'exited ' : 'undefined signaled');
  }
});

test('the end of PID 1 ends all in its namespace, nested ones too; nothing can be born there any more', () => {
  const { output, world } = runMain(function* (proc) {
    let namespace: ReturnType<typeof proc.namespacesOf>['pid'] | undefined;
    const pid = proc.fork(function* (child) {
      child.fork(forever);
      child.fork(function* (nested) {
        nested.fork(forever);
        return yield* forever(nested);
      }, NEW);
      yield* child.sleep(SECOND);
      return 0;
    }, NEW);
    namespace = proc.namespacesOf(pid).pid;
    yield* proc.sleep(MILLISECOND);
    const before = proc.host as unknown as { processes: Iterable<unknown> };
    yield* proc.write(1, `${[...before.processes].length} `);
    yield* proc.wait(pid);
    yield* proc.write(1, `${[...before.processes].length} `);
    try {
      proc.fork(forever, { namespaces: { pid: namespace } });
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(1, error.code);
    }
    return 0;
  });
  expect(output).toBe('6 2 ENOMEM');
  expect(world.host.cgroup.pidsCurrent).toBe(1);
});

test('a process joins a namespace by spawning into it; orphans there go to its PID 1', () => {
  const { output } = runMain(function* (proc) {
    const init = proc.fork(forever, NEW);
    const namespaces = { pid: proc.namespacesOf(init).pid };
    const pid = proc.fork(function* (child) {
      child.fork(function* (inner) {
        yield* inner.sleep(MILLISECOND);
        yield* inner.write(1, `${inner.pid} ${inner.ppid}`);
        return 0;
      });
      yield* child.write(1, `${child.pid} ${child.ppid} `);
      return 0;
    }, { namespaces });
    yield* proc.wait(pid);
    yield* proc.sleep(2 * MILLISECOND);
    proc.kill(init, 'SIGKILL');
    return 0;
  });
  expect(output).toBe('2 0 3 1');
});

test('/proc shows the processes of its namespace, /dev/pts the terminals of its instance', () => {
  const world = new World({
    *main(proc) {
      const mounts = proc.mounts.clone();
      const pid = proc.fork(forever, NEW);
      const { pid: namespace } = proc.namespacesOf(pid);
      proc.fs.mkdirs('/proc');
      proc.fs.mkdirs('/dev/pts');
      mounts.mount('/proc', createProc(world.host, namespace as never));
      mounts.mount('/dev/pts', createPts(world.host));
      const inside = proc.fork(function* (child) {
        const { name, slave } = child.openpty();
        const link = child.fs.readlink('/proc/self');
        yield* child.write(1, `${child.readdir('/proc').filter((entry) => /^\d/.test(entry.name)).map((entry) => entry.name).join()} self=${link} ${name} `);
        yield* child.write(1, `${child.readdir('/dev/pts').map((entry) => entry.name).join()} ${child.fs.readlink(`/proc/self/fd/${slave}`)} `);
        child.setsid();
        child.open(name, { read: true, write: true });
        yield* child.write(child.open('/dev/tty', { write: true }), 'hello');
        yield* child.write(1, `${child.readText('/proc/2/stat').split(' ')[6]}`);
        return 0;
      }, { namespaces: { pid: namespace, mount: mounts } });
      yield* proc.wait(inside);
      proc.kill(pid, 'SIGKILL');
      return 0;
    },
  });
  expect(world.run('main').output).toBe('1,2 self=2 /dev/pts/0 0,ptmx /dev/pts/0 34816');
});

test('a host may boot a PID 1 of its own', () => {
  const world = new World({
    *systemd(proc) {
      yield* proc.spawn({ path: '/bin/child', argv: ['child'] });
      for (;;) yield* proc.wait();
    },
    *child(proc) {
      yield* proc.sleep(SECOND);
      return 0;
    },
  });
  const host = world.kernel.addHost({ name: 'own', facts: world.host.facts, root: world.host.mounts.list[0]!.fs, init: false });
  const handle = world.kernel.spawn(host, '/bin/systemd', { argv: ['/lib/systemd/systemd'] });
  world.kernel.run({ time: MILLISECOND });
  expect(handle.pid).toBe(1);
  expect(world.kernel.processes(host).map(({ pid, ppid, comm }) => [pid, ppid, comm])).toEqual([[1, 0, 'systemd'], [2, 1, 'child']]);
});

test('children that die with their PID 1 are not handed on to be waited for', () => {
  const { output } = runMain(function* (proc) {
    const outer = proc.fork(function* (init) {
      const container = init.fork(function* (child) {
        child.fork(forever);
        return yield* forever(child);
      }, NEW);
      yield* init.sleep(MILLISECOND);
      init.kill(container, 'SIGKILL');
      let waits = 0;
      try {
        for (; waits < 10; waits++) yield* init.wait(-1);
      } catch (error) {
        if (!isSysError(error, 'ECHILD')) throw error;
      }
      yield* init.write(1, String(waits));
      return 0;
    }, NEW);
    yield* proc.wait(outer);
    return 0;
  });
  expect(output).toBe('1');
});
