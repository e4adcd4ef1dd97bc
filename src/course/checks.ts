/** What a checker needs of a lesson, as plain data: it travels to the worker without the Markdown. */
import { isTask, type Lesson, type Task } from './lesson.ts';
import type { Quiz } from './quiz-block.ts';

export type TaskCheck = Pick<Task, 'id' | 'goals' | 'solutions' | 'mistakes'>;

export interface LessonChecks {
  /** The start state as commands. */
  readonly scenario: readonly string[];
  readonly tasks: readonly TaskCheck[];
  /** The command lines of each block in the text: who runs them is following, and makes no mistake. */
  readonly examples: readonly (readonly string[])[];
  readonly quizzes: readonly Quiz[];
}

/** The checks of a lesson. */
export function checksOf(lesson: Lesson): LessonChecks {
  return {
    scenario: scenarioCommands(lesson.head.scenario),
    tasks: lesson.tasks.map(({ id, goals, solutions, mistakes }) => ({ id, goals, solutions, mistakes })),
    examples: lesson.sequence.flatMap((item) => (isTask(item) ? [] : [item.steps.flatMap(({ kind, text }) => (kind === 'command' ? [text] : []))])),
    quizzes: lesson.quizzes,
  };
}

/** Commands of a scenario's text: its lines (a backslash at the end goes on), without blank ones and comments. */
export function scenarioCommands(text: string): string[] {
  return text.replaceAll('\\\n', ' ').split('\n').map((line) => line.trim().replace(/^\$ /, '')).filter((line) => line !== '' && !line.startsWith('#'));
}
