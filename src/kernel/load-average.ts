/** The load averages of uptime(1): how many processors were busy over 1, 5 and 15 minutes. */

const PERIODS = [60e9, 300e9, 900e9] as const;

export class LoadAverage {
  #time = 0;
  #used = 0;
  #averages: [number, number, number] = [0, 0, 0];

  /** Brings the averages up to `now`, given all processor time used until then, nanoseconds. */
  read(now: number, used: number): readonly [number, number, number] {
    const elapsed = now - this.#time;
    if (elapsed <= 0) return this.#averages;
    const rate = (used - this.#used) / elapsed;
    // Plain arithmetic instead of exp(): its last bits differ between engines.
    this.#averages = this.#averages.map((average, i) => average + ((rate - average) * elapsed) / (elapsed + (PERIODS[i] ?? 1))) as [number, number, number];
    this.#time = now;
    this.#used = used;
    return this.#averages;
  }
}
