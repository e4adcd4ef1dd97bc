/** `drydock run --tty`: all steps of a scenario typed into one terminal. */
import { Machine } from '../machine/machine.ts';
import type { World } from '../machine/world.ts';
import { newRecording, type Recording } from './recording.ts';
import type { Scenario } from './scenario.ts';

const SECOND = 1_000_000_000;
const STEP_LIMIT = 600 * SECOND;

/** Types each step at the prompt and keeps the bytes that the terminal showed until the next prompt. */
export async function runInTerminal(scenario: Scenario, world: World, seed: number): Promise<Recording> {
  const machine = await Machine.boot(world, seed);
  const session = machine.openTerminal(1, { rows: 40, cols: 120 });
  let shown = '';
  const decoder = new TextDecoder();
  session.onOutput = (bytes) => (shown += decoder.decode(bytes, { stream: true }));
  await machine.runUntil(() => session.atPrompt, 10 * SECOND);
  const recording = newRecording(scenario, world, 'tty');
  for (const step of scenario.steps) {
    const started = machine.kernel.now();
    const before = session.commands.length;
    session.atPrompt = false;
    // A step of several lines is pasted, so that the shell takes it as one.
    session.input(step.command.includes('\n') ? `\x1b[200~${step.command}\x1b[201~\r` : `${step.command}\r`);
    let at = started;
    for (const { delay, text } of step.type) {
      at += delay * SECOND;
      machine.kernel.at(at, () => session.input(text));
    }
    // ^D ends what was typed, unless the command did not wait for it: it would end the shell.
    const { stdin } = step;
    if (stdin) machine.kernel.at(started + SECOND / 5, () => session.commands.length > before && session.running && session.input(`${stdin.replaceAll('\n', '\r')}\x04`));
    const timeout = step.timeout;
    if (timeout !== undefined) machine.kernel.at(started + timeout * SECOND, () => session.commands.length > before && session.running && session.input('\x03'));
    await machine.runUntil(() => session.atPrompt || session.process.status() !== undefined, STEP_LIMIT);
    const record = session.commands.at(-1);
    recording.steps.push({
      n: step.n, cmd: step.command, ...(Object.keys(step.directives).length === 0 ? {} : { directives: step.directives }),
      stdout: '', stderr: '', code: record?.exit ?? 0, seconds: Math.round((machine.kernel.now() - started) / 1e7) / 100, tty: session.commands.slice(before).map((each) => each.output).join(''),
    });
    shown = '';
  }
  return recording;
}
