/** Starting a container (moby daemon/start.go): network, mounts, credentials, then the process itself; failures undo everything. */
import type { Sys } from '../../kernel/sys.ts';
import { isSysError } from '../../kernel/errno.ts';
import { DaemonError } from '../daemon.ts';
import { containerCapabilities } from './capabilities.ts';
import { applyLimits, containerCgroup } from './cgroup.ts';
import { LookupError, goErrno, lookupCommand, startFailure } from './command.ts';
import type { Container, Task } from './container.ts';
import { containerFolder, logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { containerEnvironment, withHome } from './environment.ts';
import { monitor } from './exit.ts';
import { layerFiles } from './files.ts';
import { dockerInit } from './init.ts';
import { startHealth } from './health.ts';
import { admit } from './lifecycle.ts';
import { confinement } from './confinement.ts';
import { attachLog } from './logs/container-log.ts';
import { containerNamespaces } from './namespaces.ts';
import { save } from './persistence.ts';
import { removeContainer } from './remove.ts';
import { RestartManager } from './restart-policy.ts';
import { buildRootfs } from './rootfs.ts';
import { rlimits } from './rlimits.ts';
import { Streams } from './streams.ts';
import { credentialsOf, lookupUser } from './user.ts';
import { mountEvents } from './volume-events.ts';

const NETWORK_FAILURE = 'failed to set up container networking: ';
/** Recorded when nothing better is known (moby exitUnknown). */
const EXIT_UNKNOWN = 128;

/** The streams that the next (or the running) process has: clients may attach before the start. */
export function streamsOf(engine: ContainerEngine, container: Container): Streams {
  if (container.task) return container.task.streams;
  container.plan ??= Streams.plan(engine.proc, {
    tty: container.config.Tty, stdin: container.config.OpenStdin,
    ...(container.hostConfig.ConsoleSize[0] > 0 ? { size: { rows: container.hostConfig.ConsoleSize[0], cols: container.hostConfig.ConsoleSize[1] } } : {}),
  });
  return container.plan.streams;
}

interface StartOptions {
  /** A start by hand: the restart policy begins anew. */
  readonly reset: boolean;
  readonly reference: string;
}

/** Starts; the result is false when it runs already (304). Throws DaemonError. */
export function* startContainer(engine: ContainerEngine, container: Container, options: StartOptions): Sys<boolean> {
  try {
    return yield* container.lock.run(engine.proc, startLocked(engine, container, options));
  } catch (error) {
    // Removal takes the lock itself.
    const failed = error instanceof DaemonError && container.state.error === error.message;
    if (failed && container.hostConfig.AutoRemove && !container.state.restarting) {
      yield* removeContainer(engine, container, { force: true, volumes: true, reference: container.id });
    }
    throw error;
  }
}

function* startLocked(engine: ContainerEngine, container: Container, options: StartOptions): Sys<boolean> {
  const waiting = container.state.restarting && !options.reset;
  if (!waiting && !admit('start', container, options.reference)) return false;
  if (container.removed) throw new DaemonError(404, `No such container: ${options.reference}`);
  if (options.reset) {
    container.restart.cancel();
    container.restart = new RestartManager(container.hostConfig.RestartPolicy);
    container.hasBeenManuallyStopped = false;
  }
  try {
    yield* launch(engine, container);
  } catch (error) {
    const failure = error instanceof DaemonError ? error : isSysError(error) ? new DaemonError(500, goErrno(error)) : undefined;
    if (!failure) throw error;
    fail(engine, container, failure);
    throw failure;
  }
  return true;
}

/** State after a failed start: the error is kept, as `docker inspect` shows. */
function fail(engine: ContainerEngine, container: Container, failure: DaemonError): void {
  container.state.error = failure.message;
  container.state.exitCode = exitCodes.get(failure) ?? EXIT_UNKNOWN;
  container.plan?.streams.abandon();
  container.plan = undefined;
  save(engine, container);
  container.changed.wake();
}

const exitCodes = new WeakMap<DaemonError, number>();

function withExitCode(error: DaemonError, code: number): DaemonError {
  exitCodes.set(error, code);
  return error;
}

/** A step of the network's; its errors say so. */
function networkStep<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    const message = error.message.startsWith(NETWORK_FAILURE) ? error.message : NETWORK_FAILURE + error.message;
    throw new DaemonError(error.status, message);
  }
}

function* launch(engine: ContainerEngine, container: Container): Sys<void> {
  const { daemon } = engine;
  const folder = containerFolder(engine, container.id);
  container.logPath = container.hostConfig.LogConfig.Type === 'json-file' ? `${folder}/${container.id}-json.log` : '';
  container.launched = true;
  const sandbox = networkStep(() => daemon.networks.open(container.id));
  const undo: (() => void)[] = [() => daemon.networks.stop(container.id)];
  let mounted = false;
  try {
    populateVolumes(engine, container);
    const namespaces = containerNamespaces(engine, container);
    const streams = streamsOf(engine, container);
    const plan = container.plan!;
    const cgroup = containerCgroup(engine, container);
    applyLimits(cgroup, container.hostConfig);
    undo.push(() => cgroup.remove());
    const { mounts, view } = buildRootfs(engine, container, daemon.networks.files(container.id), {
      pid: namespaces.pid, net: sandbox.net, cgroup, ptys: plan.ptys,
    });
    mountEvents(engine, container, 'mount');
    mounted = true;
    const user = lookupUser(view, container.config.User, container.hostConfig.GroupAdd ?? [], 500);
    const credentials = credentialsOf(user, containerCapabilities(container.hostConfig));
    const cwd = container.config.WorkingDir || '/';
    attachLog(engine, container, streams);
    view.cwd = cwd;
    const env = withHome(containerEnvironment(container, daemon.networks.linkEnvironment(container.id), container.config.Tty), user.home);
    view.credentials = credentials;
    let path: string;
    try {
      path = lookupCommand(view, container.path, env.get('PATH'));
    } catch (error) {
      if (!(error instanceof LookupError)) throw error;
      const failure = startFailure(error);
      throw withExitCode(new DaemonError(400, failure.message), failure.exitCode);
    } finally {
      view.credentials = { uid: 0, gid: 0, groups: [0] };
      view.cwd = '/';
    }
    // Only when the task exists: a command that cannot be run never reaches a network.
    networkStep(() => daemon.networks.start(container.id));
    const common = {
      argv: [container.path, ...container.args], env, cwd, fds: plan.child, setsid: true, ...(container.config.Tty ? { ctty: 0, foreground: 0 } : {}),
      credentials, umask: 0o022, namespaces: { ...namespaces, mount: mounts, net: sandbox.net }, cgroup, defaultSignals: IGNORED,
      rlimits: rlimits(container.hostConfig.Ulimits), confinement: confinement(container.hostConfig),
    };
    const pid = container.hostConfig.Init ? forkInit(engine, path, common) : yield* spawnInit(engine, path, common);
    streams.closeChildEnds();
    container.plan = undefined;
    const task: Task = {
      pid, mounts, view, uts: namespaces.uts, ipc: namespaces.ipc, pidNamespace: namespaces.pid, ptys: plan.ptys, cgroup, sandbox, streams, credentials, env,
      release: () => {
        daemon.networks.stop(container.id);
        try {
          cgroup.remove();
        } catch (error) {
          if (!isSysError(error, 'EBUSY')) throw error;
        }
      },
    };
    running(engine, container, task);
  } catch (error) {
    if (mounted) mountEvents(engine, container, 'unmount');
    for (const step of undo.reverse()) {
      try {
        step();
      } catch (failure) {
        if (!isSysError(failure)) throw failure;
      }
    }
    throw error;
  }
}

/** dockerd ignores nothing that a container should inherit; runc resets these anyway. */
const IGNORED = ['SIGPIPE', 'SIGHUP', 'SIGINT', 'SIGTERM'] as const;

type Launch = Omit<Parameters<ContainerEngine['proc']['spawn']>[0], 'path'>;

/** --init: docker-init is the first process, and the command its child. */
function forkInit(engine: ContainerEngine, path: string, options: Launch): number {
  return engine.proc.fork((child) => dockerInit(child, path, options.argv), { ...options, argv: ['/sbin/docker-init', '--', ...options.argv] });
}

/** A file that is found but cannot be executed (no interpreter, unknown format) fails in the container: runc's init says so and ends with 255. */
function* spawnInit(engine: ContainerEngine, path: string, options: Launch): Sys<number> {
  try {
    return yield* engine.proc.spawn({ path, ...options });
  } catch (error) {
    if (!isSysError(error, 'ENOEXEC', 'ENOENT', 'EACCES')) throw error;
    const words = goErrno(error);
    return engine.proc.fork(function* (child) {
      yield* child.write(2, `exec ${path}: ${words}\n`);
      return 255;
    }, options);
  }
}

/** Volumes that are empty get what the image has at their place, before anything is mounted over it. */
function populateVolumes(engine: ContainerEngine, container: Container): void {
  const wanted = container.mountPoints.filter((point) => point.type === 'volume' && point.copyData && !point.subpath);
  if (wanted.length === 0) return;
  const view = layerFiles(engine, container);
  for (const point of wanted) {
    const volume = engine.daemon.volumes.get(point.name);
    if (volume) engine.daemon.volumes.populate(volume, view, point.destination);
  }
}

function running(engine: ContainerEngine, container: Container, task: Task): void {
  const { state } = container;
  container.task = task;
  Object.assign(state, {
    running: true, paused: false, restarting: false, oomKilled: false, pid: task.pid, exitCode: 0, error: '', startedAt: engine.proc.realtime(),
  });
  container.hasBeenStartedBefore = true;
  const onOom = (): void => {
    state.oomKilled = true;
    save(engine, container);
    logEvent(engine, container, 'oom');
  };
  task.cgroup.onOom = onOom;
  task.streams.start();
  startHealth(engine, container);
  save(engine, container);
  logEvent(engine, container, 'start');
  container.changed.wake();
  const again = (): Sys<unknown> => startContainer(engine, container, { reset: false, reference: container.id });
  engine.proc.thread(monitor(engine, container, task, again), `monitor ${container.name}`);
}
