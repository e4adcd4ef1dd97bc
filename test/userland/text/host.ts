// The learner's host without its services: bash and all programs, for tests of the userland.
import { executable } from '../../../src/kernel/executable.ts';
import { sink, source } from '../../../src/kernel/outside.ts';
import { preloadPrograms } from '../../../src/machine/programs.ts';
import { Desk, PATH, type Result } from '../desk.ts';

const EPOCH = 1_756_713_600n * 1_000_000_000n;

export class TestHost extends Desk {
  constructor() {
    super(EPOCH);
    this.fs.writeData('/usr/local/bin/busybox', executable('busybox', { variant: 'busybox', size: 4096 }), 0o755);
  }

  /** A file of /desk. */
  file(name: string, text: string | Uint8Array): void {
    const path = `/desk/${name}`;
    this.fs.mkdirs(path.slice(0, path.lastIndexOf('/')));
    this.fs.writeFile(path, text);
  }

  /** Runs a line in bash as root in /desk. */
  run(command: string, stdin = '', limit = 60e9): Result {
    let stdout = '';
    let stderr = '';
    const decoders = [new TextDecoder(), new TextDecoder()] as const;
    const handle = this.kernel.spawn(this.host, '/bin/bash', {
      argv: ['bash', '-c', command],
      cwd: '/desk',
      env: new Map([
        ['PATH', PATH],
        ['HOME', '/root'],
        ['LANG', 'C.UTF-8'],
      ]),
      stdio: [
        source(stdin),
        sink((bytes) => {
          stdout += decoders[0].decode(bytes, { stream: true });
        }),
        sink((bytes) => {
          stderr += decoders[1].decode(bytes, { stream: true });
        }),
      ],
    });
    this.kernel.run({ time: this.kernel.now() + limit });
    const status = handle.status();
    const code = status?.kind === 'exited' ? status.code : status?.kind === 'signaled' ? 128 : -1;
    return { stdout, stderr, code };
  }

  /** Starts a line in bash on a terminal of 80 columns; `type` gives it keys and runs until it waits. */
  terminal(command: string, size = { rows: 24, cols: 80 }): { screen: () => string; type: (keys: string, seconds?: number) => void; ended: () => boolean } {
    const terminal = this.kernel.openTerminal(this.host, size);
    let text = '';
    const decoder = new TextDecoder();
    terminal.onOutput = (bytes) => {
      text += decoder.decode(bytes, { stream: true });
    };
    const handle = this.kernel.spawn(this.host, '/bin/bash', {
      argv: ['bash', '-c', command],
      cwd: '/desk',
      env: new Map([
        ['PATH', PATH],
        ['HOME', '/root'],
        ['TERM', 'xterm'],
      ]),
      terminal,
    });
    const go = (seconds: number): void => void this.kernel.run({ time: this.kernel.now() + seconds * 1e9 });
    go(0.5);
    return {
      screen: () => text,
      type: (keys, seconds = 0.5) => {
        terminal.input(keys);
        go(seconds);
      },
      ended: () => handle.status() !== undefined,
    };
  }
}

export async function testHost(): Promise<TestHost> {
  await preloadPrograms();
  return new TestHost();
}
