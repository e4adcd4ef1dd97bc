/** Programs that images carry and that only say that they are not simulated. */
import type { Proc, Program, Sys } from '../../kernel/sys.ts';

function* refuse(proc: Proc, what: string): Sys<number> {
  yield* proc.write(2, `${(proc.argv[0] ?? '').replace(/^.*\//, '')}: ${what} is not simulated here\n`);
  return 1;
}

export const ab: Program = { name: 'ab', main: (proc) => refuse(proc, 'benchmarking') };
export const htpasswd: Program = { name: 'htpasswd', main: (proc) => refuse(proc, 'making password files') };
export const redisBenchmark: Program = { name: 'redis-benchmark', main: (proc) => refuse(proc, 'benchmarking') };
export const pgRestore: Program = { name: 'pg_restore', main: (proc) => refuse(proc, 'restoring archives') };
export const dpkgDeb: Program = { name: 'dpkg-deb', main: (proc) => refuse(proc, 'handling package archives') };
export const chroot: Program = { name: 'chroot', main: (proc) => refuse(proc, 'changing the root folder') };
export const newgrp: Program = { name: 'newgrp', main: (proc) => refuse(proc, 'changing the group of a session') };
export const login: Program = { name: 'login', main: (proc) => refuse(proc, 'logging in') };
export const chsh: Program = { name: 'chsh', main: (proc) => refuse(proc, 'changing the login shell') };
export const gpasswd: Program = { name: 'gpasswd', main: (proc) => refuse(proc, 'administering groups') };
