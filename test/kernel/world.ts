/** A small host for tests of the kernel: programs are given as generator functions and live in /bin. */
import { expect } from 'vitest';
import { executable } from '../../src/kernel/executable.ts';
import { createMemoryFs } from '../../src/kernel/fs/memory.ts';
import { addStandardDevices } from '../../src/kernel/fs/devices.ts';
import { createView } from '../../src/kernel/fs/view.ts';
import type { HostFacts } from '../../src/kernel/host.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import type { KernelOptions, KernelSpawnOptions, ProcessHandle } from '../../src/kernel/kernel.ts';
import type { KernelHost } from '../../src/kernel/kernel-host.ts';
import { sink, source } from '../../src/kernel/outside.ts';
import type { Proc, Program, Sys } from '../../src/kernel/sys.ts';

export const FACTS: HostFacts = {
  kernelRelease: '6.1.0-37-amd64', kernelVersion: '#1 SMP', architecture: 'x86_64', operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  cpus: 1, memory: 8 * 1024 ** 3, swap: 0, cgroupVersion: 2,
};
export const ROOT = { uid: 0, gid: 0, groups: [0] };
export const SECOND = 1_000_000_000;
export const MILLISECOND = 1_000_000;

export type Main = (proc: Proc) => Sys<number>;

export class World {
  readonly kernel: Kernel;
  readonly host: KernelHost;
  output = '';

  constructor(programs: Record<string, Main | Program | (() => Promise<Program>)>, options: Partial<KernelOptions> = {}, facts: Partial<HostFacts> = {}) {
    const table = new Map<string, Program | (() => Promise<Program>)>();
    for (const [name, main] of Object.entries(programs)) {
      const isGenerator = typeof main === 'function' && main.constructor.name === 'GeneratorFunction';
      table.set(name, isGenerator ? { name, main: main as Main } : (main as Program));
    }
    this.kernel = new Kernel({ seed: 1, epoch: 1_700_000_000n * 1_000_000_000n, programs: table, ...options });
    const root = createMemoryFs({ type: 'ext4', now: () => this.kernel.realtime() });
    this.host = this.kernel.addHost({ name: 'box', facts: { ...FACTS, ...facts }, root });
    const view = createView(this.host.mounts, ROOT, '/');
    for (const dir of ['/bin', '/dev', '/tmp']) view.mkdirs(dir);
    addStandardDevices(view.resolve('/dev').node);
    for (const name of Object.keys(programs)) view.writeData(`/bin/${name}`, executable(name), 0o755);
  }

  get fs() {
    return createView(this.host.mounts, ROOT, '/');
  }

  /** Starts /bin/NAME with its output collected in `output`. */
  start(name: string, args: readonly string[] = [], options: KernelSpawnOptions = {}): ProcessHandle {
    const out = sink((bytes) => {
      this.output += new TextDecoder().decode(bytes);
    });
    return this.kernel.spawn(this.host, `/bin/${name}`, { argv: [name, ...args], stdio: [source(''), out, out], credentials: ROOT, ...options });
  }

  /** Runs it until nothing happens any more. */
  run(name: string, ...args: string[]): { output: string; status: unknown } {
    this.output = '';
    const handle = this.start(name, args);
    this.kernel.run();
    expect(this.kernel.crashes.map((crash) => crash.error)).toEqual([]);
    return { output: this.output, status: handle.status() };
  }
}

/** A world of one program. */
export function runMain(main: Main, others: Record<string, Main> = {}): { output: string; status: unknown; world: World } {
  const world = new World({ main, ...others });
  return { ...world.run('main'), world };
}
