/** A daemon without processes, for tests of the services that live on its disk. */
import { createMemoryFs, type MemoryFs } from '../../../src/kernel/fs/memory.ts';
import type { TreeDirectory } from '../../../src/kernel/fs/tree.ts';
import { TreeBuilder } from '../../../src/kernel/fs/tree.ts';
import { createMountNamespace } from '../../../src/kernel/fs/mounts.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import { randomStream } from '../../../src/kernel/random.ts';
import type { RandomStream } from '../../../src/kernel/random.ts';
import type { Proc } from '../../../src/kernel/sys.ts';
import type { ContainerView, Daemon } from '../../../src/engine/daemon.ts';
import { Images } from '../../../src/engine/images/service.ts';
import { Volumes } from '../../../src/engine/volumes/service.ts';

export interface Stub {
  readonly daemon: Daemon;
  readonly images: Images;
  readonly volumes: Volumes;
  readonly containers: ContainerView[];
  readonly events: string[];
  readonly disk: MemoryFs;
  /** The tree that the disk began with. */
  readonly hostTree: TreeDirectory;
  /** Makes the services anew from the disk, as a restart of the daemon does. */
  restart(): Stub;
}

/** `disk` replaces the disk that is made: what came back from a snapshot. */
export function stubDaemon(docker?: TreeDirectory, disk?: MemoryFs): Stub {
  let time = 1_795_266_000_000_000_000n;
  const now = (): bigint => (time += 1_000_000n);
  const tree = new TreeBuilder();
  tree.directory('var/lib').directory('tmp');
  if (docker) tree.tree('var/lib/docker', docker);
  const hostTree = tree.build();
  const root = disk ?? createMemoryFs({ type: 'ext4', now, tree: hostTree });
  const mounts = createMountNamespace(root);
  const fs = createView(mounts, { uid: 0, gid: 0, groups: [0] });
  const streams = new Map<string, RandomStream>();
  const random = (name: string): RandomStream => {
    let stream = streams.get(name);
    if (!stream) streams.set(name, (stream = randomStream(1, name)));
    return stream;
  };
  const containers: ContainerView[] = [];
  const events: string[] = [];
  const proc = { realtime: now, random, mounts, fs } as unknown as Proc;
  const make = (): Stub => {
    const daemon = {
      proc, root: '/var/lib/docker', fs, config: { registryMirrors: [], insecureRegistries: [] },
      events: { publish: (type: string, action: string, id: string, attributes: object) => void events.push(`${type} ${action} ${id} ${JSON.stringify(attributes)}`), subscribe: () => () => {}, history: [] },
      containers: { list: () => containers, find: () => undefined, resolve: () => '' },
    } as unknown as { -readonly [K in keyof Daemon]: Daemon[K] };
    const images = new Images(daemon);
    const volumes = new Volumes(daemon);
    daemon.images = images;
    daemon.volumes = volumes;
    return { daemon, images, volumes, containers, events, disk: root, hostTree, restart: make };
  };
  fs.mkdirs('/var/lib/docker');
  return make();
}

export function container(id: string, imageId: string, running = false): ContainerView {
  return { id, imageId, running, name: id, image: imageId, status: running ? 'running' : 'exited' } as unknown as ContainerView;
}
