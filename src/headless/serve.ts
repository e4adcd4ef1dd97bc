/** `drydock serve`: the simulated engine behind a real socket. */
import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename } from 'node:path';
import { Machine } from '../machine/machine.ts';
import { preloadPrograms } from '../machine/programs.ts';
import { ScriptedShell } from '../machine/scripted-shell.ts';
import { bridge } from './bridge.ts';
import { parseAddress, type ListenAddress } from './listen-address.ts';
import { PacedKernel } from './paced.ts';
import { publishPorts } from './published-ports.ts';
import { parseScenario, ScenarioError } from './scenario.ts';
import { parseOptions, UsageError } from './usage.ts';
import { loadWorld } from './world-file.ts';

const HELP = `Usage: drydock serve --listen unix://PATH | tcp://127.0.0.1:PORT [OPTIONS]

Serves the engine of a simulated host to real clients, in real time, until SIGTERM. Published ports are real listeners on 127.0.0.1; bind
mounts mean the simulated disk.

Options:
  --listen ADDRESS  where to listen (several times for several addresses)
  --with SCENARIO   run this scenario file first
  --world FILE      the world to start with (default: the course's, with today's date)
`;

export async function serveCommand(args: readonly string[]): Promise<number> {
  const { values } = parseOptions({ args: [...args], options: { listen: { type: 'string', multiple: true }, with: { type: 'string' }, world: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (!values.listen) throw new UsageError('--listen is missing');
  const addresses = values.listen.map(parseAddress);
  const world = loadWorld(values.world);
  await preloadPrograms();
  // Clients compute ages with their own clock.
  const machine = await Machine.boot(values.world === undefined ? { ...world, epoch: new Date().toISOString() } : world);
  let paced: PacedKernel | undefined;
  const kick = (): void => paced?.kick();
  const unpublish = publishPorts(machine.kernel, machine.host, kick);
  if (values.with !== undefined) await prepare(machine, values.with);
  paced = new PacedKernel(machine.kernel);
  const closes: (() => void)[] = [];
  for (const [at, address] of addresses.entries()) {
    closes.push(await listen(machine, address, kick));
    process.stdout.write(`listening on ${values.listen[at]}\n`);
  }
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  paced.stop();
  unpublish();
  for (const close of closes) close();
  // Clients that are still connected would keep the process alive.
  setImmediate(() => process.exit(0));
  return 0;
}

async function prepare(machine: Machine, file: string): Promise<void> {
  try {
    const scenario = parseScenario(basename(file).replace(/\.sh$/, ''), readFileSync(file, 'utf8'));
    const shell = ScriptedShell.start(machine);
    for (const step of scenario.steps) {
      const { code, stdout, stderr } = await shell.run({ text: step.command, stdin: step.stdin, tty: step.tty, type: step.type, ...(step.timeout === undefined ? {} : { timeout: step.timeout }) });
      if (code !== 0) process.stderr.write(`drydock serve: '${step.command}' ended with exit code ${code}\n${stdout}${stderr}`);
    }
    await shell.end();
  } catch (error) {
    if (error instanceof ScenarioError || (error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError((error as Error).message);
    throw error;
  }
}

function listen(machine: Machine, address: ListenAddress, kick: () => void): Promise<() => void> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    bridge(socket, machine.kernel.connectOutside(machine.host, { family: 'unix', path: '/var/run/docker.sock' }), kick);
    kick();
  });
  if ('path' in address && existsSync(address.path) && lstatSync(address.path).isSocket()) rmSync(address.path);
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new UsageError(error.message)));
    const done = (): void => resolve(() => {
      server.close();
      if ('path' in address) rmSync(address.path, { force: true });
    });
    if ('path' in address) server.listen(address.path, done);
    else server.listen(address.port, address.host, done);
  });
}
