import { expect, test } from 'vitest';
import { MILLISECOND, SECOND, World, runMain } from './world.ts';
import { executable } from '../../src/kernel/executable.ts';
import { isSysError } from '../../src/kernel/errno.ts';
import type { Proc, Sys } from '../../src/kernel/sys.ts';

test('a program writes, exits and is reaped', () => {
  const { output, status, world } = runMain(function* (proc) {
    yield* proc.write(1, 'hello\n');
    return 3;
  });
  expect(output).toBe('hello\n');
  expect(status).toMatchObject({ kind: 'exited', code: 3 });
  expect(world.kernel.processes(world.host).map((process) => process.pid)).toEqual([1]);
});

function* yes(proc: Proc): Sys<number> {
  for (;;) yield* proc.write(1, 'y\n');
}

function* head(proc: Proc): Sys<number> {
  let lines = Number(proc.argv[1] ?? 10);
  let text = '';
  while (lines > 0) {
    const data = yield* proc.read(0);
    if (data.length === 0) break;
    for (const line of new TextDecoder().decode(data).split(/(?<=\n)/)) if (lines-- > 0) text += line;
  }
  yield* proc.write(1, text);
  return 0;
}

test('`yes | head -2`: the writer dies of SIGPIPE', () => {
  const { output } = runMain(
    function* (proc) {
      const [read, write] = proc.pipe();
      const a = yield* proc.spawn({ path: '/bin/yes', argv: ['yes'], fds: new Map([[0, 0], [1, write], [2, 2]]) });
      const b = yield* proc.spawn({ path: '/bin/head', argv: ['head', '2'], fds: new Map([[0, read], [1, 1], [2, 2]]) });
      proc.close(read);
      proc.close(write);
      const first = yield* proc.wait(a);
      const second = yield* proc.wait(b);
      yield* proc.write(1, JSON.stringify([first, second]));
      return 0;
    },
    { yes, head },
  );
  expect(output).toBe('y\ny\n[{"pid":3,"kind":"signaled","signal":"SIGPIPE","core":false},{"pid":4,"kind":"exited","code":0}]');
});

test('sleep takes virtual time only', () => {
  const world = new World({
    *sleep(proc) {
      yield* proc.sleep(3600 * SECOND);
      return 0;
    },
  });
  world.run('sleep');
  expect(world.kernel.now()).toBeGreaterThanOrEqual(3600 * SECOND);
  expect(world.kernel.now()).toBeLessThan(3600 * SECOND + MILLISECOND);
});

test('spawn fails as exec does', () => {
  const { output } = runMain(function* (proc) {
    proc.writeFile('/tmp/text', 'no program', 0o755);
    proc.writeFile('/tmp/plain', '#!/bin/main\n', 0o644);
    for (const path of ['/bin/none', '/tmp/text', '/tmp/plain', '/tmp']) {
      try {
        yield* proc.spawn({ path, argv: [path] });
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* proc.write(1, `${error.code}\n`);
      }
    }
    return 0;
  });
  expect(output).toBe('ENOENT\nENOEXEC\nEACCES\nEACCES\n');
});

test('a script runs its interpreter with the path as an argument', () => {
  const { output } = runMain(
    function* (proc) {
      proc.writeFile('/tmp/script', '#!/bin/show -x y\nbody', 0o755);
      yield* proc.wait(yield* proc.spawn({ path: '/tmp/script', argv: ['script', 'one'] }));
      return 0;
    },
    {
      *show(proc) {
        yield* proc.write(1, JSON.stringify(proc.argv));
        return 0;
      },
    },
  );
  expect(output).toBe('["/bin/show","-x y","/tmp/script","one"]');
});

test('a handler runs, the interrupted call goes on; without restart it fails with EINTR', () => {
  const { output } = runMain(function* (proc) {
    const parent = proc.pid;
    proc.sigaction('SIGUSR1', function* () {
      yield* proc.write(1, 'one ');
    });
    proc.sigaction('SIGUSR2', function* () {
      yield* proc.write(1, 'two ');
    }, { restart: false });
    proc.fork(function* (child) {
      yield* child.sleep(MILLISECOND);
      child.kill(parent, 'SIGUSR1');
      yield* child.sleep(MILLISECOND);
      child.kill(parent, 'SIGUSR2');
      return 0;
    });
    try {
      yield* proc.sleep(SECOND);
    } catch (error) {
      yield* proc.write(1, isSysError(error) ? error.code : '?');
    }
    return 0;
  });
  expect(output).toBe('one two EINTR');
});

test('exec follows interpreters only so far, needs the ELF interpreter, and no noexec mount', () => {
  const world = new World({
    *main(proc) {
      for (const path of ['/tmp/loop', '/tmp/dynamic', '/mnt/main']) {
        try {
          yield* proc.spawn({ path, argv: [path] });
        } catch (error) {
          if (!isSysError(error)) throw error;
          yield* proc.write(1, `${error.code} `);
        }
      }
      return 0;
    },
  });
  const { fs } = world;
  fs.writeFile('/tmp/loop', '#!/tmp/loop\n', 0o755);
  fs.writeData('/tmp/dynamic', executable('main', { interpreter: '/lib64/ld-linux-x86-64.so.2' }), 0o755);
  fs.mkdirs('/mnt');
  const { node } = fs.resolve('/bin');
  world.host.mounts.bind('/mnt', node, node.fs, { noExec: true });
  expect(world.run('main').output).toBe('ELOOP ENOENT EACCES ');
});

test('a failed spawn leaves nothing behind', () => {
  const { output, world } = runMain(function* (proc) {
    for (const options of [{ fds: new Map([[0, 77]]) }, { pgid: 99 }]) {
      try {
        yield* proc.spawn({ path: '/bin/main', argv: ['main'], ...options });
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* proc.write(1, `${error.code} `);
      }
    }
    return 0;
  });
  expect(output).toBe('EBADF EPERM ');
  expect(world.kernel.processes(world.host)).toHaveLength(1);
  expect(world.host.cgroup.pidsCurrent).toBe(1);
});
