// Checks of a lesson's tasks and questions: by replaying the session's log into a machine of their own.
import type { LessonChecks } from '../course/checks.ts';
import type { Locale } from '../course/lesson.ts';
import { MistakeBook } from '../course/mistakes.ts';
import { gradeQuiz, type Reply } from '../course/quiz.ts';
import { checkLesson, type TaskStates } from '../course/replica.ts';
import { bootBase } from '../course/start.ts';
import type { SessionLog } from '../machine/session/log.ts';
import { Session } from '../machine/session/session.ts';

/** Where a session stands, as plain data. */
export interface CheckPoint {
  log: SessionLog;
  /** Virtual nanoseconds and scheduler steps since boot. */
  now: number;
  step: number;
  /** Last typed reply of each task. */
  answers: Record<string, string>;
  /** Virtual nanoseconds at which each task began. */
  starts: Record<string, number>;
  /** Tasks that are not asked for any more. */
  done: string[];
}

/** What checks a lesson; it never sees the learner's own machine. */
export interface Checker {
  /** The tasks that are done and the one after them; those that come later have no state yet. */
  check(point: CheckPoint): Promise<TaskStates>;
  /** Whether a reply to a question is right. Throws for a question that the lesson does not have. */
  grade(quiz: string, reply: Reply): Promise<boolean>;
}

/** The checker in this thread. */
export function makeChecker(checks: LessonChecks, locale: Locale): Checker {
  const book = new MistakeBook(checks);
  return {
    async check({ log, now, step, answers, starts, done }) {
      const session = await Session.replay(bootBase, log);
      const { kernel } = session.machine;
      // The log ends at its last event; time has gone on since.
      while (kernel.run({ time: now, step }) === 'external') await kernel.whenExternal();
      // In order: what the lesson proves of a task is that it does not hold yet when those before it are done.
      const states: TaskStates = {};
      const begun = { ...starts };
      for (const task of checks.tasks) {
        if (done.includes(task.id)) {
          states[task.id] = task.goals.map(() => ({ ok: true }));
          continue;
        }
        const start = (begun[task.id] ??= Object.keys(states).length > 0 ? now : 0);
        const goals = (await checkLesson(session, { ...checks, tasks: [task] }, { locale, answers, starts: begun, book }))[task.id] ?? [];
        // Nobody is told what is missing before having tried.
        const answered = answers[task.id] !== undefined;
        const tried = answered || session.commands.some(({ at }) => at >= start);
        states[task.id] = goals.map(({ ok, miss, isMistake = answered }) => (ok || !tried || miss === undefined ? { ok } : { ok, miss, isMistake }));
        if (!goals.every(({ ok }) => ok)) break;
      }
      return states;
    },
    async grade(id, reply) {
      const quiz = checks.quizzes.find((each) => each.id === id);
      if (!quiz) throw new Error(`the lesson has no question '${id}'`);
      return gradeQuiz(quiz, reply, checks);
    },
  };
}
