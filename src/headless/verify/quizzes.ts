/** Proves the questions of a lesson: the key is right, other replies are not, and what is run can be run. */
import { checksOf } from '../../course/checks.ts';
import type { Lesson } from '../../course/lesson.ts';
import { gradeQuiz, predicted, type Reply } from '../../course/quiz.ts';
import type { Quiz } from '../../course/quiz-block.ts';
import type { Report } from './report.ts';

/** Proves every question of the lesson. */
export async function proveQuizzes(lesson: Lesson, report: Report): Promise<void> {
  const checks = checksOf(lesson);
  for (const quiz of lesson.quizzes) {
    report.count('questions');
    const right = await keyOf(quiz, checks);
    if ('texts' in right && right.texts.some((text) => text.trim() === '')) report.fail(quiz.line, 'the key of the question is empty: its commands print nothing');
    else if (!(await gradeQuiz(quiz, right, checks))) report.fail(quiz.line, 'the key of the question is not right');
    for (const wrong of wrongReplies(quiz)) if (await gradeQuiz(quiz, wrong, checks)) report.fail(quiz.line, `a wrong reply passes: ${JSON.stringify(wrong)}`);
  }
}

async function keyOf(quiz: Quiz, checks: { scenario: readonly string[] }): Promise<Reply> {
  switch (quiz.kind) {
    case 'choice':
      return { picks: quiz.options.flatMap(({ right }, at) => (right ? [at] : [])) };
    case 'order':
      return { picks: quiz.items.map((_, at) => at) };
    case 'fill':
      return { texts: quiz.gaps.map(([first = '']) => first) };
    case 'predict':
      return { texts: [await predicted(quiz, checks)] };
    case 'command':
      return { texts: [quiz.key.map(({ text }) => text).join('\n')] };
  }
}

function wrongReplies(quiz: Quiz): Reply[] {
  switch (quiz.kind) {
    case 'choice':
      return [...quiz.options.flatMap(({ right }, at) => (right ? [] : [{ picks: [at] }])), { picks: quiz.options.map((_, at) => at) }];
    case 'order':
      return [{ picks: quiz.items.map((_, at) => quiz.items.length - 1 - at) }];
    case 'command':
      return [{ texts: ['true'] }, { texts: ['echo done'] }];
    default:
      return [{ texts: ['drydock'] }];
  }
}
