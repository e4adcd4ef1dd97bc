/** Making processes: what a child gets of its parent (fork(2)), of its options (posix_spawn(3)) and of its executable (execve(2)). */
import type { FsView } from './fs/types.ts';
import type { Namespaces, Proc, SpawnOptions, Sys } from './sys.ts';
import type { KernelHost } from './kernel-host.ts';
import type { Executable } from './exec.ts';
import type { CgroupNode } from './cgroup-tree.ts';
import { SysError } from './errno.ts';
import { commandName, resolveExecutable } from './exec.ts';
import { createView } from './fs/view.ts';
import { Pid, PidNamespace } from './pid-namespace.ts';
import { Process } from './process.ts';
import type { ProcessContext, SignalAction } from './process.ts';
import { newSession, setGroup } from './session.ts';
import { SystemCalls } from './syscalls/sockets.ts';
import { setForeground, takeTerminal } from './tty/job-control.ts';
import { terminalOf } from './tty/pty-files.ts';

/** Resident bytes of a program that says nothing about itself. */
export const DEFAULT_RESIDENT = 1 << 20;

type Options = Partial<SpawnOptions>;

/** A process without a program; `prepare` may still fail (its error undoes everything). */
function createProcess(parent: Process, options: Options, view: FsView, prepare: (child: Process) => void): Process {
  const { host } = parent;
  const ns = childNamespace(parent, options.namespaces);
  const cgroup = (options.cgroup as CgroupNode | undefined) ?? parent.context.cgroup;
  checkLimits(host, parent, ns, cgroup);
  const context: ProcessContext = {
    mounts: view.mounts,
    net: options.namespaces?.net ?? parent.context.net,
    uts: options.namespaces?.uts ?? parent.context.uts,
    ipc: options.namespaces?.ipc ?? parent.context.ipc,
    cgroup,
  };
  const child = new Process(host, ns.allocate(), parent, context, view);
  child.proc = new SystemCalls(child);
  if (options.rlimits) child.rlimits = new Map([...parent.rlimits, ...Object.entries(options.rlimits)]);
  if (options.confinement) child.confinement = options.confinement;
  child.env = new Map(options.env ?? parent.env);
  child.argv = options.argv ?? parent.argv;
  child.mask = parent.mask;
  for (const [signal, action] of parent.actions) {
    if (action.disposition === 'ignore') child.actions.set(signal, action);
  }
  for (const signal of options.defaultSignals ?? []) child.actions.delete(signal);
  try {
    prepare(child);
    joinGroup(parent, child, options);
  } catch (error) {
    child.descriptors.closeAll();
    child.group.members.delete(child);
    throw error;
  }
  if (ns.init === undefined) ns.init = child;
  for (const [around, number] of child.pid.entries()) around.processes.set(number, child);
  parent.children.add(child);
  cgroup.add(child);
  return child;
}

function childNamespace(parent: Process, namespaces: Namespaces | undefined): PidNamespace {
  const wanted = namespaces?.pid;
  const ns = wanted === 'new' ? new PidNamespace(parent.childNamespace) : ((wanted as PidNamespace | undefined) ?? parent.childNamespace);
  if (ns.dead) throw new SysError('ENOMEM');
  return ns;
}

function checkLimits(host: KernelHost, parent: Process, ns: PidNamespace, cgroup: CgroupNode): void {
  if (host.pidNamespace.processes.size >= host.kernel.limits.processes) throw new SysError('EAGAIN');
  const own = parent.rlimits.get('RLIMIT_NPROC');
  if (own !== undefined && parent.credentials.uid !== 0) {
    let count = 0;
    for (const process of host.processes) if (process.credentials.uid === parent.credentials.uid) count++;
    if (count >= own) throw new SysError('EAGAIN');
  }
  cgroup.checkPids();
}

function joinGroup(parent: Process, child: Process, options: Options): void {
  if (options.setsid) newSession(child);
  else {
    child.group = parent.group;
    child.group.members.add(child);
    if (options.pgid !== undefined) setGroup(parent, child, options.pgid);
  }
  if (options.ctty !== undefined) {
    const terminal = terminalOf(child.descriptors.get(options.ctty));
    if (terminal !== undefined) takeTerminal(child, terminal);
  }
  if (options.foreground !== undefined) {
    const terminal = terminalOf(parent.descriptors.get(options.foreground));
    if (terminal !== undefined) setForeground(terminal, child.group);
  }
}

function childView(parent: Process, options: Options): FsView {
  const mounts = options.namespaces?.mount ?? parent.context.mounts;
  const cwd = options.cwd ?? (mounts === parent.context.mounts ? parent.fs.cwd : '/');
  const view = createView(mounts, options.credentials ?? parent.credentials, cwd, { devices: parent.host.devices });
  view.umask = options.umask ?? parent.fs.umask;
  return view;
}

/** A child that runs `main` in the executable of its parent. All descriptors are shared unless `fds` names some. */
export function fork(parent: Process, main: (proc: Proc) => Sys<number>, options: Options): Process {
  const child = createProcess(parent, options, childView(parent, options), (process) => {
    if (options.fds === undefined) process.descriptors.copyFrom(parent.descriptors);
    else shareDescriptors(parent, process, options.fds);
    process.comm = parent.comm;
    process.exe = parent.exe;
    process.variant = parent.variant;
    process.resident = DEFAULT_RESIDENT;
  });
  child.start(main(child.proc) as never, 'main');
  return child;
}

const STANDARD: ReadonlyMap<number, number> = new Map([[0, 0], [1, 1], [2, 2]]);

/** fork and exec in one. The executable is looked up as the child, and its errors are the caller's. `share` fills the descriptors. */
export function spawn(parent: Process, options: SpawnOptions, share?: (child: Process) => void): Process {
  const view = childView(parent, options);
  const executable = resolveExecutable(view, options.path, options.argv);
  const { kernel } = parent.host;
  kernel.program(executable.program);
  const child = createProcess(parent, options, view, (process) => {
    if (share !== undefined) share(process);
    else shareDescriptors(parent, process, options.fds ?? STANDARD);
    become(process, executable);
  });
  child.hasExecuted = true;
  child.start(body(child, executable.program) as never, 'main');
  return child;
}

function shareDescriptors(parent: Process, child: Process, fds: ReadonlyMap<number, number>): void {
  for (const [to, from] of fds) {
    if (fds === STANDARD && !parent.descriptors.has(from)) continue;
    const file = parent.descriptors.get(from);
    file.retain();
    child.descriptors.put(to, file);
  }
}

function become(process: Process, executable: Executable): void {
  process.argv = executable.argv;
  process.exe = executable.path;
  process.variant = executable.variant;
  process.comm = executable.comm;
  process.resident = process.host.kernel.residentOf(executable.program);
  const { setUid, setGid } = executable;
  const { credentials } = process;
  if ((setUid === undefined || setUid === credentials.uid) && (setGid === undefined || setGid === credentials.gid)) return;
  const { capabilities: _, ...own } = credentials;
  process.fs.credentials = { ...own, uid: setUid ?? own.uid, gid: setGid ?? own.gid, realUid: own.realUid ?? own.uid };
}

/** The body of a main thread. Each system call passes through all generators below it, so a program that is ready is its own body. */
function body(process: Process, name: string): Sys<number> {
  const program = process.host.kernel.program(name);
  return typeof program === 'object' && program.startup === undefined ? program.main(process.proc) : prepareAndRun(process, name);
}

/** Loads the program if need be, pays for its start, then runs it. */
function* prepareAndRun(process: Process, name: string): Sys<number> {
  const { kernel } = process.host;
  let program = kernel.program(name);
  if (typeof program === 'function') {
    program = yield* process.proc.external(program());
    kernel.loaded(name, program);
  }
  // Its size was not known when the process was made.
  const resident = kernel.residentOf(name);
  process.context.cgroup.chargeMemory(resident - process.resident);
  process.resident = resident;
  if (program.startup !== undefined) yield* process.proc.step(program.startup);
  return yield* program.main(process.proc);
}

/** execve(2): never returns to the old program. */
export function* exec(process: Process, path: string, argv: readonly string[], env: ReadonlyMap<string, string> | undefined): Sys<never> {
  const executable = resolveExecutable(process.fs, path, argv);
  const { kernel } = process.host;
  kernel.program(executable.program);
  const current = kernel.scheduler.current;
  for (const thread of process.threads) if (thread !== current) kernel.scheduler.drop(thread);
  process.threads.clear();
  if (env !== undefined) process.env = new Map(env);
  const { cgroup } = process.context;
  cgroup.chargeMemory(-process.resident);
  become(process, executable);
  cgroup.chargeMemory(process.resident);
  process.descriptors.execute();
  const kept: [never, SignalAction][] = [];
  for (const [signal, action] of process.actions) if (action.disposition === 'ignore') kept.push([signal as never, action]);
  process.actions = new Map(kept);
  process.hasExecuted = true;
  if (current !== undefined) {
    process.threads.add(current);
    process.main = current;
    current.replace(body(process, executable.program) as never);
  }
  yield { kind: 'exec' };
  throw new SysError('ENOSYS');
}

/** PID 0 of a host: the parent of PID 1, in no table. */
export function createIdle(host: KernelHost): Process {
  const idle = bareProcess(host, new Pid(host.pidNamespace, new Map([[host.pidNamespace, 0]])));
  idle.rlimits = new Map([['RLIMIT_NOFILE', host.kernel.limits.openFiles], ['RLIMIT_CORE', 0]]);
  return idle;
}

/** A PID 1 that runs nothing and reaps everything. */
export function createInit(host: KernelHost, argv: readonly string[]): Process {
  const init = bareProcess(host, host.pidNamespace.allocate());
  init.rlimits = host.idle.rlimits;
  init.argv = argv;
  init.exe = argv[0] ?? '';
  init.comm = commandName(init.exe);
  host.pidNamespace.init = init;
  host.pidNamespace.processes.set(1, init);
  host.cgroup.add(init);
  return init;
}

function bareProcess(host: KernelHost, pid: Pid): Process {
  const view = createView(host.mounts, { uid: 0, gid: 0, groups: [] }, '/', { devices: host.devices });
  const process = new Process(host, pid, undefined, { mounts: host.mounts, net: host.net, uts: host.uts, ipc: host, cgroup: host.cgroup }, view);
  process.proc = new SystemCalls(process);
  process.reapsAll = true;
  newSession(process);
  return process;
}

/** setns(2): what the process uses from now on; a pid namespace is for its children only. */
export function enter(process: Process, namespaces: Namespaces): void {
  const { mount, pid } = namespaces;
  if (pid !== undefined) process.childNamespace = pid === 'new' ? new PidNamespace(process.childNamespace) : (pid as PidNamespace);
  if (mount !== undefined) {
    const view = createView(mount, process.credentials, '/', { devices: process.host.devices });
    view.umask = process.fs.umask;
    process.fs = view;
  }
  const { context } = process;
  context.mounts = mount ?? context.mounts;
  context.net = namespaces.net ?? context.net;
  context.uts = namespaces.uts ?? context.uts;
  context.ipc = namespaces.ipc ?? context.ipc;
}
