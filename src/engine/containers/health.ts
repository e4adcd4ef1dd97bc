/** Health checks (moby daemon/health.go): a probe at intervals, and what its results make of the container's health. */
import type { HealthcheckConfig, HealthStatus } from '../../api/container.ts';
import type { Sys } from '../../kernel/sys.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import { durationString, rfc3339Nano } from '../time.ts';
import type { Container, HealthState } from './container.ts';
import { logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { createExec, runProbe } from './exec.ts';
import { save } from './persistence.ts';

const INTERVAL = 30e9;
const TIMEOUT = 30e9;
const START_INTERVAL = 5e9;
const RETRIES = 3;
const LOG_LENGTH = 5;
const OUTPUT_LENGTH = 4096;

/** The command of a probe; undefined when there is none (absent, empty or NONE). */
function probeCommand(health: HealthcheckConfig | undefined, shell: readonly string[] | undefined): string[] | undefined {
  const [kind, ...rest] = health?.Test ?? [];
  if (kind === 'CMD') return rest;
  if (kind === 'CMD-SHELL') return [...(shell && shell.length > 0 ? shell : ['/bin/sh', '-c']), rest.join(' ')];
  return undefined;
}

/** How a result moves the state: `starting` keeps failing quietly during the start period; `retries` failures in a row are `unhealthy`. */
export function nextHealth(state: { status: HealthStatus; failingStreak: number }, success: boolean, inStartPeriod: boolean, retries: number): { status: HealthStatus; failingStreak: number } {
  if (success) return { status: 'healthy', failingStreak: 0 };
  if (state.status === 'starting' && inStartPeriod) return { ...state };
  const failingStreak = state.failingStreak + 1;
  return { status: failingStreak >= retries ? 'unhealthy' : state.status, failingStreak };
}

/** Begins to watch a container that was just started. */
export function startHealth(engine: ContainerEngine, container: Container): void {
  const health = container.config.Healthcheck;
  const command = probeCommand(health, container.config.Shell);
  if (!command || !health) {
    container.state.health = undefined;
    return;
  }
  const state: HealthState = container.state.health ?? { status: 'starting', failingStreak: 0, log: [] };
  state.status = 'starting';
  state.failingStreak = 0;
  container.state.health = state;
  const queue = new WaitQueue();
  let stopped = false;
  container.stopHealth = () => {
    stopped = true;
    queue.wake();
  };
  engine.proc.thread(watch(engine, container, state, command, health, queue, () => stopped), `health ${container.name}`);
}

/** Ends the watch: what is not running is not healthy. */
export function stopHealth(container: Container): void {
  container.stopHealth?.();
  container.stopHealth = undefined;
  if (container.state.health) container.state.health.status = 'unhealthy';
}

function* watch(
  engine: ContainerEngine, container: Container, state: HealthState, command: string[], health: HealthcheckConfig, queue: WaitQueue, stopped: () => boolean,
): Sys<void> {
  const { proc } = engine;
  const startedAt = proc.now();
  const startPeriod = health.StartPeriod || 0;
  for (;;) {
    const starting = state.status === 'starting' && proc.now() - startedAt < startPeriod;
    const interval = starting ? Math.min(health.StartInterval || START_INTERVAL, health.Interval || INTERVAL) : health.Interval || INTERVAL;
    const deadline = proc.now() + interval;
    while (!stopped() && proc.now() < deadline) yield* proc.block([queue], deadline);
    if (stopped()) return;
    if (container.state.paused) continue;
    const start = proc.realtime();
    const timeout = health.Timeout || TIMEOUT;
    const exec = createExec(engine, container, { Cmd: command, AttachStdout: true, AttachStderr: true }, { probe: true });
    const result = yield* runProbe(engine, exec, timeout);
    if (stopped()) return;
    const output = result.exitCode === undefined
      ? `Health check exceeded timeout (${durationString(timeout)})${result.output === '' ? '' : `: ${result.output}`}`
      : result.output.length > OUTPUT_LENGTH ? `${result.output.slice(0, OUTPUT_LENGTH)}...` : result.output;
    state.log.push({ Start: rfc3339Nano(start), End: rfc3339Nano(proc.realtime()), ExitCode: result.exitCode ?? -1, Output: output });
    if (state.log.length > LOG_LENGTH) state.log.shift();
    const before = state.status;
    Object.assign(state, nextHealth(state, result.exitCode === 0, proc.now() - startedAt < startPeriod, health.Retries || RETRIES));
    save(engine, container);
    if (state.status !== before) logEvent(engine, container, `health_status: ${state.status}`);
    container.changed.wake();
  }
}
