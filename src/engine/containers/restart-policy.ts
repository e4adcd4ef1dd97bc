/** When a container that ended is started again (moby restartmanager): the policy, and a back-off that doubles from 100 ms to a minute. */
import type { RestartPolicy } from '../../api/container.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import { DaemonError } from '../daemon.ts';

const FIRST_DELAY = 100e6;
const LONGEST_DELAY = 60e9;
/** A run of this length is a success: the next delay is the first one again. */
const STABLE = 10e9;

export class RestartManager {
  policy: RestartPolicy;
  count = 0;
  #delay = 0;
  canceled = false;
  /** Woken by `cancel`. */
  readonly queue = new WaitQueue();

  constructor(policy: RestartPolicy) {
    this.policy = policy;
  }

  /** Nanoseconds to wait before the next start; undefined when it is not to be started again. */
  next(exitCode: number, stoppedByHand: boolean, ranFor: number): number | undefined {
    if (this.canceled) return undefined;
    if (ranFor >= STABLE) this.#delay = 0;
    this.#delay = this.#delay === 0 ? FIRST_DELAY : Math.min(this.#delay * 2, LONGEST_DELAY);
    if (!this.#wanted(exitCode, stoppedByHand)) return undefined;
    this.count++;
    return this.#delay;
  }

  #wanted(exitCode: number, stoppedByHand: boolean): boolean {
    switch (this.policy.Name) {
      case 'always':
        return true;
      case 'unless-stopped':
        return !stoppedByHand;
      case 'on-failure':
        return exitCode !== 0 && (this.policy.MaximumRetryCount === 0 || this.count < this.policy.MaximumRetryCount);
      default:
        return false;
    }
  }

  cancel(): void {
    this.canceled = true;
    this.queue.wake();
  }
}

/** 400 for policies that do not exist or have a count that makes no sense (moby ValidateRestartPolicy). */
export function validateRestartPolicy(policy: RestartPolicy): void {
  const count = policy.MaximumRetryCount;
  switch (policy.Name) {
    case 'always':
    case 'unless-stopped':
    case 'no':
      if (count !== 0) {
        const hint = count < 0 ? ' and cannot be negative' : '';
        throw new DaemonError(400, `invalid restart policy: maximum retry count can only be used with 'on-failure'${hint}`);
      }
      return;
    case 'on-failure':
      if (count < 0) throw new DaemonError(400, 'invalid restart policy: maximum retry count cannot be negative');
      return;
    case '':
      return;
    default:
      throw new DaemonError(400, `invalid restart policy: unknown policy '${String(policy.Name)}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`);
  }
}
