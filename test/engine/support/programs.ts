/** Small programs for images of tests. */
import type { Proc, Sys } from '../../../src/kernel/sys.ts';

type Main = (proc: Proc) => Sys<number>;

export const PROGRAMS: Readonly<Record<string, Main>> = {
  *true() {
    return 0;
  },
  *false() {
    return 1;
  },
  *echo(proc) {
    yield* proc.write(1, `${proc.argv.slice(1).join(' ')}\n`);
    return 0;
  },
  *sleep(proc) {
    yield* proc.sleep(Number(proc.argv[1]) * 1e9);
    return 0;
  },
  *exit(proc) {
    return Number(proc.argv[1]);
  },
  /** out TEXT err TEXT: writes to both streams, in order. */
  *write(proc) {
    for (let i = 1; i < proc.argv.length; i += 2) yield* proc.write(proc.argv[i] === 'out' ? 1 : 2, `${proc.argv[i + 1]}\n`);
    return 0;
  },
  *cat(proc) {
    for (;;) {
      const data = yield* proc.read(0);
      if (data.length === 0) return 0;
      yield* proc.write(1, data);
    }
  },
  *env(proc) {
    for (const [name, value] of proc.env) yield* proc.write(1, `${name}=${value}\n`);
    return 0;
  },
  *id(proc) {
    const { uid, gid, groups } = proc.credentials;
    yield* proc.write(1, `uid=${uid} gid=${gid} groups=${groups.join(',')} pid=${proc.pid} cwd=${proc.cwd} host=${proc.uts.hostname}\n`);
    return 0;
  },
  /** Ends with 7 on SIGTERM. */
  *trap(proc) {
    let ended = false;
    proc.sigaction('SIGTERM', function* () {
      yield* proc.write(1, 'bye\n');
      ended = true;
    });
    yield* proc.write(1, 'ready\n');
    while (!ended) yield* proc.sleep(1e8);
    return 7;
  },
  *read(proc) {
    yield* proc.write(1, proc.readText(proc.argv[1] ?? ''));
    return 0;
  },
  *eat(proc) {
    yield* proc.setResident(Number(proc.argv[1]));
    yield* proc.sleep(1e9);
    return 0;
  },
};
