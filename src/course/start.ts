/** Machines as a lesson begins: the course's world with the scenario's commands run on it. */
import { loadHub } from '../machine/hosts/internet.ts';
import { type BootTarget, Machine } from '../machine/machine.ts';
import type { LogHeader } from '../machine/session/log.ts';
import { COURSE_WORLD, type World } from '../machine/world.ts';

/** A command of a scenario did not succeed. */
export class ScenarioFailure extends Error {}

const PULL = /^docker (?:image )?pull (?:-q |--quiet )?([a-z0-9][\w./-]*?)(?::([\w.-]+))?$/;

/** Splits off the pulls at the beginning of a scenario: a machine that is switched on with these images costs a fraction of pulling them. */
async function pulledFirst(commands: readonly string[], world: World): Promise<{ world: World; commands: readonly string[] }> {
  if (world.pulled === 'hub' || !PULL.test(commands[0] ?? '')) return { world, commands };
  const { publishedImages } = await loadHub();
  const pulled = [...world.pulled];
  let at = 0;
  for (; at < commands.length; at++) {
    const found = PULL.exec(commands[at] ?? '');
    const [, repository = '', tag = 'latest'] = found ?? [];
    if (!found || !publishedImages(world).some((image) => image.repository === repository && image.tags.includes(tag))) break;
    pulled.push(`${repository}:${tag}`);
  }
  return { world: { ...world, pulled }, commands: commands.slice(at) };
}

/** Boots a machine and runs the commands. Throws ScenarioFailure with the command that failed and what it said. */
export async function bootScenario(commands: readonly string[], seed = 1, world: World = COURSE_WORLD, target?: BootTarget): Promise<Machine> {
  const first = await pulledFirst(commands, world);
  const machine = await Machine.boot(first.world, seed, target);
  for (const command of first.commands) {
    const { code, combined } = await machine.execute(command);
    if (code !== 0) throw new ScenarioFailure(`the scenario's '${command}' ended with exit code ${code}: ${combined.trim().split('\n').slice(-3).join(' / ')}`);
  }
  return machine;
}

/** The base of a session's header: what `Session.begin` and `Session.replay` boot from. */
export function bootBase(header: LogHeader): Promise<Machine> {
  return bootScenario(header.base.kind === 'scenario' ? header.base.commands : [], header.seed, COURSE_WORLD, header.target);
}
