import { describe, expect, it } from 'vitest';
import { checksOf, scenarioCommands } from '../../src/course/checks.ts';
import { LessonError } from '../../src/course/lesson-error.ts';
import { parseLesson } from '../../src/course/parse.ts';

const HEAD = `---
title: A lesson
summary: About it.
minutes: 5
slug: a-lesson
scenario: |
  docker pull -q alpine
  # a comment
  docker create --name a \\
    alpine
---
`;

const BODY = `Prose.

\`\`\`console
$ whoami
learner
\`\`\`

## Task: do it {#do}

Why.

\`\`\`check
# It is done
$ docker ps -aq
[ID]
$ true
# And that too
$ false
[exit 1]
\`\`\`
\`\`\`answer
# The name
$ hostname
\`\`\`
\`\`\`hint
First.
\`\`\`
\`\`\`solution
$ docker run -d \\
> alpine
[answer drydock]
\`\`\`
\`\`\`solution equal
$ docker create alpine
[answer drydock]

$ docker create busybox
[answer drydock]
\`\`\`
\`\`\`mistake
$ docker ps
# It only looks.
\`\`\`
`;

const question = (kind: string): string => `\`\`\`${kind}\nask: Which?\nright: a\nwrong: [b]\n\`\`\`\n`;

function failure(text: string): { line: number; message: string } {
  try {
    parseLesson(text);
  } catch (error) {
    if (error instanceof LessonError) return { line: error.line, message: error.message };
    throw error;
  }
  throw new Error('it was read');
}

describe('a lesson file', () => {
  it('is read into head, sequence and tasks', () => {
    const { head, tasks, sequence, blocks } = parseLesson(HEAD + BODY);
    expect(head).toMatchObject({ title: 'A lesson', minutes: 5, slug: 'a-lesson' });
    expect(blocks.map(({ kind }) => kind)).toEqual(['prose', 'task']);
    expect(sequence).toHaveLength(2);
    const [task] = tasks;
    expect(task?.goals.map(({ kind, text, steps }) => [kind, text, steps.length])).toEqual([['check', 'It is done', 2], ['check', 'And that too', 1], ['answer', 'The name', 1]]);
    expect(task?.goals[1]?.steps[0]?.exit).toBe(1);
    expect(task?.solutions.map(({ steps, answers }) => [steps.map(({ text }) => text), answers])).toEqual([[['docker run -d \\\nalpine'], ['drydock']]]);
    expect(task?.equals.map(({ steps }) => steps.map(({ text }) => text))).toEqual([['docker create alpine'], ['docker create busybox']]);
    expect(task?.mistakes.map(({ why }) => why)).toEqual(['It only looks.']);
    expect(task?.hints).toEqual(['First.']);
  });

  it('has steps with lines of the file', () => {
    const { sequence } = parseLesson(HEAD + BODY);
    const lines = (HEAD + BODY).split('\n');
    for (const item of sequence) {
      const steps = 'goals' in item ? item.goals.flatMap((goal) => goal.steps) : item.steps;
      for (const step of steps) expect(lines[step.line - 1]).toBe(`$ ${step.text}`);
    }
  });

  it('has a scenario of commands', () => {
    expect(checksOf(parseLesson(HEAD + BODY)).scenario).toEqual(['docker pull -q alpine', 'docker create --name a    alpine']);
    expect(scenarioCommands('')).toEqual([]);
  });

  it('understands the Chinese heading of a task', () => {
    expect(parseLesson(HEAD + BODY.replace('## Task: do it', '## 任务：做')).tasks[0]?.title).toBe('做');
  });

  it('has questions that keep their ids when one is put before them', () => {
    const ids = (body: string) => parseLesson(HEAD + body).quizzes.map(({ id }) => id);
    expect(ids(question('quiz {#old}'))).toEqual(['old']);
    expect(ids(question('quiz {#new}') + question('quiz {#old}'))).toEqual(['new', 'old']);
  });

  it.each([
    ['no head', 'Text', 1, /head/],
    ['a head that is not YAML', '---\ntitle: [\n---\n', 2, /YAML/],
    ['a head without minutes', HEAD.replace('minutes: 5\n', ''), 1, /minutes/],
    ['an unknown field', HEAD.replace('minutes: 5', 'minutes: 5\nauthor: x'), 1, /author/],
    ['a task without a check', `${HEAD}## Task: t {#t}\n\n\`\`\`solution\n$ true\n\`\`\`\n`, 12, /no check/],
    ['a task without a solution', `${HEAD}## Task: t {#t}\n\n\`\`\`check\n# g\n$ true\n\`\`\`\n`, 12, /no solution/],
    ['a task without an id', `${HEAD}## Task: t\n`, 12, /id/],
    ['a check outside of a task', `${HEAD}\n\`\`\`check\n# g\n$ true\n\`\`\`\n`, 13, /outside/],
    ['output before a command', `${HEAD}\n\`\`\`console\nfoo\n$ true\n\`\`\`\n`, 14, /output before/],
    ['a check without a goal', `${HEAD}## Task: t {#t}\n\n\`\`\`check\n$ true\n\`\`\`\n`, 15, /comment line/],
    ['a question without an id', `${HEAD}${question('quiz')}`, 12, /id/],
    ['two questions with one id', `${HEAD}${question('quiz {#a}')}${question('quiz {#b}')}${question('quiz {#a}')}`, 22, /two questions/],
    ['a solution without the answer', HEAD + BODY.replace('[answer drydock]\n', ''), 40, /types 0 answers/],
  ])('says where it is wrong: %s', (_, text, line, message) => {
    const found = failure(text);
    expect(found.message).toMatch(message);
    expect(found.line).toBe(line);
  });
});
