/** Containers over a restart of the daemon: what was is loaded, policies are applied, and at the end all are stopped (moby daemon.restore, shutdown). */
import type { Sys, Thread } from '../../kernel/sys.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { KernelHost } from '../../kernel/kernel-host.ts';
import { DaemonError } from '../daemon.ts';
import type { Container } from './container.ts';
import { containerFolder } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { log } from '../log.ts';
import { load, save } from './persistence.ts';
import { removeContainer } from './remove.ts';
import { startContainer } from './start.ts';
import { signalContainer, stopContainer, waitStopped } from './stop.ts';

/** Reads all containers back and starts those whose policy wants it. */
export function* restoreContainers(engine: ContainerEngine): Sys<void> {
  const { daemon } = engine;
  const root = `${daemon.root}/containers`;
  daemon.fs.mkdirs(root, 0o710);
  const loaded: { container: Container; wasRunning: boolean }[] = [];
  for (const entry of daemon.fs.readdir(root)) {
    const found = entry.kind === 'directory' ? load(engine, entry.name) : undefined;
    if (found) loaded.push(found);
  }
  loaded.sort((a, b) => (a.container.created < b.container.created ? -1 : 1));
  for (const { container } of loaded) {
    engine.store.add(container);
    container.layer = daemon.images.openLayer(container.id);
    for (const point of container.mountPoints) if (point.name) daemon.volumes.acquire(point.name, container.id);
    daemon.networks.register(
      { id: container.id, name: container.name, config: container.config, hostConfig: container.hostConfig, folder: containerFolder(engine, container.id) },
      container.networking,
    );
  }
  for (const { container, wasRunning } of loaded) yield* revive(engine, container, wasRunning);
}

function* revive(engine: ContainerEngine, container: Container, wasRunning: boolean): Sys<void> {
  if (wasRunning) {
    // The daemon went away under it (a crash or a power cut): what still runs is ended, and nobody saw how the rest did.
    yield* killLeftovers(engine, container);
    container.state.exitCode = container.state.exitCode || 255;
    container.state.finishedAt = engine.proc.realtime();
    save(engine, container);
  }
  if (container.hostConfig.AutoRemove) {
    yield* removeContainer(engine, container, { force: true, volumes: true, reference: container.id });
    return;
  }
  if (!wantsStart(container, wasRunning)) return;
  try {
    yield* startContainer(engine, container, { reset: false, reference: container.id });
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    yield* log(engine.proc, 'error', 'failed to start container', { container: container.id, error: error.message });
  }
}

/** Without live restore a new daemon ends what the one before it left running. */
function* killLeftovers(engine: ContainerEngine, container: Container): Sys<void> {
  const host = engine.proc.host as KernelHost;
  const left = host.kernel.processes(host).filter((process) => process.cgroup.path.endsWith(`/${container.id}`) && process.state !== 'Z');
  for (const process of left) {
    try {
      engine.proc.kill(process.pid, 'SIGKILL');
      container.state.exitCode = 137;
    } catch (error) {
      if (!isSysError(error, 'ESRCH')) throw error;
    }
  }
  if (left.length > 0) yield* engine.proc.sleep(10_000_000);
}

/** ShouldRestart at boot: `always` in any case, `unless-stopped` unless stopped by hand, `on-failure` when it had failed. */
function wantsStart(container: Container, wasRunning: boolean): boolean {
  const { Name: policy, MaximumRetryCount: most } = container.hostConfig.RestartPolicy;
  if (!container.hasBeenStartedBefore) return false;
  if (policy === 'always') return true;
  if (policy === 'unless-stopped') return !container.hasBeenManuallyStopped;
  if (policy !== 'on-failure') return false;
  return (wasRunning || container.state.exitCode !== 0) && (most === 0 || container.restartCount < most);
}

/** Stops all of them at once, as dockerd does on SIGTERM: each with its own grace, none longer than the daemon's. */
export function* shutdownContainers(engine: ContainerEngine, timeout: number): Sys<void> {
  engine.shuttingDown = true;
  const threads: Thread[] = [];
  for (const container of engine.store.list()) {
    if (container.state.running) threads.push(engine.proc.thread(shutdownOne(engine, container, timeout), `shutdown ${container.name}`));
  }
  for (const thread of threads) yield* thread.join();
}

function* shutdownOne(engine: ContainerEngine, container: Container, timeout: number): Sys<void> {
  const { proc } = engine;
  const seconds = container.config.StopTimeout ?? 10;
  if (container.state.restarting) {
    container.restart.cancel();
    yield* waitStopped(engine, container);
    return;
  }
  yield* stopContainer(engine, container, { timeout: seconds });
  if (!(yield* waitStopped(engine, container, proc.now() + timeout * 1e9)) && container.state.running) signalContainer(engine, container, 'SIGKILL');
}
