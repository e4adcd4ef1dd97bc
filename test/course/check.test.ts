import { describe, expect, it } from 'vitest';
import { checkTask, plain } from '../../src/course/checker.ts';
import { checksOf } from '../../src/course/checks.ts';
import { historyOf, installLab } from '../../src/course/lab.ts';
import { explainMistake, MistakeBook } from '../../src/course/mistakes.ts';
import { parseLesson } from '../../src/course/parse.ts';
import { checkLesson } from '../../src/course/replica.ts';
import { bootBase, bootScenario } from '../../src/course/start.ts';
import { Typist } from '../../src/course/typist.ts';
import { Session } from '../../src/machine/session/session.ts';
import { parseTranscript } from '../../src/formats/transcript/parse.ts';

const LESSON = parseLesson(`---
title: t
summary: s
minutes: 1
slug: t
---

## Task: network {#net}

\`\`\`check
# The network \`front\` is there
$ docker network inspect -f '{{.Driver}}' front
bridge
# You looked at the list
$ lab commands | grep -q 'docker network ls'
\`\`\`
\`\`\`answer
# The number of networks
$ docker network ls -q | wc -l
\`\`\`
\`\`\`solution
$ docker network create front
$ docker network ls
[answer 4]
\`\`\`
\`\`\`mistake
$ docker network create fornt
# A letter is in the wrong place.
\`\`\`
\`\`\`mistake
$ docker volume create front
# That is a volume.
\`\`\`
`);
const CHECKS = checksOf(LESSON);
const [TASK] = CHECKS.tasks;
if (!TASK) throw new Error('no task');

async function after(...lines: string[]) {
  const machine = await bootScenario([]);
  await new Typist(machine).all(parseTranscript(lines.map((line) => `$ ${line}`).join('\n')));
  installLab(machine, historyOf(machine));
  return machine;
}

describe('a check', () => {
  it('names what is missing, in both languages', async () => {
    const states = await checkTask(await bootScenario([]), TASK, { locale: 'en' });
    expect(states.map(({ ok }) => ok)).toEqual([false, false, false]);
    expect(states[0]?.miss).toContain("`docker network inspect -f '{{.Driver}}' front` failed with exit code 1");
    expect(states[1]?.miss).toBe('None of the commands that you have typed does this.');
    expect(states[2]?.miss).toBe('Type your answer into the field.');
    const chinese = await checkTask(await bootScenario([]), TASK, { locale: 'zh-CN' });
    expect(chinese[0]?.miss).toContain('退出码为 1');
  });

  it('passes when all is done and the answer is right', async () => {
    const machine = await after('docker network create front', 'docker network ls');
    expect(await checkTask(machine, TASK, { locale: 'en', answer: ' 4 ' })).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect((await checkTask(machine, TASK, { locale: 'en', answer: '5' }))[2]?.miss).toBe('`5` is not the answer.');
  });

  it('asks since the start of the task only, when it says so', async () => {
    const machine = await after('echo before', 'echo behind');
    const [, second] = historyOf(machine).commands;
    const { stdout } = await machine.execute('lab commands --since task; lab output 2', { env: { DRYDOCK_TASK_START: String(second?.at) } });
    expect(stdout).toBe('echo behind\nbehind\n');
  });

  it('explains a known mistake by its words or by its effect', async () => {
    const book = new MistakeBook(CHECKS);
    expect(await explainMistake(book, TASK, await after(), ['docker   network create fornt'])).toBe('A letter is in the wrong place.');
    expect(await explainMistake(book, TASK, await after('docker network create --driver bridge fornt'), [])).toBe('A letter is in the wrong place.');
    expect(await explainMistake(book, TASK, await after('docker volume create --name front'), [])).toBe('That is a volume.');
    expect(await explainMistake(book, TASK, await after('docker network create other'), [])).toBeUndefined();
    expect(await explainMistake(book, TASK, await after(), ['docker network create fornt', 'docker network rm fornt'])).toBeUndefined();
  });

  it('does not touch the session: its log and its clock are as without checks', async () => {
    const run = async (checked: boolean): Promise<[string, number, unknown]> => {
      const session = await Session.begin(bootBase, { seed: 1, base: { kind: 'scenario', commands: [] } });
      session.openTerminal(1, 80, 24);
      session.run(2e9, Infinity);
      session.input(1, 'docker network create front\r');
      session.run(4e9, Infinity);
      const states = checked ? await checkLesson(session, CHECKS, { locale: 'en', book: new MistakeBook(CHECKS) }) : undefined;
      session.input(1, 'docker network ls\r');
      session.run(6e9, Infinity);
      return [JSON.stringify(session.log()), session.now(), states];
    };
    const [log, now, states] = await run(true);
    expect(states).toMatchObject({ net: [{ ok: true }, { ok: false }, { ok: false }] });
    expect([log, now]).toEqual((await run(false)).slice(0, 2));
  });
});

describe('an answer', () => {
  it('is compared without case, quotes, blanks around it and a final stop', () => {
    expect(plain('  "Nginx  1.29". ')).toBe('"nginx 1.29"');
    expect(plain('`ps`')).toBe('ps');
    expect(plain('PS。')).toBe('ps');
  });
});
