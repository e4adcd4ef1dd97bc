/** nsenter and unshare: run a command in the namespaces of another process, or in new ones. */
import { isSysError } from '../../kernel/errno.ts';
import type { Namespaces, Proc, Sys } from '../../kernel/sys.ts';
import { findExecutable } from '../run-command.ts';
import { tool, type Tool } from '../tool.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Spawns the command (default: the shell) with these namespaces and waits; pid namespaces hold for children only. */
function* spawnIn(t: Tool, proc: Proc, namespaces: Namespaces): Sys<number> {
  const command = t.operands.length > 0 ? t.operands : [proc.env.get('SHELL') ?? '/bin/sh'];
  const name = command[0] ?? '';
  const candidates = name.includes('/') ? [name] : ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].map((folder) => `${folder}/${name}`);
  for (const path of namespaces.mount ? candidates : [findExecutable(proc, name) ?? name]) {
    try {
      const pid = yield* proc.spawn({ path, argv: command, namespaces, ...(namespaces.mount && { cwd: '/' }) });
      const status = yield* proc.wait(pid);
      return status?.kind === 'exited' ? status.code : 128;
    } catch (error) {
      if (!isSysError(error, 'ENOENT')) throw error;
    }
  }
  return yield* t.fail(`failed to execute ${name}: No such file or directory`, 127);
}

export const nsenter = tool({
  name: 'nsenter',
  package: 'util-linux 2.38.1',
  synopsis: ['[options] [<program> [<argument>...]]'],
  summary: 'Run a program with namespaces of other processes.',
  options: [
    { short: 'a', long: 'all', help: 'enter all namespaces' }, { short: 't', long: 'target', argument: 'pid', help: 'target process to get namespaces from' }, { short: 'm', long: 'mount', help: 'enter mount namespace' }, { short: 'u', long: 'uts', help: 'enter UTS namespace (hostname etc)' },
    { short: 'i', long: 'ipc', help: 'enter System V IPC namespace' }, { short: 'n', long: 'net', help: 'enter network namespace' }, { short: 'p', long: 'pid', help: 'enter pid namespace' }, { short: 'C', long: 'cgroup', help: 'enter cgroup namespace' }, { short: 'F', long: 'no-fork', help: 'do not fork before exec\'ing <program>' },
  ],
  stopAtOperand: true,
  *run(t) {
    const target = t.value('target');
    if (target === undefined) return yield* t.fail('no target PID specified');
    if (t.proc.credentials.uid !== 0) return yield* t.fail('reassociate to namespace failed: Operation not permitted');
    let of: Required<Namespaces>;
    try {
      of = t.proc.namespacesOf(Number(target));
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* t.fail(`cannot open /proc/${target}/ns/mnt: No such file or directory`);
    }
    const all = t.has('all');
    const namespaces: Mutable<Namespaces> = {};
    if (all || t.has('mount')) namespaces.mount = of.mount;
    if (all || t.has('uts')) namespaces.uts = of.uts;
    if (all || t.has('ipc')) namespaces.ipc = of.ipc;
    if (all || t.has('net')) namespaces.net = of.net;
    if (all || t.has('pid')) namespaces.pid = of.pid;
    return yield* spawnIn(t, t.proc, namespaces);
  },
});

export const unshare = tool({
  name: 'unshare',
  package: 'util-linux 2.38.1',
  synopsis: ['[options] [<program> [<argument>...]]'],
  summary: 'Run a program with some namespaces unshared from the parent.',
  options: [
    { short: 'm', long: 'mount', help: 'unshare mounts namespace' }, { short: 'u', long: 'uts', help: 'unshare UTS namespace (hostname etc)' }, { short: 'i', long: 'ipc', help: 'unshare System V IPC namespace' }, { short: 'n', long: 'net', help: 'unshare network namespace' },
    { short: 'p', long: 'pid', help: 'unshare pid namespace' }, { short: 'f', long: 'fork', help: 'fork before launching <program>' }, { long: 'mount-proc', help: 'mount proc filesystem first (implies --mount)' }, { short: 'r', long: 'map-root-user', help: 'map current user to root (implies --user)' }, { short: 'U', long: 'user', help: 'unshare user namespace' },
  ],
  stopAtOperand: true,
  *run(t) {
    if (t.has('user') || t.has('map-root-user')) return yield* t.fail('user namespaces are not simulated here');
    if (t.has('mount-proc')) return yield* t.fail('--mount-proc is not simulated here');
    if (t.proc.credentials.uid !== 0) return yield* t.fail('unshare failed: Operation not permitted');
    const { proc } = t;
    const namespaces: Mutable<Namespaces> = {};
    if (t.has('mount')) namespaces.mount = proc.mounts.clone();
    if (t.has('uts')) namespaces.uts = { ...proc.uts };
    if (t.has('ipc')) namespaces.ipc = {};
    if (t.has('net')) namespaces.net = proc.net.unshare();
    if (t.has('pid')) namespaces.pid = 'new';
    return yield* spawnIn(t, proc, namespaces);
  },
});
