/** Processes added to a running container: docker exec and health probes (moby daemon/exec.go). */
import type { ExecCreateRequest, ExecInspect } from '../../api/exec.ts';
import type { Sys } from '../../kernel/sys.ts';
import { isSysError } from '../../kernel/errno.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import { DaemonError } from '../daemon.ts';
import { containerCapabilities } from './capabilities.ts';
import { confinement } from './confinement.ts';
import { LookupError, execFailure, goErrno, lookupCommand } from './command.ts';
import type { Container } from './container.ts';
import { parseDetachKeys } from './detach-keys.ts';
import { logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { containerEnvironment, overrideEnvironment, withHome } from './environment.ts';
import { waitChild } from './exit-code.ts';
import { rlimits } from './rlimits.ts';
import { Streams } from './streams.ts';
import { credentialsOf, lookupUser } from './user.ts';

const DRAIN = 2e9;

export class Exec {
  readonly id: string;
  readonly container: Container;
  readonly request: ExecCreateRequest;
  running = false;
  started = false;
  exitCode: number | null = null;
  pid = 0;
  canRemove = false;
  streams: Streams | undefined;
  readonly changed = new WaitQueue();

  constructor(id: string, container: Container, request: ExecCreateRequest) {
    this.id = id;
    this.container = container;
    this.request = request;
  }

  get command(): readonly string[] {
    return this.request.Cmd ?? [];
  }

  /** GET /exec/{id}/json */
  inspect(): ExecInspect {
    const { request } = this;
    const [entrypoint = '', ...rest] = this.command;
    return {
      ID: this.id, Running: this.running, ExitCode: this.exitCode,
      ProcessConfig: { tty: request.Tty ?? false, entrypoint, arguments: rest, privileged: request.Privileged ?? false, ...(request.User ? { user: request.User } : {}) },
      OpenStdin: request.AttachStdin ?? false, OpenStderr: request.AttachStderr ?? false, OpenStdout: request.AttachStdout ?? false,
      CanRemove: this.canRemove, ContainerID: this.container.id, DetachKeys: btoa(String.fromCharCode(...(parseDetachKeys(request.DetachKeys || '') ?? []))), Pid: this.pid,
    };
  }

  /** The container's first process has ended, and this one with it. */
  containerEnded(): void {
    this.canRemove = true;
  }
}

/** Registers an exec; 400 without a command and for a user that does not exist. */
export function createExec(engine: ContainerEngine, container: Container, request: ExecCreateRequest, options: { probe?: boolean } = {}): Exec {
  if ((request.Cmd ?? []).length === 0) throw new DaemonError(400, 'No exec command specified');
  if (!options.probe && container.task && request.User) lookupUser(container.task.view, request.User, [], 400);
  const exec = new Exec(engine.daemon.newId(), container, request);
  engine.execs.set(exec.id, exec);
  container.execs.set(exec.id, exec);
  logEvent(engine, container, `exec_create: ${describe(exec)}`, { execID: exec.id });
  return exec;
}

/** `ls -l`, with a space after a lone command, as moby joins them. */
function describe(exec: Exec): string {
  const [entrypoint = '', ...rest] = exec.command;
  return `${entrypoint} ${rest.join(' ')}`;
}

/** By id; 404 `No such exec instance: X`. */
export function findExec(engine: ContainerEngine, id: string): Exec {
  const exec = engine.execs.get(id);
  if (!exec || exec.container.removed) throw new DaemonError(404, `No such exec instance: ${id}`);
  return exec;
}

/** Makes the streams, so that a client may listen before the start. 409 when it runs or has run. */
export function prepareExec(engine: ContainerEngine, exec: Exec, size: [number, number] | undefined): Streams {
  if (exec.running) throw new DaemonError(409, `exec command ${exec.id} is already running`);
  if (exec.started) throw new DaemonError(409, `exec command ${exec.id} has already run`);
  const plan = Streams.plan(engine.proc, {
    tty: exec.request.Tty ?? false, stdin: exec.request.AttachStdin ?? false, ...(size && size[0] > 0 ? { size: { rows: size[0], cols: size[1] } } : {}),
    ...(exec.container.task ? { ptys: exec.container.task.ptys } : {}),
  });
  exec.streams = plan.streams;
  plans.set(exec, plan.child);
  return plan.streams;
}

const plans = new WeakMap<Exec, ReadonlyMap<number, number>>();

/** Starts a prepared exec. Throws 400 with runc's text when the program cannot be started; its exit code is then 126 or 127. */
export function* startExec(engine: ContainerEngine, exec: Exec): Sys<void> {
  const { container } = exec;
  const { task } = container;
  const streams = exec.streams!;
  exec.started = true;
  exec.running = true;
  logEvent(engine, container, `exec_start: ${describe(exec)}`, { execID: exec.id });
  try {
    if (!task) throw new DaemonError(409, `container ${container.id} is not running`);
    exec.pid = yield* spawnExec(engine, exec, task);
  } catch (error) {
    exec.running = false;
    container.execs.delete(exec.id);
    if (exec.exitCode === null) exec.exitCode = 126;
    exec.changed.wake();
    throw error;
  }
  streams.closeChildEnds();
  streams.start();
  engine.proc.thread(watchExec(engine, exec), `exec ${exec.id.slice(0, 12)}`);
}

function* spawnExec(engine: ContainerEngine, exec: Exec, task: NonNullable<Container['task']>): Sys<number> {
  const { container, request } = exec;
  const fail = (error: LookupError): DaemonError => {
    const failure = execFailure(error);
    exec.exitCode = failure.exitCode;
    return new DaemonError(400, failure.message);
  };
  const { view } = task;
  const user = lookupUser(view, request.User || container.config.User, request.User ? [] : (container.hostConfig.GroupAdd ?? []), 400);
  const capabilities = request.Privileged ? containerCapabilities({ ...container.hostConfig, Privileged: true }) : containerCapabilities(container.hostConfig);
  const credentials = credentialsOf(user, capabilities);
  const base = containerEnvironment(container, engine.daemon.networks.linkEnvironment(container.id), request.Tty ?? false);
  const env = withHome(overrideEnvironment(base, request.Env ?? []), user.home);
  const cwd = request.WorkingDir || container.config.WorkingDir || '/';
  const [name = ''] = exec.command;
  const root = view.credentials;
  let path: string;
  try {
    view.credentials = credentials;
    if (!view.exists(cwd)) throw fail(new LookupError(`chdir to cwd (${JSON.stringify(cwd)}) set in config.json failed: no such file or directory`));
    if (view.stat(cwd).kind !== 'directory') throw fail(new LookupError(`chdir to cwd (${JSON.stringify(cwd)}) set in config.json failed: not a directory`));
    view.cwd = cwd;
    path = lookupCommand(view, name, env.get('PATH'));
  } catch (error) {
    throw error instanceof LookupError ? fail(error) : error;
  } finally {
    view.credentials = root;
    view.cwd = '/';
  }
  const options = {
    argv: [...exec.command], env, cwd, fds: plans.get(exec)!, setsid: true, ...(request.Tty ? { ctty: 0, foreground: 0 } : {}), credentials, umask: 0o022,
    namespaces: { pid: task.pidNamespace, mount: task.mounts, net: task.sandbox.net, uts: task.uts, ipc: task.ipc }, cgroup: task.cgroup,
    defaultSignals: ['SIGPIPE', 'SIGHUP', 'SIGINT', 'SIGTERM'] as const, rlimits: rlimits(container.hostConfig.Ulimits),
    confinement: confinement({ ...container.hostConfig, Privileged: container.hostConfig.Privileged || (request.Privileged ?? false) }),
  };
  try {
    return yield* engine.proc.spawn({ path, ...options });
  } catch (error) {
    if (!isSysError(error, 'ENOEXEC', 'ENOENT', 'EACCES')) throw isSysError(error) ? fail(new LookupError(goErrno(error))) : error;
    const words = goErrno(error);
    return engine.proc.fork(function* (child) {
      yield* child.write(2, `exec ${path}: ${words}\n`);
      return 255;
    }, options);
  }
}

function* watchExec(engine: ContainerEngine, exec: Exec): Sys<void> {
  const code = yield* waitChild(engine.proc, exec.pid);
  yield* exec.streams!.drain(DRAIN);
  exec.exitCode = code;
  exec.running = false;
  exec.container.execs.delete(exec.id);
  logEvent(engine, exec.container, 'exec_die', { execID: exec.id, exitCode: String(exec.exitCode) });
  exec.changed.wake();
}

/** Runs a probe to its end: its code (undefined when the time was over) and what it wrote. */
export function* runProbe(engine: ContainerEngine, exec: Exec, timeout: number): Sys<{ exitCode: number | undefined; output: string }> {
  const { proc } = engine;
  const reader = prepareExec(engine, exec, undefined).subscribe();
  const deadline = proc.now() + timeout;
  let output = '';
  const decoder = new TextDecoder();
  try {
    yield* startExec(engine, exec);
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    exec.streams?.abandon();
    return { exitCode: exec.exitCode ?? 126, output: error.message };
  }
  while (exec.running && proc.now() < deadline) {
    yield* proc.block([exec.changed, reader.queue], deadline);
    for (let chunk = reader.take(); chunk; chunk = reader.take()) output += decoder.decode(chunk.data, { stream: true });
  }
  for (let chunk = reader.take(); chunk; chunk = reader.take()) output += decoder.decode(chunk.data, { stream: true });
  engine.execs.delete(exec.id);
  if (!exec.running) return { exitCode: exec.exitCode ?? 0, output };
  try {
    proc.kill(exec.pid, 'SIGKILL');
  } catch (error) {
    if (!isSysError(error, 'ESRCH')) throw error;
  }
  return { exitCode: undefined, output };
}
