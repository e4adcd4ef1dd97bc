/** The model of a lesson: what its Markdown file says, read and checked. */
import type { Token } from 'marked';
import type { TranscriptStep } from '../formats/transcript/parse.ts';
import type { Quiz } from './quiz-block.ts';

export type Locale = 'en' | 'zh-CN';

export interface LessonHead {
  readonly title: string;
  readonly summary: string;
  /** How long it takes. */
  readonly minutes: number;
  /** Stable name in addresses and progress; the same in every language. */
  readonly slug: string;
  /** The start state as a bash script; empty for a fresh host. */
  readonly scenario: string;
}

/** One thing to reach: commands whose output shows that it is reached. */
export interface Goal {
  /** `answer`: the output of the last command is what the learner has to type in. */
  readonly kind: 'check' | 'answer';
  /** What the learner reads; inline Markdown. */
  readonly text: string;
  readonly steps: readonly TranscriptStep[];
}

/** Command lines (their expected lines tell what to type into programs that they start), and the answers that are typed into the task's field after them (in the order of its answer goals). */
export interface Script {
  readonly steps: readonly TranscriptStep[];
  readonly answers: readonly string[];
  readonly line: number;
}

export interface Mistake extends Script {
  /** What is wrong with it; inline Markdown. */
  readonly why: string;
}

export interface Task {
  readonly id: string;
  readonly title: string;
  readonly goals: readonly Goal[];
  /** What is said between the heading and the next one. */
  readonly prose: readonly Token[];
  /** Markdown, from the first hint to the last. */
  readonly hints: readonly string[];
  /** The solution and its alternatives, as the learner sees them. */
  readonly solutions: readonly Script[];
  /** The same blocks as text. */
  readonly solutionTexts: readonly string[];
  /** Other ways that are right too, not shown: edits of the solution that are meant to pass. */
  readonly equals: readonly Script[];
  readonly mistakes: readonly Mistake[];
  readonly line: number;
}

/** A console block: run by the tests, and by the learner's click. */
export interface Example {
  readonly steps: readonly TranscriptStep[];
  readonly text: string;
  readonly line: number;
}

export type Block =
  | { readonly kind: 'prose'; readonly tokens: readonly Token[] }
  | { readonly kind: 'task'; readonly task: Task }
  | { readonly kind: 'quiz'; readonly quiz: Quiz };

export interface Lesson {
  readonly head: LessonHead;
  readonly blocks: readonly Block[];
  readonly tasks: readonly Task[];
  readonly quizzes: readonly Quiz[];
  /** Examples and tasks in the order of the file. */
  readonly sequence: readonly (Example | Task)[];
}

/** Whether a step of a lesson's sequence is a task. */
export function isTask(item: Example | Task): item is Task {
  return 'goals' in item;
}
