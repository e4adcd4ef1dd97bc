// The learner's host without its services: bash and all programs, for tests of the userland.
import { createMemoryFs } from '../../../src/kernel/fs/memory.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import type { FsView } from '../../../src/kernel/fs/types.ts';
import { executable } from '../../../src/kernel/executable.ts';
import { Kernel } from '../../../src/kernel/kernel.ts';
import type { KernelHost } from '../../../src/kernel/kernel-host.ts';
import { sink, source } from '../../../src/kernel/outside.ts';
import { learnerTree } from '../../../src/machine/hosts/learner.ts';
import { mountSystem } from '../../../src/machine/hosts/mounts.ts';
import { PROGRAMS } from '../../../src/machine/program-table.ts';
import { preloadPrograms, programTable } from '../../../src/machine/programs.ts';
import { COURSE_WORLD } from '../../../src/machine/world.ts';

const EPOCH = 1_756_713_600n * 1_000_000_000n;
const ROOT = { uid: 0, gid: 0, groups: [0] };
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export class TestHost {
  readonly kernel: Kernel;
  readonly host: KernelHost;

  constructor() {
    this.kernel = new Kernel({ seed: 1, epoch: EPOCH, programs: programTable() });
    const root = createMemoryFs({ type: 'ext4', now: () => this.kernel.realtime(), tree: learnerTree(COURSE_WORLD, EPOCH) });
    const facts = {
      kernelRelease: COURSE_WORLD.kernel,
      kernelVersion: '#1 SMP',
      architecture: 'x86_64' as const,
      operatingSystem: COURSE_WORLD.os,
      cpus: 2,
      memory: 4 * 1024 ** 3,
      swap: 0,
      cgroupVersion: 2 as const,
    };
    this.host = this.kernel.addHost({ name: 'box', facts, root });
    mountSystem(this.host);
    const fs = this.fs;
    fs.mkdirs('/desk');
    for (const [name] of PROGRAMS)
      if (!PATH.split(':').some((dir) => fs.exists(`${dir}/${name}`)))
        fs.writeData(`/usr/local/bin/${name}`, executable(name, { variant: 'gnu', size: 4096 }), 0o755);
    fs.writeData('/usr/local/bin/busybox', executable('busybox', { variant: 'busybox', size: 4096 }), 0o755);
  }

  get fs(): FsView {
    return createView(this.host.mounts, ROOT);
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
