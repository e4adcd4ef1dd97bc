/** Machines in the state that a task begins with: the scenario and the solutions of the tasks before it. */
import type { Machine } from '../machine/machine.ts';
import type { LessonChecks, TaskCheck } from './checks.ts';
import { bootScenario } from './start.ts';
import { Typist } from './typist.ts';

/** A fresh machine at the start of a task, and who types at its terminal. */
export async function atTask(checks: LessonChecks, task: TaskCheck, seed = 1): Promise<{ machine: Machine; typist: Typist }> {
  const machine = await bootScenario(checks.scenario, seed);
  const typist = new Typist(machine);
  const before = checks.tasks.slice(0, checks.tasks.findIndex(({ id }) => id === task.id));
  for (const { solutions } of before) await typist.all(solutions[0]?.steps ?? []);
  return { machine, typist };
}
