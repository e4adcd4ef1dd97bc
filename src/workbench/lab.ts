// What the worker needs of a machine. The machine layer implements it; nothing here knows how.
import type { Reply } from '../course/quiz.ts';
import type { TaskStates } from '../course/replica.ts';
import type { BootRequest, SavedSession } from './protocol.ts';
import type { Snapshot } from './snapshot.ts';

/** What a machine tells while it runs. All are called during `run` or a call of the page, never at another time. */
export interface LabListener {
  output(tab: number, bytes: Uint8Array): void;
  /** The screen of this terminal begins anew (undo, reset). */
  cleared(tab: number): void;
  /** What `snapshot()` returns is different now. */
  changed(): void;
  /** A prompt line was completed: the session is worth saving and tasks are worth checking. */
  completed(): void;
  /** Something outside the simulation (a chunk of code, WASM) has answered: `run` can go on. */
  wake(): void;
}

/**
 * How a run ended. `idle`: nothing to do until `next` (virtual ms; absent: until input comes). `deadline`: `until` was
 * reached. `budget`: the slice is used up, there is more to do. `external`: waits for `wake`.
 */
export interface RunResult {
  why: 'idle' | 'deadline' | 'budget' | 'external';
  next?: number;
}

/** Where the shell of a terminal stands. */
export interface ShellState {
  isAtPrompt: boolean;
  /** Command lines that it has accepted. */
  accepted: number;
}

export interface Lab {
  /** The virtual clock, in ms since the machine was started. */
  now(): number;
  /** Lets the simulation go on to the virtual time `until`, for about `slice` steps of the scheduler at most. */
  run(until: number, slice: number): RunResult;

  /** The terminals that are open. */
  terminals(): number[];
  openTerminal(tab: number, columns: number, rows: number): void;
  closeTerminal(tab: number): void;
  resize(tab: number, columns: number, rows: number): void;
  /** Keys, as the terminal sends them. */
  input(tab: number, bytes: Uint8Array): void;
  /** Undefined for a terminal that is not open. */
  shell(tab: number): ShellState | undefined;

  /** Takes back the last accepted prompt line, by replay; false when there is none. */
  undo(): boolean | Promise<boolean>;
  /** Starts over from the scenario. */
  reset(): void | Promise<void>;
  readFile(path: string): Uint8Array;
  /** Writes as the learner's editor would; part of the session. */
  editFile(path: string, content: Uint8Array): void;

  /** Undefined while there is no daemon yet. */
  snapshot(): Snapshot | undefined;
  /** The page has a screen to draw a terminal on: what the prompt does not need may be fetched now. */
  drawn(): void;
  /** The statuses of the containers by id (`Up 3 seconds`), as they read at the virtual time `now` in ms. */
  statuses(now: number): Record<string, string>;
  save(): SavedSession | Promise<SavedSession>;
  /** The tasks as they stand, asked of a replica; undefined where the lesson has none. */
  check(): TaskStates | undefined | Promise<TaskStates | undefined>;
  /** A typed answer to a task; the next `check` knows it. */
  answer(task: string, text: string): void;
  /** Whether a reply to a question of the lesson is right. */
  grade(quiz: string, reply: Reply): Promise<boolean>;
}

/** Boots a machine; with `request.saved` by replaying it. */
export type BootLab = (request: BootRequest, listener: LabListener) => Promise<Lab>;
