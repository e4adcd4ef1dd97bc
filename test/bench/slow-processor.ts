// Makes a browser's pages slower, workers and all: a browser's own throttle does not reach workers.
import type { Browser, CDPSession } from '@playwright/test';

/** Milliseconds that the pages run before they are stopped for as long as the factor asks. */
const RUN = 4;

export class SlowProcessor {
  readonly #factor: number;
  readonly #session: CDPSession;
  #stopped: number[] = [];
  #pids: number[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;

  private constructor(factor: number, session: CDPSession) {
    this.#factor = factor;
    this.#session = session;
  }

  /** From now until `release` the processes of pages run one part in `factor` of the time. */
  static async of(browser: Browser, factor: number): Promise<SlowProcessor> {
    const slow = new SlowProcessor(factor, await browser.newBrowserCDPSession());
    await slow.look();
    slow.#run();
    return slow;
  }

  /** Looks for the processes of pages again: a navigation may have begun one. */
  async look(): Promise<void> {
    const { processInfo } = await this.#session.send('SystemInfo.getProcessInfo');
    this.#pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#resume();
  }

  #run(): void {
    this.#resume();
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.#stop(), RUN);
  }

  #stop(): void {
    this.#stopped = this.#pids.filter((pid) => signal(pid, 'SIGSTOP'));
    this.#timer = setTimeout(() => this.#run(), (performance.now() - this.#since) * (this.#factor - 1));
  }

  #resume(): void {
    for (const pid of this.#stopped) signal(pid, 'SIGCONT');
    this.#stopped = [];
  }
}

/** False when the process has ended. */
function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
