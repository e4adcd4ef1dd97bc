// Checks of a lesson's tasks and questions: by replaying the session's log into a machine of their own.
import type { LessonChecks } from '../course/checks.ts';
import type { Locale } from '../course/lesson.ts';
import { MistakeBook } from '../course/mistakes.ts';
import { gradeQuiz, type Reply } from '../course/quiz.ts';
import { checkLesson } from '../course/replica.ts';
import { bootBase } from '../course/start.ts';
import type { SessionLog } from '../machine/session/log.ts';
import { Session } from '../machine/session/session.ts';
import type { TaskStates } from './snapshot.ts';

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
      return checkLesson(session, checks, { locale, answers, starts, done: new Set(done), book });
    },
    async grade(id, reply) {
      const quiz = checks.quizzes.find((each) => each.id === id);
      if (!quiz) throw new Error(`the lesson has no question '${id}'`);
      return gradeQuiz(quiz, reply, checks);
    },
  };
}
