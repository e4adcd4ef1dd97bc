/** `drydock shell`: a machine of the course in the terminal that drydock runs in. */
import { Machine } from '../machine/machine.ts';
import { preloadPrograms } from '../machine/programs.ts';
import { PacedKernel } from './paced.ts';
import { joinTerminal, realSize } from './real-terminal.ts';
import { parseOptions, UsageError } from './usage.ts';
import { loadWorld } from './world-file.ts';

const HELP = `Usage: drydock shell [--world FILE] [--seed N]

Opens a simulated host with Docker in this terminal, in real time. 'exit' leaves it; nothing is kept.
`;

export async function shellCommand(args: readonly string[]): Promise<number> {
  const { values } = parseOptions({ args: [...args], options: { world: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (!process.stdin.isTTY || !process.stdout.isTTY) throw new UsageError('it needs a terminal; use `drydock run` for files');
  const seed = Number(values.seed ?? 1);
  if (!Number.isInteger(seed) || seed < 0) throw new UsageError(`--seed must be a whole number, not '${values.seed}'`);
  const world = loadWorld(values.world);
  await preloadPrograms();
  const machine = await Machine.boot(values.world === undefined ? { ...world, epoch: new Date().toISOString() } : world, seed);
  const session = machine.openTerminal(1, realSize());
  session.onOutput = (bytes) => void process.stdout.write(bytes);
  const ended = new Promise<void>((resolve) => {
    session.process.onExit = () => resolve();
  });
  const paced = new PacedKernel(machine.kernel);
  const release = joinTerminal(session, () => paced.kick());
  await ended;
  await release();
  paced.stop();
  process.stdin.destroy();
  return 0;
}
