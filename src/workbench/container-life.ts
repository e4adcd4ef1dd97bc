// The life of a container, as the daemon's events tell it.
import type { ContainerState, LifeStep } from './snapshot.ts';

const STATES: Readonly<Record<string, ContainerState>> = { create: 'created', start: 'running', pause: 'paused', unpause: 'running', die: 'exited' };
/** SIGINT, SIGQUIT, SIGKILL and SIGTERM: a program that ends after one of them ends because of it. */
const ENDING_SIGNALS = new Set(['2', '3', '9', '15']);

export class ContainerLife {
  steps: readonly LifeStep[] = [];
  /** What will have ended the program, if it ends now. */
  #ender = 'exit';

  /** An event of the container, at a virtual time in milliseconds. */
  add(action: string, attributes: Readonly<Record<string, string>>, at: number): void {
    const last = this.steps.at(-1);
    if (action === 'kill' && ENDING_SIGNALS.has(attributes['signal'] ?? '')) this.#ender = 'kill';
    else if (action === 'oom') this.#ender = 'OOM';
    else if (action === 'stop' && last?.state !== 'exited') this.#ender = 'stop';
    // These two are mostly reported after the step that they brought about.
    else if ((action === 'stop' && last?.state === 'exited') || (action === 'restart' && last?.state === 'running')) this.steps = [...this.steps.slice(0, -1), { ...last, cause: action }];
    const state = STATES[action];
    if (!state) return;
    if (action === 'die') this.steps = [...this.steps, { state, cause: this.#ender, at, exitCode: Number(attributes['exitCode'] ?? 0) }];
    else this.steps = [...this.steps, { state, cause: action, at }];
    if (action === 'start' || action === 'die') this.#ender = 'exit';
  }
}
