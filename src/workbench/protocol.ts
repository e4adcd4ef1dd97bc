// What page and worker say to each other. Bytes travel as Uint8Array, times as numbers of virtual milliseconds.
import type { LessonChecks } from '../course/checks.ts';
import type { Reply } from '../course/quiz.ts';
import type { TaskStates } from '../course/replica.ts';
import type { Snapshot } from './snapshot.ts';

/** A session as the machine saves it: opaque to the page, which only stores it and hands it back. */
export interface SavedSession {
  /** The format's own version; a machine that does not know it boots from the disk. */
  format: number;
  /** How many events the log has. */
  events: number;
  data: Uint8Array;
}

export interface BootRequest {
  locale: 'en' | 'zh-CN';
  /** Slug of the lesson, or `sandbox`. */
  lesson: string;
  /** Start state as commands; empty for a fresh host. */
  scenario: string;
  /** How the lesson's tasks and questions are checked. */
  checks?: LessonChecks;
  /** Tasks that the learner did before: they are not checked again. */
  done?: string[];
  /** Decides all randomness of the machine; a saved session brings its own. */
  seed: number;
  saved?: SavedSession;
  /** Leave out this many of the last events of `saved`: they ended the machine the last time. */
  drop?: number;
}

/** Calls of the page; each is answered by its result or by an error. */
export interface WorkerCalls {
  /** Returns the terminals that the session has open; none for a new one. */
  boot(request: BootRequest): number[];
  openTerminal(tab: number, columns: number, rows: number): void;
  closeTerminal(tab: number): void;
  /** Types command lines into a terminal, each at a prompt of its own; ^C forgets those that still wait. */
  run(tab: number, lines: string[]): void;
  /** Takes back the last accepted prompt line; false when there is none. */
  undo(): boolean;
  reset(): void;
  readFile(path: string): Uint8Array;
  editFile(path: string, content: Uint8Array): void;
  /** Checks a typed answer of a task. */
  answer(task: string, text: string): void;
  /** Whether a reply to a question is right; found out by running. */
  grade(quiz: string, reply: Reply): boolean;
  ping(): void;
}

/** One-way words of the page. */
export interface PageEvents {
  input: { tab: number; bytes: Uint8Array };
  /** So many bytes of output have been drawn. */
  ack: { tab: number; bytes: number };
  resize: { tab: number; columns: number; rows: number };
  visibility: { hidden: boolean };
}

/** One-way words of the worker. */
export interface WorkerEvents {
  output: { tab: number; bytes: Uint8Array };
  state: Snapshot;
  /** Statuses of containers by id, when time alone has changed one. */
  statuses: Record<string, string>;
  tasks: TaskStates;
  session: SavedSession;
  /** Terminals start with an empty screen: after undo, reset and replay. */
  cleared: { tab: number };
  crashed: { message: string };
}
