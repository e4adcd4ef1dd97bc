/** `drydock run`: each scenario in a fresh machine, on virtual time; prints a transcript or writes recordings. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { captureApi, type ApiExchange } from '../machine/capture/api-capture.ts';
import { Machine } from '../machine/machine.ts';
import { preloadPrograms } from '../machine/programs.ts';
import { ScriptedShell } from '../machine/scripted-shell.ts';
import type { Signal } from '../kernel/signals.ts';
import type { World } from '../machine/world.ts';
import { apiLines, newRecording, recordStep, type Recording } from './recording.ts';
import { parseScenario, ScenarioError, type Scenario } from './scenario.ts';
import { runInTerminal } from './run-terminal.ts';
import { parseOptions, UsageError } from './usage.ts';
import { loadWorld } from './world-file.ts';

const HELP = `Usage: drydock run [OPTIONS] FILE...

Runs each scenario in a fresh machine on virtual time and prints the transcript.

Options:
  --json        print recordings instead (one JSON document a scenario)
  --out DIR     write NAME.json (with --tty NAME.tty.json) into DIR instead of printing
  --api         also write DIR/api/NAME.jsonl, the exchanges with the engine (needs --out)
  --tty         type all steps into one terminal of 120 x 40
  --world FILE  the world to start with (default: the course's)
  --seed N      seed of all randomness (default 1)
`;

export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' }, out: { type: 'string' }, api: { type: 'boolean' }, tty: { type: 'boolean' }, world: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError('no scenario file given');
  if (values.api && values.out === undefined) throw new UsageError('--api needs --out');
  const seed = Number(values.seed ?? 1);
  if (!Number.isInteger(seed) || seed < 0) throw new UsageError(`--seed must be a whole number, not '${values.seed}'`);
  const world = loadWorld(values.world);
  await preloadPrograms();
  if (values.out !== undefined) mkdirSync(values.api ? join(values.out, 'api') : values.out, { recursive: true });
  let code = 0;
  for (const file of positionals) {
    try {
      const scenario = parseScenario(basename(file).replace(/\.sh$/, ''), readFileSync(file, 'utf8'));
      const exchanges: { step: number; exchange: ApiExchange }[] = [];
      const recording = values.tty ? await runInTerminal(scenario, world, seed) : await runScenario(scenario, world, seed, exchanges);
      const text = values.json ? `${JSON.stringify(recording, null, 1)}\n` : transcript(recording);
      if (values.out === undefined) process.stdout.write(text);
      else writeFileSync(join(values.out, `${scenario.name}${values.tty ? '.tty' : ''}.${values.json ? 'json' : 'md'}`), text);
      if (values.api && values.out !== undefined) writeFileSync(join(values.out, 'api', `${scenario.name}.jsonl`), apiLines(exchanges));
    } catch (error) {
      // A scenario that fails to run must not stop the ones after it.
      const known = error instanceof ScenarioError || (error as NodeJS.ErrnoException).code === 'ENOENT';
      process.stderr.write(`drydock run: ${file}: ${known ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
      code = 2;
    }
  }
  return code;
}

async function runScenario(scenario: Scenario, world: World, seed: number, exchanges: { step: number; exchange: ApiExchange }[]): Promise<Recording> {
  const machine = await Machine.boot(world, seed);
  let current = 0;
  captureApi(machine.kernel, '/var/run/docker.sock', (exchange) => exchanges.push({ step: current, exchange }));
  const shell = ScriptedShell.start(machine);
  const recording = newRecording(scenario, world, 'pipe');
  for (const step of scenario.steps) {
    current = step.n;
    const result = await shell.run({ text: step.command, stdin: step.stdin, signal: step.signal as Signal, tty: step.tty, type: step.type, ...(step.timeout === undefined ? {} : { timeout: step.timeout }) });
    recording.steps.push(recordStep(step, result));
  }
  for (const crash of machine.kernel.crashes) process.stderr.write(`drydock run: ${scenario.name}: the simulator failed in ${crash.argv.join(' ')}: ${crash.error instanceof Error ? crash.error.stack : String(crash.error)}\n`);
  return recording;
}

/** A recording as a transcript. */
function transcript(recording: Recording): string {
  const lines = [`# ${recording.title || recording.scenario}`, ''];
  for (const step of recording.steps) {
    if (step.title) lines.push(`# ${step.title}`);
    const [first = '', ...rest] = step.cmd.split('\n');
    lines.push(`$ ${first}`, ...rest.map((line) => `> ${line}`));
    const output = step.stdout + step.stderr + (step.tty ?? '');
    if (output !== '') lines.push(...output.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n').map((line) => (/^(\$ |> |\\|\.\.\.$|\[(exit|key|tab|wait) )/.test(line) ? `\\${line}` : line)));
    if (step.code !== 0) lines.push(`[exit ${step.code}]`);
  }
  return `${lines.join('\n')}\n`;
}
