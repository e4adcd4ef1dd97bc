/** Proves that a lesson is the same in two languages: the same tasks, checks, commands and keys; only the words differ. */
import { isTask, type Example, type Lesson, type Script, type Task } from '../../course/lesson.ts';
import type { Quiz } from '../../course/quiz-block.ts';
import type { Report } from './report.ts';
import type { TranscriptStep } from '../../formats/transcript/parse.ts';

/** Compares `other` with `lesson`; failures name lines of `other`. */
export function proveAgreement(lesson: Lesson, other: Lesson, report: Report): void {
  report.count('agreements');
  for (const field of ['slug', 'minutes', 'scenario'] as const) if (lesson.head[field] !== other.head[field]) report.fail(1, `'${field}' differs from the other language`);
  const [left, right] = [shape(lesson), shape(other)];
  const at = left.findIndex(({ text }, i) => text !== right[i]?.text);
  const surplus = at < 0 && right.length > left.length ? right[left.length] : undefined;
  const found = at >= 0 ? right[at] : surplus;
  if (at >= 0 || surplus) report.fail(found?.line ?? 1, `differs from the other language: ${found?.text ?? 'something is missing'} (there: ${left[at]?.text ?? 'nothing'})`);
}

function shape(lesson: Lesson): { text: string; line: number }[] {
  return [...lesson.sequence.map((item) => (isTask(item) ? { text: taskShape(item), line: item.line } : { text: exampleShape(item), line: item.line })), ...lesson.quizzes.map((quiz) => ({ text: `question ${quiz.id}: ${quizShape(quiz)}`, line: quiz.line }))];
}

function exampleShape({ steps }: Example): string {
  return `example ${stepsShape(steps)}`;
}

function taskShape(task: Task): string {
  const scripts = (list: readonly Script[]): unknown => list.map(({ steps, answers }) => [stepsShape(steps), answers]);
  return `task ${task.id} ${JSON.stringify([task.goals.map(({ kind, steps }) => [kind, stepsShape(steps)]), scripts(task.solutions), scripts(task.equals), scripts(task.mistakes), task.hints.length])}`;
}

function stepsShape(steps: readonly TranscriptStep[]): string {
  return JSON.stringify(steps.map(({ kind, text, expected, exit }) => [kind, text, expected, exit]));
}

function quizShape(quiz: Quiz): string {
  switch (quiz.kind) {
    case 'choice':
      return `choice ${quiz.options.filter(({ right }) => right).length} of ${quiz.options.length}`;
    case 'order':
      return `order of ${quiz.items.length}`;
    case 'fill':
      return `fill ${JSON.stringify(quiz.gaps)}`;
    case 'predict':
      return `predict ${stepsShape(quiz.setup)} ${stepsShape(quiz.steps)}`;
    case 'command':
      return `command ${stepsShape(quiz.setup)} ${stepsShape(quiz.key)}`;
  }
}
