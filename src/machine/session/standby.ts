/** A second session, kept where another may have to go back to: undo then takes no longer after five hundred commands than after one. */
import type { SessionLog } from './log.ts';
import { type BootBase, Session } from './session.ts';

/** Steps of the scheduler in one go: some milliseconds, so that a learner who types meanwhile is not kept waiting. */
const SLICE = 1000;

/** Follows a session's log a little at a time, in the time that the owner gives it. Its machine is booted at the first step. */
export class Standby {
  readonly #boot: BootBase;
  #session: Session | undefined;
  /** Steps are taken one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(boot: BootBase) {
    this.#boot = boot;
  }

  standsAt(head: number): boolean {
    return this.#session?.head === head;
  }

  /** Goes a little towards `head`, from the beginning where it is not on the way; true when more is left. */
  step(log: SessionLog, head: number): Promise<boolean> {
    return this.#next(async () => (await this.#towards(log, head)).follow(log, head, SLICE));
  }

  /** The session at `head`, as `Session.replay` makes it. It is the caller's: the standby begins anew. */
  take(log: SessionLog, head: number): Promise<Session> {
    return this.#next(async () => {
      const session = await this.#towards(log, head);
      await session.follow(log, head);
      this.#session = undefined;
      return session;
    });
  }

  async #towards(log: SessionLog, head: number): Promise<Session> {
    if (!this.#session?.precedes(log, head)) this.#session = await Session.replay(this.#boot, log, -1);
    return this.#session;
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work, work);
    this.#last = done;
    return done;
  }
}
