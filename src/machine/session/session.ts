/**
 * A session: a machine that is booted from a base, the log of what came from outside, and the way back. Live and replayed sessions run the
 * same code; a replay meets each event at its recorded time and step.
 */
import type { RunResult } from '../../kernel/scheduler.ts';
import { createView } from '../../kernel/fs/view.ts';
import type { Machine } from '../machine.ts';
import type { CommandRecord, TerminalSession } from '../terminal/terminal-session.ts';
import { branch, checksum, type LogAction, type LogEvent, type LogHeader, type SessionLog, LOG_FORMAT } from './log.ts';

/** Changes when a newer engine may answer differently; logs of another build are replayed all the same and checked by their checksums. */
export const BUILD = '1';

/** Makes the machine of a header's base and seed, before any event. */
export type BootBase = (header: LogHeader) => Promise<Machine>;

export interface SessionEvents {
  output(tab: number, bytes: Uint8Array): void;
  /** A line was accepted at a prompt. */
  accepted?(record: CommandRecord): void;
  completed(record: CommandRecord): void;
}

/** A replay met another output or exit code than the log has. */
export class ReplayMismatch extends Error {
  readonly line: string;
  constructor(line: string) {
    super(`the replay of '${line}' printed something else than before`);
    this.name = 'ReplayMismatch';
    this.line = line;
  }
}

/** Bytes of a terminal's past that are kept to show it again. */
const SHOWN_LIMIT = 512 * 1024;

/** Where a tab's prompt appeared: what undo goes back to. */
interface PromptPoint { readonly head: number; readonly at: number }

export class Session {
  readonly machine: Machine;
  readonly header: LogHeader;
  readonly #events: LogEvent[];
  #head: number;
  #listener: SessionEvents | undefined;
  /** Checksums still to be met by a replay, in order. */
  #expected: (LogAction & { kind: 'done' })[] = [];
  /** How many were met. */
  #met = 0;
  mismatch: ReplayMismatch | undefined;
  /** The boot has stopped before the services. */
  #isPartial: boolean;
  readonly #prompts = new Map<number, PromptPoint>();
  /** For each accepted line, the prompt it was typed at. */
  readonly #lines: PromptPoint[] = [];
  readonly commands: CommandRecord[] = [];
  readonly #tabs = new Map<number, { tab: number; cols: number; rows: number; shown: Uint8Array[]; bytes: number }>();

  private constructor(machine: Machine, header: LogHeader, events: LogEvent[], head: number) {
    this.machine = machine;
    this.header = header;
    this.#isPartial = header.target !== undefined;
    this.#events = events;
    this.#head = head;
  }

  /** A new session. */
  static async begin(boot: BootBase, options: Pick<LogHeader, 'seed' | 'base' | 'target'>): Promise<Session> {
    const header: LogHeader = { format: LOG_FORMAT, build: BUILD, ...options };
    return new Session(await boot(header), header, [], -1);
  }

  /**
   * Replays a log up to `head` (default its own). With a mismatch it stops there: `mismatch` says at which line, and the session stands
   * at the event before.
   */
  static async replay(boot: BootBase, log: SessionLog, head = log.head): Promise<Session> {
    const session = new Session(await boot(log.header), log.header, [], -1);
    await session.follow(log, head);
    return session;
  }

  /**
   * Replays the events that lead from here to `head`, in a log that begins as this session's own does, for about `steps` steps of the scheduler;
   * true when more is left. Only for a session that has done nothing of its own.
   */
  async follow(log: SessionLog, head: number, steps = Infinity): Promise<boolean> {
    for (let i = this.#events.length; i < log.events.length; i++) this.#events.push(log.events[i] as LogEvent);
    const path = branch({ ...log, head });
    const left = path.slice(path.findIndex(({ id }) => id === this.#head) + 1);
    this.#expected = path.flatMap(({ action }) => (action.kind === 'done' ? [action] : [])).slice(this.#met);
    const { kernel } = this.machine;
    const end = kernel.steps + steps;
    for (const event of left) {
      if (kernel.steps >= end || !(await this.#runTo(event.at, event.step, end))) return true;
      if (this.mismatch) break;
      this.#head = event.id;
      if (event.action.kind !== 'done') this.#apply(event.action);
    }
    this.#expected = [];
    return false;
  }

  /** Whether a replay of that log passes the event that this session stands at. */
  precedes(log: SessionLog, head: number): boolean {
    return this.#head === -1 || branch({ ...log, head }).some(({ id }) => id === this.#head);
  }

  /** The event that the session stands at, -1 before the first. */
  get head(): number {
    return this.#head;
  }

  set listener(listener: SessionEvents | undefined) {
    this.#listener = listener;
  }

  /** Virtual nanoseconds since boot. */
  now(): number {
    return this.machine.kernel.now();
  }

  log(): SessionLog {
    return { header: this.header, events: this.#events, head: this.#head };
  }

  get length(): number {
    return this.#events.length;
  }

  /** Lets the machine go on to `time` (virtual ns), at most `maxSteps` steps. */
  run(time: number, maxSteps: number): RunResult {
    return this.machine.kernel.run({ time, maxSteps });
  }

  openTerminal(tab: number, cols: number, rows: number): void {
    this.#act({ kind: 'open', tab, cols, rows });
  }

  input(tab: number, data: string): void {
    this.#act({ kind: 'keys', tab, data });
  }

  resize(tab: number, cols: number, rows: number): void {
    this.#act({ kind: 'resize', tab, cols, rows });
  }

  close(tab: number): void {
    this.#act({ kind: 'close', tab });
  }

  edit(path: string, text: string): void {
    this.#act({ kind: 'edit', path, text });
  }

  /** Starts what the boot left out: an event of the log, so that a replay meets it at the same point. Once; otherwise nothing happens. */
  startServices(): void {
    if (this.#isPartial) this.#act({ kind: 'services' });
  }

  /** Open terminals. */
  tabs(): { readonly tab: number; readonly cols: number; readonly rows: number }[] {
    return [...this.#tabs.values()];
  }

  /** What a terminal has shown, the last of it; undefined when it is not open. */
  shown(tab: number): readonly Uint8Array[] | undefined {
    return this.#tabs.get(tab)?.shown;
  }

  /** A file as the user sees it. Throws SysError. */
  readFile(path: string): Uint8Array {
    return createView(this.machine.host.mounts, this.machine.credentials, this.machine.world.home).readFile(path);
  }

  /** The event that the session would stand at without the last accepted line; undefined when there is none to take back. */
  undoPoint(): number | undefined {
    return this.#lines.at(-1)?.head;
  }

  #act(action: LogAction): void {
    this.#append(action);
    this.#apply(action);
  }

  #append(action: LogAction): void {
    const { kernel } = this.machine;
    const id = (this.#events.at(-1)?.id ?? -1) + 1;
    this.#events.push({ id, parent: this.#head, at: kernel.now(), step: kernel.steps, action });
    this.#head = id;
  }

  #apply(action: LogAction): void {
    const { machine } = this;
    switch (action.kind) {
      case 'open':
        this.#tabs.set(action.tab, { tab: action.tab, cols: action.cols, rows: action.rows, shown: [], bytes: 0 });
        this.#watch(machine.openTerminal(action.tab, { cols: action.cols, rows: action.rows }));
        return;
      case 'keys':
        machine.terminals.get(action.tab)?.input(action.data);
        return;
      case 'resize': {
        const tab = this.#tabs.get(action.tab);
        if (tab) Object.assign(tab, { cols: action.cols, rows: action.rows });
        machine.terminals.get(action.tab)?.resize({ cols: action.cols, rows: action.rows });
        return;
      }
      case 'close':
        machine.closeTerminal(action.tab);
        this.#tabs.delete(action.tab);
        return;
      case 'edit': {
        const view = createView(machine.host.mounts, machine.credentials, machine.world.home);
        view.writeFile(action.path, action.text);
        return;
      }
      case 'services':
        this.#isPartial = false;
        machine.startServices();
        return;
      case 'done':
        return;
    }
  }

  #watch(terminal: TerminalSession): void {
    const { tab } = terminal;
    terminal.onOutput = (bytes) => this.#show(tab, bytes);
    terminal.onPrompt = () => this.#prompts.set(tab, { head: this.#head, at: this.now() });
    terminal.onAccepted = (record) => {
      this.commands.push(record);
      const prompt = this.#prompts.get(tab);
      if (prompt) this.#lines.push(prompt);
      this.#listener?.accepted?.(record);
    };
    terminal.onCommand = (record) => this.#completed(record);
    terminal.stayLoggedIn(() => this.machine.terminals.get(tab) === terminal);
  }

  #show(tab: number, bytes: Uint8Array): void {
    const terminal = this.#tabs.get(tab);
    if (terminal) {
      terminal.shown.push(bytes);
      terminal.bytes += bytes.length;
      while (terminal.bytes > SHOWN_LIMIT && terminal.shown.length > 1) terminal.bytes -= terminal.shown.shift()?.length ?? 0;
    }
    this.#listener?.output(tab, bytes);
  }

  #completed(record: CommandRecord): void {
    const sum = checksum(record.output, record.exit ?? 0);
    const expected = this.#expected.shift();
    if (expected) {
      this.#met++;
      if (expected.sum !== sum || expected.exit !== record.exit) this.mismatch = new ReplayMismatch(record.line);
      return;
    }
    this.#append({ kind: 'done', tab: record.tab, line: record.line, exit: record.exit ?? 0, sum });
    this.#listener?.completed(record);
  }

  /** Free run to exactly this point, or until the scheduler has made `end` steps; whether the point was reached. */
  async #runTo(time: number, step: number, end: number): Promise<boolean> {
    const { kernel } = this.machine;
    const limit = Math.min(step, end);
    while (kernel.run({ time, step: limit }) === 'external') await kernel.whenExternal();
    return limit === step || kernel.steps < limit;
  }

  /** After a replay: the events end where the prompt was about to come; goes on until all is idle, at most a second. */
  async settle(): Promise<void> {
    await this.machine.runUntil(() => [...this.machine.terminals.values()].every((terminal) => terminal.atPrompt), 1_000_000_000);
  }
}
