// A Debian host with every program of the table, /desk for files and no services.
import { executable } from '../../src/kernel/executable.ts';
import { createMemoryFs } from '../../src/kernel/fs/memory.ts';
import type { FsView } from '../../src/kernel/fs/types.ts';
import { createView } from '../../src/kernel/fs/view.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import type { KernelHost } from '../../src/kernel/kernel-host.ts';
import { learnerTree } from '../../src/machine/hosts/learner.ts';
import { mountSystem } from '../../src/machine/hosts/mounts.ts';
import { PROGRAMS } from '../../src/machine/program-table.ts';
import { programTable } from '../../src/machine/programs.ts';
import { COURSE_WORLD } from '../../src/machine/world.ts';

const ROOT = { uid: 0, gid: 0, groups: [0] };
export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** The base of the test machines. Programs are loaded already (preloadPrograms); `versions` gives some a variant of their own. */
export class Desk {
  readonly kernel: Kernel;
  readonly host: KernelHost;

  constructor(epoch: bigint, versions: Readonly<Record<string, string>> = {}) {
    this.kernel = new Kernel({ seed: 1, epoch, programs: programTable() });
    const root = createMemoryFs({ type: 'ext4', now: () => this.kernel.realtime(), tree: learnerTree(COURSE_WORLD, epoch) });
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
    const { fs } = this;
    fs.mkdirs('/desk');
    for (const [name] of PROGRAMS)
      if (versions[name] !== undefined || !PATH.split(':').some((dir) => fs.exists(`${dir}/${name}`)))
        fs.writeData(`/usr/local/bin/${name}`, executable(name, { variant: versions[name] ?? 'gnu', size: 4096 }), 0o755);
  }

  get fs(): FsView {
    return createView(this.host.mounts, ROOT);
  }
}
