/** What a learner does on a machine, without a shell: pipelines, interrupts, timeouts, many sleepers. */
import { expect, test } from 'vitest';
import { MILLISECOND, SECOND, World, runMain } from './world.ts';
import type { Main } from './world.ts';
import { Lines } from '../../src/kernel/stdio.ts';
import type { Signal } from '../../src/kernel/signals.ts';
import type { Proc, Sys } from '../../src/kernel/sys.ts';

const ping: Main = function* (proc) {
  let sent = 0;
  proc.sigaction('SIGINT', function* () {
    yield* proc.write(1, `${sent} packets transmitted\n`);
    yield* proc.exit(0);
  });
  for (;;) {
    yield* proc.write(1, `64 bytes from web: seq=${sent++}\n`);
    yield* proc.sleep(SECOND);
  }
};
const grep: Main = function* (proc) {
  const lines = new Lines(proc, 0);
  for (;;) {
    const line = yield* lines.next();
    if (line === undefined) return 0;
    if (line.includes(proc.argv[1] ?? '')) yield* proc.write(1, `${line}\n`);
  }
};
const head: Main = function* (proc) {
  const lines = new Lines(proc, 0);
  yield* proc.write(1, `${yield* lines.next()}\n`);
  return 0;
};

/** Runs programs with each one's output going to the next; the statuses of all. */
function* pipeline(proc: Proc, ...commands: string[][]): Sys<string> {
  const pids: number[] = [];
  let input = 0;
  for (const [i, argv] of commands.entries()) {
    const [read, write] = i < commands.length - 1 ? proc.pipe() : [undefined, 1];
    pids.push(yield* proc.spawn({ path: `/bin/${argv[0]}`, argv, fds: new Map([[0, input], [1, write], [2, 2]]) }));
    if (input !== 0) proc.close(input);
    if (read === undefined) continue;
    proc.close(write);
    input = read;
  }
  const statuses: string[] = [];
  for (const pid of pids) {
    const status = yield* proc.wait(pid);
    statuses.push(status?.kind === 'signaled' ? status.signal : status?.kind === 'exited' ? String(status.code) : '?');
  }
  return statuses.join(' ');
}

test('`ping web | grep seq=1 | head -1` shows the line when it comes and ends all three', () => {
  const { output, world } = runMain(
    function* (proc) {
      yield* proc.write(1, yield* pipeline(proc, ['ping'], ['grep', 'seq='], ['head']));
      return 0;
    },
    { ping, grep, head },
  );
  expect(output).toBe('64 bytes from web: seq=0\nSIGPIPE SIGPIPE 0');
  expect(world.kernel.now()).toBeLessThan(4 * SECOND);
});

function terminalWorld(main: Main, others: Record<string, Main> = {}) {
  const world = new World({ main, ...others });
  const terminal = world.kernel.openTerminal(world.host);
  const screen = { shown: '' };
  terminal.onOutput = (bytes) => {
    screen.shown += new TextDecoder().decode(bytes);
  };
  const handle = world.kernel.spawn(world.host, '/bin/main', { terminal });
  return { world, terminal, screen, handle };
}

test('ping tells its statistics on ^C', () => {
  const { world, terminal, screen, handle } = terminalWorld(ping);
  world.kernel.run({ time: 2.5 * SECOND });
  terminal.input('\x03');
  world.kernel.run();
  expect(screen.shown).toBe('64 bytes from web: seq=0\r\n64 bytes from web: seq=1\r\n64 bytes from web: seq=2\r\n^C3 packets transmitted\r\n');
  expect(handle.status()).toMatchObject({ code: 0 });
});

test('^C at 3.01 s ends a loop of sleeps after three lines', () => {
  const { world, terminal, screen } = terminalWorld(
    function* (proc) {
      for (;;) {
        yield* proc.write(1, 'date\n');
        const status = yield* proc.wait(yield* proc.spawn({ path: '/bin/sleep', argv: ['sleep', '1'] }));
        if (status?.kind === 'signaled') return 130;
      }
    },
    {
      *sleep(proc) {
        yield* proc.sleep(SECOND);
        return 0;
      },
    },
  );
  world.kernel.run({ time: 2.99 * SECOND });
  terminal.input('\x03');
  world.kernel.run();
  expect(screen.shown).toBe('date\r\ndate\r\ndate\r\n^C');
});

test('`timeout 5` ends a busy loop after five virtual seconds', () => {
  const { output, world } = runMain(function* (proc) {
    const pid = proc.fork(function* (child) {
      for (;;) yield* child.step(20_000);
    });
    yield* proc.sleep(5 * SECOND);
    proc.kill(pid, 'SIGTERM');
    const status = yield* proc.wait(pid);
    yield* proc.write(1, status?.kind === 'signaled' ? status.signal : '?');
    return 124;
  });
  expect(output).toBe('SIGTERM');
  expect(Math.floor(world.kernel.now() / SECOND)).toBe(5);
});

test('a thousand sleepers and one wait for all', () => {
  const { output, world } = runMain(function* (proc) {
    for (let i = 0; i < 1000; i++) {
      proc.fork(function* (child) {
        yield* child.sleep(3600 * SECOND);
        return 0;
      });
    }
    let ended = 0;
    while (ended < 1000) if ((yield* proc.wait())?.kind === 'exited') ended++;
    yield* proc.write(1, String(ended));
    return 0;
  });
  expect(output).toBe('1000');
  expect(Math.floor(world.kernel.now() / SECOND)).toBe(3600);
});

test('exec keeps pid, descriptors and ignored signals, closes what is marked, forgets handlers', () => {
  const { output } = runMain(
    function* (proc) {
      const [kept] = proc.pipe();
      const [closed] = proc.pipe();
      proc.setCloseOnExec(closed, true);
      proc.sigaction('SIGUSR1', 'ignore');
      proc.sigaction('SIGUSR2', function* () {});
      return yield* proc.exec('/bin/second', ['second', String(proc.pid), String(kept), String(closed)], new Map([['A', 'b']]));
    },
    {
      *second(proc) {
        const [, pid, kept, closed] = proc.argv.map(Number);
        const dispositions = (['SIGUSR1', 'SIGUSR2'] as Signal[]).map((signal) => proc.getSigaction(signal));
        yield* proc.write(1, JSON.stringify([proc.pid === pid, proc.fds().includes(kept ?? 0), proc.fds().includes(closed ?? 0), dispositions, proc.env.get('A')]));
        return 0;
      },
    },
  );
  expect(output).toBe('[true,true,false,["ignore","default"],"b"]');
});

test('a stopped process takes SIGTERM when it goes on', () => {
  const { output } = runMain(function* (proc) {
    const pid = proc.fork(function* (child) {
      yield* child.sleep(SECOND);
      return 0;
    });
    proc.kill(pid, 'SIGSTOP');
    proc.kill(pid, 'SIGTERM');
    yield* proc.sleep(MILLISECOND);
    yield* proc.write(1, `${(yield* proc.wait(pid, { nohang: true }))?.kind} `);
    proc.kill(pid, 'SIGCONT');
    yield* proc.write(1, `${(yield* proc.wait(pid))?.kind}`);
    return 0;
  });
  expect(output).toBe('undefined signaled');
});
