// A Debian host with every program of the table and no services, for tests of the servers.
import type { ProcessHandle } from '../../src/kernel/kernel.ts';
import { sink, source } from '../../src/kernel/outside.ts';
import type { Signal } from '../../src/kernel/signals.ts';
import { preloadPrograms } from '../../src/machine/programs.ts';
import { Desk, PATH, type Result } from './desk.ts';

const EPOCH = 1_755_684_000n * 1_000_000_000n;

/** A process in the background and what it has printed. */
export class Service {
  output = '';
  readonly handle: ProcessHandle;
  readonly #box: Box;

  constructor(box: Box, handle: ProcessHandle) {
    this.#box = box;
    this.handle = handle;
  }

  /** Sends a signal and waits for the end; the exit code, 128 when a signal ended it. */
  stop(signal: Signal): number {
    this.#box.kernel.kill(this.#box.host, this.handle.pid, signal);
    this.#box.wait(15);
    const status = this.handle.status();
    return status?.kind === 'exited' ? status.code : status?.kind === 'signaled' ? 128 : -1;
  }
}

export class Box extends Desk {
  constructor(versions: Readonly<Record<string, string>> = {}) {
    super(EPOCH, versions);
  }

  file(path: string, text: string, mode = 0o644): void {
    this.fs.mkdirs(path.slice(0, path.lastIndexOf('/')));
    this.fs.writeFile(path, text, mode);
  }

  wait(seconds: number): void {
    this.kernel.run({ time: this.kernel.now() + seconds * 1e9 });
    const [crash] = this.kernel.crashes;
    if (crash) throw crash.error;
  }

  /** Starts a bash line in the background and lets it run. */
  start(command: string, env: Readonly<Record<string, string>> = {}, seconds = 0.5): Service {
    const decoder = new TextDecoder();
    const service: Service = new Service(
      this,
      this.kernel.spawn(this.host, '/bin/bash', {
        argv: ['bash', '-c', `exec ${command}`],
        cwd: '/desk',
        env: new Map(Object.entries({ PATH, HOME: '/root', ...env })),
        stdio: [
          source(''),
          sink((bytes) => {
            service.output += decoder.decode(bytes, { stream: true });
          }),
          sink((bytes) => {
            service.output += decoder.decode(bytes, { stream: true });
          }),
        ],
      }),
    );
    this.wait(seconds);
    return service;
  }

  /** Runs a bash line as root in /desk, at most `seconds`. */
  run(command: string, options: { stdin?: string; env?: Readonly<Record<string, string>>; seconds?: number } = {}): Result {
    const text = { stdout: '', stderr: '' };
    const collect = (key: keyof typeof text) => {
      const decoder = new TextDecoder();
      return sink((bytes) => {
        text[key] += decoder.decode(bytes, { stream: true });
      });
    };
    const handle = this.kernel.spawn(this.host, '/bin/bash', {
      argv: ['bash', '-c', command],
      cwd: '/desk',
      env: new Map(Object.entries({ PATH, HOME: '/root', ...options.env })),
      stdio: [source(options.stdin ?? ''), collect('stdout'), collect('stderr')],
    });
    handle.onExit = () => this.kernel.interrupt();
    const end = this.kernel.now() + (options.seconds ?? 60) * 1e9;
    while (handle.status() === undefined && this.kernel.now() < end) if (this.kernel.run({ time: end }) === 'idle') break;
    const [crash] = this.kernel.crashes;
    if (crash) throw crash.error;
    const status = handle.status();
    return { ...text, code: status?.kind === 'exited' ? status.code : status?.kind === 'signaled' ? 128 : -1 };
  }

  /** Types lines at a command on a terminal of 80 columns; what the screen has received. */
  typed(command: string, keys: readonly string[]): string {
    const terminal = this.kernel.openTerminal(this.host, { rows: 24, cols: 80 });
    let text = '';
    const decoder = new TextDecoder();
    terminal.onOutput = (bytes) => {
      text += decoder.decode(bytes, { stream: true });
    };
    this.kernel.spawn(this.host, '/bin/bash', {
      argv: ['bash', '-c', command],
      cwd: '/desk',
      env: new Map([
        ['PATH', PATH],
        ['HOME', '/root'],
        ['TERM', 'xterm'],
      ]),
      terminal,
    });
    this.wait(0.5);
    for (const each of keys) {
      terminal.input(each);
      this.wait(0.5);
    }
    return text.replaceAll('\r\n', '\n');
  }
}

export async function makeBox(versions: Readonly<Record<string, string>> = {}): Promise<Box> {
  await preloadPrograms();
  return new Box(versions);
}
