/** Ending and freezing containers: stop, kill, pause, unpause (moby daemon/{stop,kill,pause,unpause}.go). */
import type { Signal } from '../../kernel/signals.ts';
import { parseSignal, signalNumber } from '../../kernel/signals.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Sys } from '../../kernel/sys.ts';
import { DaemonError } from '../daemon.ts';
import type { Container } from './container.ts';
import { logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { admit } from './lifecycle.ts';
import { save } from './persistence.ts';

const DEFAULT_TIMEOUT = 10;
const SECOND = 1e9;

/** A signal as clients name it; 400 `invalid signal: X`. */
export function signalArgument(text: string): Signal {
  const signal = parseSignal(text);
  if (!signal) throw new DaemonError(400, `invalid signal: ${text}`);
  return signal;
}

/** killWithSignal: what would end the container also ends its restart policy; a paused one is thawed so that it can act. */
export function signalContainer(engine: ContainerEngine, container: Container, signal: Signal): void {
  const { state, config } = container;
  if (!state.running) throw new DaemonError(409, `container ${container.id} is not running`);
  const own = config.StopSignal ? parseSignal(config.StopSignal) : undefined;
  const ends = !(own && signal !== 'SIGKILL') || own === signal;
  if (ends) container.restart.cancel();
  if (!engine.shuttingDown) {
    container.hasBeenManuallyStopped = true;
    save(engine, container);
  }
  if (state.restarting) return;
  try {
    engine.proc.kill(state.pid, signal);
  } catch (error) {
    if (!isSysError(error, 'ESRCH')) throw error;
  }
  if (ends && state.paused) thaw(container);
  logEvent(engine, container, 'kill', { signal: String(signalNumber(signal)) });
}

function thaw(container: Container): void {
  container.state.paused = false;
  if (container.task) container.task.cgroup.frozen = false;
}

/** Blocks until the container does not run, at most until the deadline; true when it has ended. */
export function* waitStopped(engine: ContainerEngine, container: Container, deadline?: number): Sys<boolean> {
  const { proc } = engine;
  while (container.state.running) {
    if (deadline !== undefined && proc.now() >= deadline) return false;
    yield* proc.block([container.changed], deadline);
  }
  return true;
}

/** POST /containers/{id}/kill. SIGKILL waits for the end. */
export function* killContainer(engine: ContainerEngine, container: Container, signal: Signal, reference: string): Sys<void> {
  admit('kill', container, reference);
  signalContainer(engine, container, signal);
  if (signal !== 'SIGKILL') return;
  yield* waitStopped(engine, container, engine.proc.now() + DEFAULT_TIMEOUT * SECOND);
  yield* waitRemoved(engine, container);
}

export interface StopOptions {
  readonly signal?: Signal;
  /** Seconds; negative waits for ever. */
  readonly timeout?: number;
}

/** containerStop: the stop signal, the grace period, then SIGKILL; `stop` is published when it is over. */
export function* stopContainer(engine: ContainerEngine, container: Container, options: StopOptions): Sys<void> {
  const { proc } = engine;
  if (!container.state.running) return;
  const signal = options.signal ?? (container.config.StopSignal ? parseSignal(container.config.StopSignal) : undefined) ?? 'SIGTERM';
  const seconds = options.timeout ?? container.config.StopTimeout ?? DEFAULT_TIMEOUT;
  const deadline = seconds < 0 ? undefined : proc.now() + seconds * SECOND;
  container.restart.cancel();
  signalContainer(engine, container, signal);
  if (!(yield* waitStopped(engine, container, deadline)) && container.state.running) {
    signalContainer(engine, container, 'SIGKILL');
    yield* waitStopped(engine, container);
  }
  logEvent(engine, container, 'stop');
  yield* waitRemoved(engine, container);
}

/** With --rm the answer comes when the container is gone: a client's next command is quicker here than a real removal is. */
function* waitRemoved(engine: ContainerEngine, container: Container): Sys<void> {
  const { proc } = engine;
  const deadline = proc.now() + SECOND;
  const going = (): boolean => container.hostConfig.AutoRemove && !container.hasBeenManuallyRestarted && !container.state.running && !engine.shuttingDown;
  while (going() && !container.removed && proc.now() < deadline) yield* proc.block([container.changed], deadline);
}

/** POST /containers/{id}/pause: freezes the control group. */
export function pauseContainer(engine: ContainerEngine, container: Container, reference: string): void {
  admit('pause', container, reference);
  container.state.paused = true;
  if (container.task) container.task.cgroup.frozen = true;
  save(engine, container);
  container.changed.wake();
  logEvent(engine, container, 'pause');
}

/** POST /containers/{id}/unpause. */
export function unpauseContainer(engine: ContainerEngine, container: Container, reference: string): void {
  admit('unpause', container, reference);
  thaw(container);
  save(engine, container);
  container.changed.wake();
  logEvent(engine, container, 'unpause');
}
