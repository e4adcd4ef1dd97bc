/** Proves the console blocks of a lesson: typed into one shell, each must print what it shows. */
import type { Example, Lesson } from '../../course/lesson.ts';
import { isTask } from '../../course/lesson.ts';
import { checksOf } from '../../course/checks.ts';
import { bootScenario } from '../../course/start.ts';
import { Typist } from '../../course/typist.ts';
import { matchOutput } from '../../formats/transcript/match.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Report } from './report.ts';

/** Runs all examples in the order of the lesson on a fresh machine. */
export async function proveExamples(lesson: Lesson, report: Report): Promise<Machine> {
  const machine = await bootScenario(checksOf(lesson).scenario);
  const typist = new Typist(machine);
  for (const item of lesson.sequence) if (!isTask(item)) await proveExample(item, typist, report);
  return machine;
}

async function proveExample(example: Example, typist: Typist, report: Report): Promise<void> {
  report.count('examples');
  const results = await typist.all(example.steps);
  example.steps.forEach((step, at) => {
    const result = results[at];
    if (!result || step.kind === 'tab' || step.kind === 'wait') return;
    const what = step.kind === 'key' ? `[key ${step.text}]` : `'${step.text}'`;
    const mismatch = matchOutput(step.expected, result.lines.join('\n'));
    if (mismatch) {
      report.fail(step.line, `${what} prints other than shown: ${difference(mismatch.expected, mismatch.printed)}\n${result.lines.map((line) => `        | ${line}`).join('\n')}`);
    } else if (step.kind === 'command' && !result.stuck && result.code !== step.exit && !followedByKey(example, at)) {
      report.fail(step.line, `${what} ends with exit code ${result.code}, not ${step.exit}`);
    } else if (result.stuck) report.fail(step.line, `${what} does not come back`);
  });
}

function followedByKey({ steps }: Example, at: number): boolean {
  return steps[at + 1]?.kind === 'key' || steps[at + 1]?.kind === 'tab' || steps[at + 1]?.kind === 'wait';
}

function difference(expected: string | undefined, printed: string | undefined): string {
  if (expected === undefined) return `'${printed}' is too much`;
  return printed === undefined ? `'${expected}' is missing` : `'${printed}' in place of '${expected}'`;
}
