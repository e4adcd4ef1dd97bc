/** pg_ctl: starts, stops and asks after a server by its postmaster.pid (manual, pg_ctl). */
import { isSysError } from '../../../kernel/errno.ts';
import type { Signal } from '../../../kernel/signals.ts';
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { OptionError, parseOptions, type ParsedOptions } from '../../options.ts';
import { findExecutable } from '../../run-command.ts';

const OPTIONS = [{ short: 'D', long: 'pgdata', argument: 'DATADIR' }, { short: 'o', long: 'options', argument: 'OPTIONS' }, { short: 'w', long: 'wait' }, { short: 'W', long: 'no-wait' }, { short: 'm', long: 'mode', argument: 'MODE' }, { short: 'l', long: 'log', argument: 'FILENAME' }, { short: 's', long: 'silent' }, { short: 't', long: 'timeout', argument: 'SECS' }];

export const pgCtl: Program = {
  name: 'pg_ctl',
  *main(proc) {
    let options: ParsedOptions;
    try {
      options = parseOptions(proc.argv.slice(1), OPTIONS);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      yield* proc.write(2, `pg_ctl: ${error.message}\nTry "pg_ctl --help" for more information.\n`);
      return 1;
    }
    const directory = options.value('pgdata') ?? proc.env.get('PGDATA');
    const [verb] = options.operands;
    if (directory === undefined || verb === undefined) {
      yield* proc.write(2, `pg_ctl: ${verb === undefined ? 'no operation specified' : 'no database directory specified and environment variable PGDATA unset'}\nTry "pg_ctl --help" for more information.\n`);
      return 1;
    }
    switch (verb) {
      case 'start': return yield* start(proc, directory, options);
      case 'stop': return yield* stop(proc, directory, options);
      case 'restart': {
        const code = yield* stop(proc, directory, options);
        return code === 0 ? yield* start(proc, directory, options) : code;
      }
      case 'status': {
        const pid = runningPid(proc, directory);
        yield* proc.write(1, pid === undefined ? 'pg_ctl: no server running\n' : `pg_ctl: server is running (PID: ${pid})\n`);
        return pid === undefined ? 3 : 0;
      }
      case 'reload': {
        const pid = runningPid(proc, directory);
        if (pid === undefined) return yield* notRunning(proc, directory);
        proc.kill(pid, 'SIGHUP');
        yield* proc.write(1, 'server signaled\n');
        return 0;
      }
      default:
        yield* proc.write(2, `pg_ctl: unrecognized operation mode "${verb}"\nTry "pg_ctl --help" for more information.\n`);
        return 1;
    }
  },
};

function status(proc: Proc, directory: string): string[] {
  try {
    return proc.readText(`${directory}/postmaster.pid`).split('\n');
  } catch (error) {
    if (!isSysError(error)) throw error;
    return [];
  }
}

function runningPid(proc: Proc, directory: string): number | undefined {
  const pid = Number(status(proc, directory)[0] ?? 0);
  if (pid === 0) return undefined;
  try {
    proc.kill(pid, 0);
    return pid;
  } catch (error) {
    if (!isSysError(error)) throw error;
    return undefined;
  }
}

function* notRunning(proc: Proc, directory: string): Sys<number> {
  yield* proc.write(2, `pg_ctl: PID file "${directory}/postmaster.pid" does not exist\nIs server running?\n`);
  return 1;
}

/** Words of `-o`, quotes taken off. */
function words(text: string): string[] {
  return [...text.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) => word.replace(/['"]/g, ''));
}

function* start(proc: Proc, directory: string, options: ParsedOptions): Sys<number> {
  if (runningPid(proc, directory) !== undefined && runningPid(proc, directory) !== proc.pid) yield* proc.write(2, 'pg_ctl: another server might be running; trying to start server anyway\n');
  const path = findExecutable(proc, `${proc.exe.replace(/[^/]*$/, '')}postgres`) ?? 'postgres';
  const log = options.value('log');
  const fds = new Map([[0, 0], [1, 1], [2, 2]]);
  if (log !== undefined) {
    const fd = proc.open(log, { write: true, create: true, append: true }, 0o600);
    fds.set(1, fd).set(2, fd);
  }
  const loud = !options.has('silent');
  if (loud) yield* proc.write(1, 'waiting for server to start...');
  const pid = yield* proc.spawn({ path, argv: ['postgres', '-D', directory, ...words(options.value('options') ?? '')], fds, setsid: true });
  for (let turns = 0; turns < 600; turns++) {
    if (turns % 10 === 0 && loud) yield* proc.write(1, '.');
    const lines = status(proc, directory);
    if (Number(lines[0]) === pid && lines[6]?.trim() === 'ready') {
      if (loud) yield* proc.write(1, ' done\nserver started\n');
      return 0;
    }
    const ended = yield* proc.wait(pid, { nohang: true });
    if (ended) {
      yield* proc.write(2, ' stopped waiting\npg_ctl: could not start server\nExamine the log output.\n');
      return 1;
    }
    yield* proc.sleep(100_000_000);
  }
  yield* proc.write(2, ' stopped waiting\npg_ctl: server did not start in time\n');
  return 1;
}

function* stop(proc: Proc, directory: string, options: ParsedOptions): Sys<number> {
  const pid = runningPid(proc, directory);
  if (pid === undefined) return yield* notRunning(proc, directory);
  const mode = options.value('mode') ?? 'fast';
  const signal: Signal | undefined = ({ s: 'SIGTERM', f: 'SIGINT', i: 'SIGQUIT' } as const)[mode[0] as 's'];
  if (!signal) {
    yield* proc.write(2, `pg_ctl: unrecognized shutdown mode "${mode}"\nTry "pg_ctl --help" for more information.\n`);
    return 1;
  }
  const loud = !options.has('silent');
  if (loud) yield* proc.write(1, 'waiting for server to shut down...');
  proc.kill(pid, signal);
  for (let turns = 0; turns < 600; turns++) {
    if (turns % 10 === 0 && loud) yield* proc.write(1, '.');
    if (status(proc, directory).length === 0) {
      if (loud) yield* proc.write(1, ' done\nserver stopped\n');
      return 0;
    }
    yield* proc.sleep(100_000_000);
  }
  yield* proc.write(2, ' failed\npg_ctl: server does not shut down\n');
  return 1;
}
