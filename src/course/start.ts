/** Machines as a lesson begins: the course's world with the scenario's commands run on it. */
import { Machine } from '../machine/machine.ts';
import type { LogHeader } from '../machine/session/log.ts';
import { COURSE_WORLD, type World } from '../machine/world.ts';

/** A command of a scenario did not succeed. */
export class ScenarioFailure extends Error {}

/** Boots a machine and runs the commands. Throws ScenarioFailure with the command that failed and what it said. */
export async function bootScenario(commands: readonly string[], seed = 1, world: World = COURSE_WORLD): Promise<Machine> {
  const machine = await Machine.boot(world, seed);
  for (const command of commands) {
    const { code, combined } = await machine.execute(command);
    if (code !== 0) throw new ScenarioFailure(`the scenario's '${command}' ended with exit code ${code}: ${combined.trim().split('\n').slice(-3).join(' / ')}`);
  }
  return machine;
}

/** The base of a session's header: what `Session.begin` and `Session.replay` boot from. */
export function bootBase(header: LogHeader): Promise<Machine> {
  return bootScenario(header.base.kind === 'scenario' ? header.base.commands : [], header.seed);
}
