import { describe, expect, it } from 'vitest';
import { LessonError } from '../../src/course/lesson-error.ts';
import { gradeQuiz } from '../../src/course/quiz.ts';
import { parseQuiz } from '../../src/course/quiz-block.ts';

const FRESH = { scenario: [] };
const quiz = (text: string) => parseQuiz(text, 'q', 1);

describe('questions', () => {
  it('with one right choice', async () => {
    const one = quiz('ask: Which?\nright: a\nwrong: [b, c]\n');
    if (one.kind !== 'choice') throw new Error(one.kind);
    const right = one.options.findIndex((option) => option.right);
    expect(one.many).toBe(false);
    expect(await gradeQuiz(one, { picks: [right] }, FRESH)).toBe(true);
    expect(await gradeQuiz(one, { picks: [(right + 1) % 3] }, FRESH)).toBe(false);
    expect(await gradeQuiz(one, { picks: [] }, FRESH)).toBe(false);
  });

  it('of order: equal texts may change places', async () => {
    const order = quiz('ask: Order\norder: [a, b, a, c]\n');
    expect(order.kind === 'order' && order.shown).not.toEqual([0, 1, 2, 3]);
    expect(await gradeQuiz(order, { picks: [2, 1, 0, 3] }, FRESH)).toBe(true);
    expect(await gradeQuiz(order, { picks: [1, 0, 2, 3] }, FRESH)).toBe(false);
  });

  it('with gaps, without minding case and quotes', async () => {
    const fill = quiz("ask: Fill\nfill: 'docker ___ -f ___'\ngaps: [logs, [web, frontend]]\n");
    expect(await gradeQuiz(fill, { texts: ['LOGS', '`frontend`'] }, FRESH)).toBe(true);
    expect(await gradeQuiz(fill, { texts: ['logs', 'db'] }, FRESH)).toBe(false);
  });

  it('of output are answered by running', async () => {
    const predict = quiz('ask: What?\npredict: |\n  $ A=2\n  $ echo $((A + 3))\n');
    expect(await gradeQuiz(predict, { texts: ['5'] }, FRESH)).toBe(true);
    expect(await gradeQuiz(predict, { texts: ['23'] }, FRESH)).toBe(false);
  });

  it('of commands are compared by what they lead to', async () => {
    const command = quiz('ask: Make it\ncommand: |\n  $ echo hi > a.txt\n');
    expect(await gradeQuiz(command, { texts: ["printf 'hi\\n' | tee ~/a.txt"] }, FRESH)).toBe(true);
    expect(await gradeQuiz(command, { texts: ['echo ho > a.txt'] }, FRESH)).toBe(false);
    expect(await gradeQuiz(command, { texts: ['true'] }, FRESH)).toBe(false);
  });

  it('of commands that only look are compared by what they print', async () => {
    const command = quiz('ask: Look\nsetup: |\n  $ docker network create front\ncommand: |\n  $ docker network ls -q\n');
    expect(await gradeQuiz(command, { texts: ['docker network list --quiet'] }, FRESH)).toBe(true);
    expect(await gradeQuiz(command, { texts: ['docker network ls'] }, FRESH)).toBe(false);
  });

  it.each([
    ['ask: x\n', /needs one of/],
    ['right: a\nwrong: [b]\n', /'ask'/],
    ['ask: x\nright: a\n', /wrong/],
    ['ask: x\nright: `a`\nwrong: [b]\n', /YAML/],
    ['ask: x\nright: a\nwrong: [b]\norder: [a]\n', /does not belong/],
    ['ask: x\nfill: no gap\ngaps: [a]\n', /gaps/],
    ['ask: x\npredict: "$ echo a\\na"\n', /computed/],
    ['ask: x\ncommand: echo a\n', /output before/],
  ])('that are wrong say so: %j', (text, message) => {
    expect(() => quiz(text)).toThrow(LessonError);
    expect(() => quiz(text)).toThrow(message);
  });
});
