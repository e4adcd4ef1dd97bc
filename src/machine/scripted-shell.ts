/** Runs steps in one shell on a machine, in free virtual time, and collects what each prints. */
import { executable } from '../kernel/executable.ts';
import type { OpenFile } from '../kernel/fs/types.ts';
import { createView } from '../kernel/fs/view.ts';
import type { ProcessHandle } from '../kernel/kernel.ts';
import { sink, source } from '../kernel/outside.ts';
import type { Signal } from '../kernel/signals.ts';
import { SlaveFile } from '../kernel/tty/pty-files.ts';
import type { Machine } from './machine.ts';
import { StepFeed } from './step-shell.ts';

const SECOND = 1_000_000_000;
const SHELL_PATH = '/usr/lib/drydock/step-shell';
/** How long a step may go on after its signal before it is sent again, and killed in the end. */
const AGAIN = 10 * SECOND;

export interface StepRequest {
  readonly text: string;
  readonly stdin?: string;
  /** Virtual seconds after which `signal` is sent to what the step runs. */
  readonly timeout?: number;
  readonly signal?: Signal;
  /** Run under a terminal of its own; `type` is typed into it. */
  readonly tty?: boolean;
  readonly type?: readonly { readonly delay: number; readonly text: string }[];
}

export interface StepResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Raw bytes of the terminal as text. */
  readonly tty: string;
  readonly code: number;
  /** Virtual seconds. */
  readonly seconds: number;
  readonly timedOut: boolean;
}

export class ScriptedShell {
  readonly #machine: Machine;
  readonly #feed: StepFeed;
  readonly #process: ProcessHandle;

  private constructor(machine: Machine, feed: StepFeed, process: ProcessHandle) {
    this.#machine = machine;
    this.#feed = feed;
    this.#process = process;
  }

  /** Starts the shell as the world's user in the world's folder. */
  static start(machine: Machine): ScriptedShell {
    const view = createView(machine.host.mounts, { uid: 0, gid: 0, groups: [] });
    view.mkdirs(SHELL_PATH.slice(0, SHELL_PATH.lastIndexOf('/')));
    view.writeData(SHELL_PATH, executable('step-shell'), 0o755);
    const feed = machine.steps;
    const process = machine.kernel.spawn(machine.host, SHELL_PATH, { argv: ['bash'], env: machine.environment(), cwd: machine.world.cwd, credentials: machine.credentials });
    return new ScriptedShell(machine, feed, process);
  }

  get alive(): boolean {
    return this.#process.status() === undefined;
  }

  /** Runs one step to its end. */
  async run(step: StepRequest): Promise<StepResult> {
    const { kernel, host } = this.#machine;
    const started = kernel.now();
    const text = { stdout: '', stderr: '', tty: '' };
    const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder(), tty: new TextDecoder() };
    const collect = (name: keyof typeof text) => (bytes: Uint8Array): void => void (text[name] += decoders[name].decode(bytes, { stream: true }));
    let code: number | undefined;
    let timedOut = false;
    const cancels: (() => void)[] = [];
    let stdio: [OpenFile, OpenFile, OpenFile];
    if (step.tty) {
      const terminal = kernel.openTerminal(host, { rows: 40, cols: 120 });
      terminal.onOutput = collect('tty');
      const slave = (): OpenFile => new SlaveFile(terminal.tty, { read: true, write: true }, terminal.name);
      stdio = [slave(), slave(), slave()];
      let at = started;
      for (const { delay, text: typed } of step.type ?? []) {
        at += delay * SECOND;
        cancels.push(kernel.at(at, () => terminal.input(typed)));
      }
    } else {
      stdio = [source(step.stdin ?? ''), sink(collect('stdout')), sink(collect('stderr'))];
    }
    if (step.timeout !== undefined) {
      const again = (at: number, signal: Signal, count: number): void => void cancels.push(kernel.at(at, () => {
        timedOut = true;
        this.#signalChildren(count > 3 ? 'SIGKILL' : signal);
        again(at + AGAIN, signal, count + 1);
      }));
      again(started + step.timeout * SECOND, step.signal ?? 'SIGINT', 1);
    }
    const finished = (status: number): void => {
      code = status;
      kernel.interrupt();
    };
    this.#process.onExit = () => kernel.interrupt();
    this.#feed.push({ text: step.text, stdio, finished });
    await this.#machine.runWhile(() => code === undefined && this.alive, 3600 * SECOND);
    const seconds = (kernel.now() - started) / SECOND;
    // What is still on its way to the terminal arrives before the next step begins.
    if (step.tty) await this.#machine.runFor(20_000_000);
    for (const cancel of cancels) cancel();
    if (code === undefined) {
      this.#signalChildren('SIGKILL');
      await this.#machine.runWhile(() => code === undefined && this.alive, SECOND);
    }
    return { ...text, code: code ?? 137, seconds, timedOut };
  }

  /** Ends the shell. */
  async end(): Promise<void> {
    this.#feed.end();
    await this.#machine.runUntil(() => !this.alive, SECOND);
  }

  /** Everything that the shell has started and that still runs. */
  #signalChildren(signal: Signal): void {
    const { kernel, host } = this.#machine;
    const all = kernel.processes(host);
    const family = new Set([this.#process.pid]);
    for (const process of all) if (family.has(process.ppid)) family.add(process.pid);
    family.delete(this.#process.pid);
    for (const pid of family) if (all.find((each) => each.pid === pid)?.state !== 'Z') kernel.kill(host, pid, signal);
  }
}
