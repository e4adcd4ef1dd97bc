import { expect, test } from 'vitest';
import { MILLISECOND, SECOND, World } from './world.ts';
import type { Main } from './world.ts';
import { isSysError } from '../../src/kernel/errno.ts';
import type { Proc, Sys } from '../../src/kernel/sys.ts';

const WAIT = { untraced: true } as const;

/** A little job-control shell: runs /bin/job in the foreground of its own group, says how it went, then does what is typed. */
function* shell(proc: Proc): Sys<number> {
  for (const signal of ['SIGINT', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'] as const) proc.sigaction(signal, 'ignore');
  const job = yield* proc.spawn({ path: '/bin/job', argv: ['job'], pgid: 0, foreground: 0, defaultSignals: ['SIGINT', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'] });
  for (;;) {
    const status = yield* proc.wait(job, WAIT);
    proc.tcsetpgrp(0, proc.pgid);
    if (status?.kind !== 'stopped') {
      yield* proc.write(1, `[${status?.kind === 'signaled' ? status.signal : status?.kind}]`);
      return 0;
    }
    yield* proc.write(1, `[${status.signal}]`);
    const command = new TextDecoder().decode(yield* proc.read(0)).trim();
    if (command === 'quit') return 0;
    if (command === 'fg') proc.tcsetpgrp(0, proc.getpgid(job));
    proc.kill(-proc.getpgid(job), 'SIGCONT');
  }
}

function session(job: Main, others: Record<string, Main> = {}) {
  const world = new World({ shell, job, ...others });
  const terminal = world.kernel.openTerminal(world.host);
  const screen = { shown: '' };
  terminal.onOutput = (bytes) => {
    screen.shown += new TextDecoder().decode(bytes);
  };
  const handle = world.kernel.spawn(world.host, '/bin/shell', { terminal });
  const type = (text: string): void => {
    world.kernel.run({ time: world.kernel.now() + MILLISECOND });
    terminal.input(text);
    world.kernel.run({ time: world.kernel.now() + MILLISECOND });
  };
  return { world, terminal, screen, handle, type };
}

const count: Main = function* (proc) {
  for (let i = 0; i < 3; i++) {
    yield* proc.sleep(SECOND);
    yield* proc.write(1, `${i}`);
  }
  return 0;
};

test('^Z stops the job, fg goes on, ^C ends it and spares the shell', () => {
  const { screen, type, handle, world } = session(count);
  type('\x1a');
  expect(screen.shown).toBe('^Z[SIGTSTP]');
  world.kernel.run({ time: 10 * SECOND });
  expect(screen.shown).toBe('^Z[SIGTSTP]');
  type('fg\n');
  world.kernel.run({ time: world.kernel.now() + SECOND / 2 });
  expect(screen.shown).toBe('^Z[SIGTSTP]fg\r\n0');
  type('\x03');
  expect(screen.shown).toBe('^Z[SIGTSTP]fg\r\n0^C[SIGINT]');
  expect(handle.status()).toMatchObject({ code: 0 });
});

test('a background job that reads the terminal is stopped by SIGTTIN', () => {
  const { screen, type } = session(function* (proc) {
    yield* proc.write(1, new TextDecoder().decode(yield* proc.read(0)).trim());
    return 0;
  });
  type('\x1a');
  type('bg\n');
  expect(screen.shown).toBe('^Z[SIGTSTP]bg\r\n[SIGTTIN]');
  type('fg\n');
  type('typed\n');
  expect(screen.shown).toBe('^Z[SIGTSTP]bg\r\n[SIGTTIN]fg\r\ntyped\r\ntyped[exited]');
});

test('a background job that changes the terminal is stopped by SIGTTOU, and changes it when it is back', () => {
  const { screen, type, terminal, world } = session(function* (proc) {
    yield* proc.sleep(SECOND);
    proc.tcsetattr(0, { ...proc.tcgetattr(0), echo: false });
    yield* proc.sleep(SECOND);
    return 0;
  });
  type('\x1a');
  type('bg\n');
  world.kernel.run({ time: 2 * SECOND });
  expect(screen.shown).toBe('^Z[SIGTSTP]bg\r\n[SIGTTOU]');
  expect(terminal.tty.termios.echo).toBe(true);
  type('fg\n');
  expect(terminal.tty.termios.echo).toBe(false);
});

test('when the shell ends, its stopped job gets SIGHUP and SIGCONT', () => {
  const { world, type, handle } = session(count);
  type('\x1a');
  type('quit\n');
  expect(handle.status()).toMatchObject({ code: 0 });
  expect(world.kernel.processes(world.host).map(({ comm }) => comm)).toEqual(['init']);
});

test('closing the terminal hangs up the session; reads end, writes fail', () => {
  const log: string[] = [];
  const { world, terminal, type } = session(function* (proc) {
    proc.sigaction('SIGHUP', function* () {
      log.push('SIGHUP');
    });
    log.push(`read ${(yield* proc.read(0)).length}`);
    try {
      yield* proc.write(1, 'x');
    } catch (error) {
      if (!isSysError(error)) throw error;
      log.push(error.code);
    }
    return 0;
  });
  type('');
  terminal.close();
  world.kernel.run();
  expect(log).toEqual(['SIGHUP', 'read 0', 'EIO']);
  expect(world.kernel.processes(world.host)).toHaveLength(1);
});

test('a change of the window size is told to the foreground', () => {
  const { screen, terminal, type } = session(function* (proc) {
    let resized = false;
    proc.sigaction('SIGWINCH', function* () {
      resized = true;
    });
    while (!resized) yield* proc.sleep(MILLISECOND);
    const { rows, cols } = proc.windowSize(1);
    yield* proc.write(1, `${rows}x${cols}`);
    return 0;
  });
  type('');
  terminal.resize({ rows: 50, cols: 132 });
  type('');
  type('');
  expect(screen.shown).toBe('50x132[exited]');
});

test('a nested terminal: the inner ^C reaches only the inner program', () => {
  const { screen, type } = session(
    function* (proc) {
      const { master, slave } = proc.openpty();
      const before = proc.tcgetattr(0);
      proc.tcsetattr(0, { ...before, icanon: false, echo: false, isig: false, icrnl: false, opost: false });
      const inner = yield* proc.spawn({ path: '/bin/inner', argv: ['inner'], fds: new Map([[0, slave], [1, slave], [2, slave]]), setsid: true, ctty: 0 });
      proc.close(slave);
      const pump = proc.thread((function* () {
        for (;;) yield* proc.write(master, yield* proc.read(0));
      })());
      try {
        for (;;) yield* proc.write(1, yield* proc.read(master));
      } catch (error) {
        if (!isSysError(error, 'EIO')) throw error;
      }
      pump.cancel();
      const status = yield* proc.wait(inner);
      proc.tcsetattr(0, before);
      yield* proc.write(1, `<${status?.kind === 'signaled' ? status.signal : ''}>`);
      return 0;
    },
    {
      *inner(proc) {
        yield* proc.write(1, 'inner\n');
        for (;;) yield* proc.sleep(SECOND);
      },
    },
  );
  type('');
  type('\x03');
  expect(screen.shown).toBe('inner\r\n^C<SIGINT>[exited]');
});
