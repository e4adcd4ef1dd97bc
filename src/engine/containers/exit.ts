/** What happens when the process of a container ends (moby daemon/monitor.go handleContainerExit). */
import type { Sys } from '../../kernel/sys.ts';
import { DaemonError } from '../daemon.ts';
import type { Container, Task } from './container.ts';
import { logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { waitChild } from './exit-code.ts';
import { stopHealth } from './health.ts';
import { save } from './persistence.ts';
import { removeContainer } from './remove.ts';
import { mountEvents } from './volume-events.ts';

/** The streams of an ended process are copied for at most so long: a descendant outside may hold them open. */
const DRAIN = 2e9;
/** From the end of the process to `die`, nanoseconds. */
const BEFORE_DIE = 100_000;

/** Thread of one run of a container: waits for its first process and acts on the end; `again` makes the start that a restart policy asks for. */
export function* monitor(engine: ContainerEngine, container: Container, task: Task, again: () => Sys<unknown>): Sys<void> {
  const code = yield* waitChild(engine.proc, task.pid);
  yield* task.streams.drain(DRAIN);
  yield* container.lock.acquire(engine.proc);
  let delay: number | undefined;
  try {
    delay = ended(engine, container, task, code);
    // Whoever stops or awaits the container is woken before the event is written (moby: SetStopped), a start or removal comes after.
    yield* engine.proc.sleep(BEFORE_DIE);
    const { startedAt, finishedAt, exitCode } = container.state;
    const ran = Number(((finishedAt ?? 0n) - (startedAt ?? 0n)) / 1_000_000_000n);
    logEvent(engine, container, 'die', { exitCode: String(exitCode), execDuration: String(ran) });
  } finally {
    container.lock.release();
  }
  if (delay !== undefined) yield* restartLater(engine, container, delay, again);
  else if (container.hostConfig.AutoRemove && !container.hasBeenManuallyRestarted && !container.removed) yield* autoRemove(engine, container);
}

/** Records the end; the result is the delay before the next start, undefined when there is none. */
function ended(engine: ContainerEngine, container: Container, task: Task, exitCode: number): number | undefined {
  const { state } = container;
  stopHealth(container);
  for (const exec of container.execs.values()) exec.containerEnded();
  task.release();
  mountEvents(engine, container, 'unmount');
  container.task = undefined;
  const finishedAt = engine.proc.realtime();
  const ranFor = Number(finishedAt - (state.startedAt ?? finishedAt));
  const delay = engine.shuttingDown ? undefined : container.restart.next(exitCode, container.hasBeenManuallyStopped, ranFor);
  Object.assign(state, { running: delay !== undefined, restarting: delay !== undefined, paused: false, pid: 0, exitCode, finishedAt });
  if (delay !== undefined) container.restartCount++;
  else if (!engine.shuttingDown || container.hasBeenManuallyStopped) container.restart.cancel();
  container.exits++;
  save(engine, container);
  container.changed.wake();
  return delay;
}

function* restartLater(engine: ContainerEngine, container: Container, delay: number, again: () => Sys<unknown>): Sys<void> {
  const { proc } = engine;
  const { restart } = container;
  const deadline = proc.now() + delay;
  while (!restart.canceled && proc.now() < deadline) yield* proc.block([restart.queue], deadline);
  if (container.restart !== restart || container.removed || !container.state.restarting) return;
  if (!restart.canceled) {
    try {
      yield* again();
      return;
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
    }
  }
  settle(engine, container);
  if (container.hostConfig.AutoRemove) yield* autoRemove(engine, container);
}

/** A container that waited to be restarted and will not be. */
function settle(engine: ContainerEngine, container: Container): void {
  Object.assign(container.state, { running: false, restarting: false });
  save(engine, container);
  container.changed.wake();
}

function* autoRemove(engine: ContainerEngine, container: Container): Sys<void> {
  try {
    yield* removeContainer(engine, container, { force: true, volumes: true, reference: container.id });
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
  }
}
