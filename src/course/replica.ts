/** Checks of a session: on a second machine, replayed from the same log, so that the learner's is not touched. */
import type { Machine } from '../machine/machine.ts';
import { Session, type BootBase } from '../machine/session/session.ts';
import type { LessonChecks } from './checks.ts';
import { checkTask, reached, type GoalState } from './checker.ts';
import { historyOf, installLab } from './lab.ts';
import type { Locale } from './lesson.ts';
import { explainMistake, MistakeBook } from './mistakes.ts';
import { bootBase } from './start.ts';
import { CHECK_WORDS } from './words.ts';

/** The tasks of a lesson by id, each with its goals in the order of the lesson. */
export type TaskStates = Record<string, GoalState[]>;

export interface LessonCheckOptions {
  readonly locale: Locale;
  /** Last typed reply of each task. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Virtual nanoseconds at which each task began; absent: with the session. */
  readonly starts?: Readonly<Record<string, number>>;
  /** Tasks that need no check any more: they count as reached. */
  readonly done?: ReadonlySet<string>;
  readonly boot?: BootBase;
  /** Keeps what is known of the lesson's mistakes from one check to the next. Without it misses are not explained. */
  readonly book?: MistakeBook;
}

/** A machine that stands where the session stands, with `lab` on it. It may be changed freely. */
export async function replicaOf(session: Session, boot: BootBase = bootBase): Promise<Machine> {
  const replica = await Session.replay(boot, session.log());
  const { kernel } = replica.machine;
  // The log ends at its last event; time has gone on since.
  while (kernel.run({ time: session.now(), step: session.machine.kernel.steps }) === 'external') await kernel.whenExternal();
  installLab(replica.machine, historyOf(replica.machine, session.commands));
  return replica.machine;
}

/** Checks all tasks of a lesson as the session stands. Each task is asked of a replica of its own, so that no check sees another's traces. */
export async function checkLesson(session: Session, checks: LessonChecks, options: LessonCheckOptions): Promise<TaskStates> {
  const states: TaskStates = {};
  let replica: Machine | undefined;
  for (const task of checks.tasks) {
    if (options.done?.has(task.id)) {
      states[task.id] = task.goals.map(() => ({ ok: true }));
      continue;
    }
    replica ??= await replicaOf(session, options.boot);
    states[task.id] = await checkTask(replica, task, { locale: options.locale, answer: options.answers?.[task.id], start: options.starts?.[task.id] ?? 0 });
    if (task.goals.some(({ steps }) => steps.some(({ text }) => changes(text)))) replica = undefined;
  }
  if (options.book) await explain(session, checks, states, options);
  return states;
}

/** Puts the explanation of a known mistake before the first miss of the task that the learner is at. */
async function explain(session: Session, checks: LessonChecks, states: TaskStates, options: LessonCheckOptions): Promise<void> {
  const current = checks.tasks.find(({ id }) => !reached(states[id] ?? []));
  const goals = current && states[current.id];
  const at = goals?.findIndex(({ ok }) => !ok) ?? -1;
  const goal = goals?.[at];
  if (!options.book || !current || current.mistakes.length === 0 || !goals || !goal || session.commands.length === 0) return;
  const replica = await replicaOf(session, options.boot);
  const why = await explainMistake(options.book, current, replica, session.commands.map(({ line }) => line));
  if (why !== undefined) goals[at] = { ok: false, miss: CHECK_WORDS[options.locale].mistake(why, goal.miss ?? ''), isMistake: true };
}

/** Commands that leave something behind: after them the next task gets a fresh replica. */
function changes(command: string): boolean {
  return !/^(?:docker (?:(?:container |image |network |volume )?(?:inspect|ls|ps|images|logs|top|port|diff|history)|version|info)|curl|cat|grep|test|\[|ls|wc|lab|head|tail|stat)\b/.test(command) || /\bexec\b|>/.test(command);
}
