/** What the network needs of the kernel: virtual time and calls at a later time. The scheduler is one. */
export interface NetClock {
  /** CLOCK_MONOTONIC, nanoseconds. */
  readonly now: number;
  /** Runs `action` at `time` (at once after the current step when it is past), equal times in the order they were set. The result cancels it. */
  at(time: number, action: () => void): () => void;
}

export const MICROSECOND = 1_000;
export const SECOND = 1_000_000_000;
