/** Lets a simulation go on with the real clock: virtual time follows it, and what comes from outside is felt at once. */
import type { Kernel } from '../kernel/kernel.ts';

/** Steps between two looks at the real world. */
const SLICE = 50_000;
const LONGEST_SLEEP = 1_000;

export class PacedKernel {
  readonly kernel: Kernel;
  readonly #origin: bigint;
  readonly #start: number;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #waiting = false;
  #stopped = false;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.#start = kernel.now();
    this.#origin = process.hrtime.bigint();
    this.kick();
  }

  /** Something has come from outside. */
  kick(): void {
    if (this.#stopped || this.#waiting || this.#immediate) return;
    clearTimeout(this.#timer);
    this.#immediate = setImmediate(() => {
      this.#immediate = undefined;
      this.#run();
    });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
  }

  #run(): void {
    if (this.#stopped) return;
    const { kernel } = this;
    const target = this.#start + Number(process.hrtime.bigint() - this.#origin);
    const before = kernel.steps;
    const result = kernel.run({ time: target, maxSteps: SLICE });
    if (result === 'external') {
      this.#waiting = true;
      void kernel.whenExternal().then(() => {
        this.#waiting = false;
        this.kick();
      });
    } else if (kernel.steps - before >= SLICE || kernel.now() < target) this.kick();
    else {
      const next = (kernel.scheduler.timers.next - target) / 1e6;
      this.#timer = setTimeout(() => this.kick(), Math.min(Math.max(0, next), LONGEST_SLEEP));
    }
  }
}
