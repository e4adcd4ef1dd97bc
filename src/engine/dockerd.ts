/** The daemon as a program: it listens, serves each connection in a thread, and stops its containers when it is told to end. */
import type { Proc, Program, Sys, Thread } from '../kernel/sys.ts';
import { isSysError } from '../kernel/errno.ts';
import { notify } from '../kernel/sd-daemon.ts';
import type { Signal } from '../kernel/signals.ts';
import { ENGINE_VERSION } from '../api/version.ts';
import { log } from './log.ts';
import { WaitQueue } from '../kernel/wait-queue.ts';
import { restoreContainers, shutdownContainers } from './containers/boot.ts';
import { Containers } from './containers/service.ts';
import type { Daemon, DaemonConfig, ImageService, NetworkService, Route, VolumeService } from './daemon.ts';
import { createEventService } from './events/service.ts';
import { serveConnection } from './http/connection.ts';
import { Router } from './http/router.ts';
import { generateId } from './ids.ts';
import { listenName, listenOn } from './listeners.ts';
import { fallbackRoutes } from './routes/fallback.ts';
import { coreRoutes } from './routes/core.ts';
import { reloadConfig } from './daemon-config/reload.ts';
import { startup } from './daemon-config/startup.ts';
import { GIT_COMMIT } from './system/version.ts';

/** The services that are made by their own folders, in the order in which they need each other. */
export interface ServiceFactories {
  images(daemon: Daemon): ImageService;
  volumes(daemon: Daemon): VolumeService;
  networks(daemon: Daemon): NetworkService;
  /** Routes of these services. */
  routes(daemon: Daemon): readonly Route[];
}

/** dockerd with these services. */
export function makeDockerd(factories: ServiceFactories): Program {
  return { name: 'dockerd', main: (proc) => main(proc, factories) };
}

type MutableDaemon = { -readonly [K in keyof Daemon]: Daemon[K] };

function createDaemon(proc: Proc, config: DaemonConfig, factories: ServiceFactories): { daemon: MutableDaemon; containers: Containers } {
  const ids = proc.random('docker-ids');
  const parts = {
    proc, root: typeof config.raw['data-root'] === 'string' ? config.raw['data-root'] : '/var/lib/docker', fs: proc.fs, config, events: createEventService(proc),
    newId: () => generateId(ids),
  };
  // The services refer to each other through the daemon, so it exists before they do.
  const daemon = parts as unknown as MutableDaemon;
  daemon.fs.mkdirs(daemon.root, 0o710);
  const containers = new Containers(daemon);
  daemon.containers = containers;
  daemon.images = factories.images(daemon);
  daemon.volumes = factories.volumes(daemon);
  daemon.networks = factories.networks(daemon);
  return { daemon, containers };
}

/** Go's names of signals. */
const WORDS: Partial<Record<Signal, string>> = { SIGTERM: 'terminated', SIGINT: 'interrupt', SIGQUIT: 'quit' };

function* main(proc: Proc, factories: ServiceFactories): Sys<number> {
  const started = yield* startup(proc);
  if (started.exit !== undefined) return started.exit;
  const { config } = started;
  const stopped = new WaitQueue();
  let signal: string | undefined;
  const stop = function* (received: Signal): Sys<void> {
    signal = WORDS[received] ?? received;
    stopped.wake();
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const) proc.sigaction(signal, stop);
  proc.sigaction('SIGPIPE', 'ignore');
  let reload = false;
  proc.sigaction('SIGHUP', function* () {
    reload = true;
    stopped.wake();
  });
  yield* log(proc, 'info', 'Starting up');
  yield* log(proc, 'info', 'Creating a containerd client', { address: '/run/containerd/containerd.sock', timeout: '1m0s' });
  const { daemon, containers } = createDaemon(proc, config, factories);
  const router = new Router([...coreRoutes(containers), ...factories.routes(daemon), ...fallbackRoutes()]);
  yield* log(proc, 'info', 'Loading containers: start.');
  yield* restoreContainers(containers.engine);
  yield* log(proc, 'info', 'Loading containers: done.');
  yield* log(proc, 'info', 'Docker daemon', { commit: GIT_COMMIT, 'containerd-snapshotter': 'false', 'storage-driver': 'overlay2', version: ENGINE_VERSION });
  yield* log(proc, 'info', 'Initializing buildkit');
  yield* log(proc, 'info', 'Completed buildkit initialization');
  yield* log(proc, 'info', 'Daemon has completed initialization');
  const accepting: { readonly fd: number; readonly thread: Thread }[] = [];
  for (const host of config.hosts) {
    const fds = yield* listenOn(proc, host);
    if (fds === undefined) return 1;
    for (const fd of fds) {
      accepting.push({ fd, thread: proc.thread(acceptLoop(daemon, router, fd), `listen ${host}`) });
      yield* log(proc, 'info', `API listen on ${listenName(proc, fd)}`);
    }
  }
  proc.writeFile('/var/run/docker.pid', String(proc.pid), 0o644);
  yield* notify(proc, 'READY=1');
  while (signal === undefined) {
    if (reload) {
      reload = false;
      yield* reloadConfig(daemon);
    }
    yield* proc.block([stopped]);
  }
  yield* log(proc, 'info', `Processing signal '${signal}'`);
  for (const { fd, thread } of accepting) {
    thread.cancel();
    proc.close(fd);
  }
  yield* shutdownContainers(containers.engine, config.shutdownTimeout);
  for (const host of config.hosts) if (host.startsWith('unix://')) remove(proc, host.slice(7));
  remove(proc, '/var/run/docker.pid');
  yield* log(proc, 'info', 'Daemon shutdown complete');
  return 0;
}

function remove(proc: Proc, path: string): void {
  try {
    proc.fs.unlink(path);
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
}

function* acceptLoop(daemon: Daemon, router: Router, listener: number): Sys<void> {
  for (;;) {
    try {
      const { fd } = yield* daemon.proc.accept(listener);
      daemon.proc.thread(serveConnection(daemon, router, fd), 'connection');
    } catch (error) {
      if (!isSysError(error)) throw error;
      return;
    }
  }
}
