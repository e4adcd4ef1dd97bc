// The machine behind the page: a session of the simulated host, its picture, and its way back.
import { scenarioCommands, type LessonChecks } from '../course/checks.ts';
import type { Locale } from '../course/lesson.ts';
import type { Reply } from '../course/quiz.ts';
import type { TaskStates } from '../course/replica.ts';
import { bootBase } from '../course/start.ts';
import type { LogHeader, SessionLog } from '../machine/session/log.ts';
import { type BootBase, Session } from '../machine/session/session.ts';
import { Standby } from '../machine/session/standby.ts';
import type { Checker } from './checks.ts';
import type { Lab, LabListener, RunResult, ShellState } from './lab.ts';
import type { BootRequest, SavedSession } from './protocol.ts';
import type { Snapshot } from './snapshot.ts';
import { HostWatch } from './watch.ts';

const loadLogText = (): Promise<typeof import('../machine/session/log-text.ts')> => import('../machine/session/log-text.ts');

/** The log in `saved` without its last `drop` events. */
function withoutLast(log: SessionLog, drop: number): SessionLog {
  let head = log.head;
  for (let i = 0; i < drop; i++) head = log.events.find((event) => event.id === head)?.parent ?? -1;
  return { ...log, head };
}

/**
 * Boots the machine of a request; `checkerOf` makes what checks the lesson's tasks and questions. With `fetchServices` a new session has its
 * prompt before the services run: they are fetched when the page has a screen for it, and then started.
 */
export async function bootLab(request: BootRequest, listener: LabListener, checkerOf: (checks: LessonChecks, locale: Locale) => Checker, fetchServices?: () => Promise<unknown>): Promise<Lab> {
  const base: LogHeader['base'] = { kind: 'scenario', commands: scenarioCommands(request.scenario) };
  const checker = request.checks && checkerOf(request.checks, request.locale);
  const { saved } = request;
  const log = saved && withoutLast((await loadLogText()).decodeLog(new TextDecoder().decode(saved.data)), request.drop ?? 0);
  const begun = await watched((boot) => (log ? Session.replay(boot, log) : Session.begin(boot, { seed: request.seed, base, ...(fetchServices && { target: 'basic.target' }) })), listener);
  return new DrydockLab(begun, request, listener, checker, fetchServices);
}

interface WatchedSession { readonly session: Session; readonly watch: HostWatch }

/** Boots machines that are watched from their start on. */
class WatchedBoot {
  readonly #listener: LabListener;
  #watch: HostWatch | undefined;
  /** False while nobody is to hear of the machine. */
  #isHeard: boolean;

  constructor(listener: LabListener, isHeard: boolean) {
    this.#listener = listener;
    this.#isHeard = isHeard;
  }

  readonly boot: BootBase = async (header) => {
    const machine = await bootBase(header);
    const changed = (): void => {
      if (this.#isHeard) this.#listener.changed();
    };
    const drawable = (): void => {
      changed();
      if (this.#isHeard) this.#listener.wake();
    };
    this.#watch = new HostWatch(machine, changed, drawable);
    return machine;
  };

  /** The session on the machine booted last, at the prompt of each of its terminals. */
  async settled(session: Session): Promise<WatchedSession> {
    this.#isHeard = true;
    await session.settle();
    const watch = this.#watch as HostWatch;
    const last = session.commands.at(-1);
    if (last?.exit !== undefined) watch.completed(last);
    return { session, watch };
  }
}

async function watched(make: (boot: BootBase) => Promise<Session>, listener: LabListener): Promise<WatchedSession> {
  const watchedBoot = new WatchedBoot(listener, true);
  return watchedBoot.settled(await make(watchedBoot.boot));
}

class DrydockLab implements Lab {
  readonly #request: BootRequest;
  readonly #listener: LabListener;
  readonly #checker: Checker | undefined;
  readonly #answers: Record<string, string> = {};
  /** When each task began: as soon as those before it were done. */
  #starts: Record<string, number> = {};
  readonly #done: Set<string>;
  /** Terminals that the page shows: to others their past is shown when they are opened. */
  readonly #opened = new Set<number>();
  #session: Session;
  #watch: HostWatch;
  /** Follows the session to where undo goes back to. */
  #spare: { readonly standby: Standby; readonly watched: WatchedBoot };
  #isTending = false;
  readonly #fetchServices: (() => Promise<unknown>) | undefined;
  /** Settled when the page can draw the prompt: nothing is fetched before that it does not need. */
  readonly #isDrawn: Promise<void>;
  #setDrawn = (): void => undefined;
  #isFetching = false;
  #isFetched = false;

  constructor(begun: WatchedSession, request: BootRequest, listener: LabListener, checker: Checker | undefined, fetchServices: (() => Promise<unknown>) | undefined) {
    this.#fetchServices = fetchServices;
    this.#isDrawn = fetchServices ? new Promise((resolve) => void (this.#setDrawn = resolve)) : Promise.resolve();
    this.#request = request;
    this.#checker = checker;
    this.#done = new Set(request.done);
    this.#listener = listener;
    ({ session: this.#session, watch: this.#watch } = begun);
    this.#spare = this.#newSpare();
    this.#listen();
  }

  #newSpare(): { readonly standby: Standby; readonly watched: WatchedBoot } {
    const watchedBoot = new WatchedBoot(this.#listener, false);
    return { standby: new Standby(watchedBoot.boot), watched: watchedBoot };
  }

  #listen(): void {
    this.#session.listener = {
      output: (tab, bytes) => {
        if (this.#opened.has(tab)) this.#listener.output(tab, bytes);
      },
      completed: (record) => {
        this.#watch.completed(record);
        this.#listener.changed();
        this.#listener.completed();
      },
    };
  }

  now(): number {
    return this.#session.now() / 1e6;
  }

  run(until: number, slice: number): RunResult {
    const { kernel } = this.#session.machine;
    const before = kernel.steps;
    const why = this.#session.run(Math.round(until * 1e6), slice);
    if (why === 'external') {
      void kernel.whenExternal().then(() => this.#listener.wake());
      return { why };
    }
    if (kernel.steps - before >= slice) return { why: 'budget' };
    this.#tend();
    if (why === 'deadline') return { why };
    const next = kernel.scheduler.timers.next;
    return Number.isFinite(next) ? { why: 'idle', next: next / 1e6 } : { why: 'idle' };
  }

  /** Nothing else is to be done now: the spare session comes a step nearer. */
  #tend(): void {
    const point = this.#session.undoPoint();
    const { standby } = this.#spare;
    if (point === undefined || this.#isTending || standby.standsAt(point)) return;
    this.#isTending = true;
    // What fails is not tried again here: it fails once more in the undo that needs it, and is said there.
    standby.step(this.#session.log(), point).then((isMoreLeft) => {
      this.#isTending = false;
      if (isMoreLeft) this.#listener.wake();
    }, () => undefined);
  }

  terminals(): number[] {
    return this.#session.tabs().map(({ tab }) => tab);
  }

  openTerminal(tab: number, columns: number, rows: number): void {
    this.#opened.add(tab);
    const shown = this.#session.shown(tab);
    if (shown === undefined) {
      this.#session.openTerminal(tab, columns, rows);
      return;
    }
    for (const bytes of shown) this.#listener.output(tab, bytes);
    this.resize(tab, columns, rows);
  }

  closeTerminal(tab: number): void {
    this.#opened.delete(tab);
    this.#session.close(tab);
  }

  resize(tab: number, columns: number, rows: number): void {
    const known = this.#session.tabs().find((each) => each.tab === tab);
    if (known?.cols === columns && known.rows === rows) return;
    this.#session.resize(tab, columns, rows);
  }

  input(tab: number, bytes: Uint8Array): void {
    this.#session.input(tab, new TextDecoder().decode(bytes));
  }

  async undo(): Promise<boolean> {
    const point = this.#session.undoPoint();
    if (point === undefined) return false;
    const { standby, watched: back } = this.#spare;
    this.#spare = this.#newSpare();
    await this.#goOn(back.settled(await standby.take(this.#session.log(), point)));
    return true;
  }

  async reset(): Promise<void> {
    const { header } = this.#session;
    const tabs = this.#session.tabs();
    this.#spare = this.#newSpare();
    await this.#goOn(watched(async (boot) => {
      const session = await Session.begin(boot, { seed: header.seed, base: header.base });
      for (const { tab, cols, rows } of tabs) session.openTerminal(tab, cols, rows);
      return session;
    }, this.#listener));
  }

  /** Goes on with another session and shows its terminals from the beginning. */
  async #goOn(other: Promise<WatchedSession>): Promise<void> {
    this.#starts = {};
    ({ session: this.#session, watch: this.#watch } = await other);
    if (this.#isFetched) this.#session.startServices();
    this.#listen();
    for (const { tab } of this.#session.tabs()) {
      this.#listener.cleared(tab);
      for (const bytes of this.#session.shown(tab) ?? []) this.#listener.output(tab, bytes);
    }
    this.#listener.changed();
  }

  readFile(path: string): Uint8Array {
    return this.#session.readFile(path);
  }

  editFile(path: string, content: Uint8Array): void {
    this.#session.edit(path, new TextDecoder().decode(content));
  }

  snapshot(): Snapshot | undefined {
    return this.#watch.snapshot();
  }

  drawn(): void {
    this.#setDrawn();
    if (this.#isFetching || !this.#fetchServices) return;
    this.#isFetching = true;
    // When that fails they are fetched again by who needs them, and what is wrong is said there.
    this.#fetchServices().then(() => {
      this.#isFetched = true;
      this.#session.startServices();
      this.#listener.wake();
    }, () => undefined);
  }

  statuses(now: number): Record<string, string> {
    return this.#watch.statuses(now);
  }

  shell(tab: number): ShellState | undefined {
    const terminal = this.#session.machine.terminals.get(tab);
    return terminal && { isAtPrompt: terminal.atPrompt, accepted: terminal.commands.length };
  }

  async save(): Promise<SavedSession> {
    const [log, events] = [this.#session.log(), this.#session.length];
    await this.#isDrawn;
    const { encodeLog } = await loadLogText();
    return { format: 1, events, data: new TextEncoder().encode(encodeLog(log)) };
  }

  async check(): Promise<TaskStates | undefined> {
    const tasks = this.#request.checks?.tasks ?? [];
    if (!this.#checker || tasks.length === 0) return undefined;
    // A checker is not started for a learner who only reads.
    if (this.#session.commands.length === 0 && Object.keys(this.#answers).length === 0) return {};
    const now = this.#session.now();
    const states = await this.#checker.check({
      log: this.#session.log(), now, step: this.#session.machine.kernel.steps, answers: this.#answers, starts: this.#starts, done: [...this.#done],
    });
    for (const { id } of tasks) if (states[id]?.every(({ ok }) => ok)) this.#done.add(id);
    const next = tasks.find(({ id }) => !this.#done.has(id));
    if (next && this.#done.size > 0) this.#starts[next.id] ??= now;
    return states;
  }

  answer(task: string, text: string): void {
    this.#answers[task] = text;
  }

  async grade(quiz: string, reply: Reply): Promise<boolean> {
    if (!this.#checker) throw new Error('there are no questions here');
    return this.#checker.grade(quiz, reply);
  }
}
