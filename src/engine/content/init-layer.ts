/** The init layer between an image and a container's own: what runc mounts over must exist (moby daemon/initlayer). */
import { lazyDirectory, TreeBuilder, type TreeDirectory } from '../../kernel/fs/tree.ts';
import type { LayerSource } from './overlay2.ts';

const PREFIX = 'init:';

/** The init layer of a container that is made at `time`, nanoseconds since 1970. */
export function initLayer(time: bigint): LayerSource {
  return { tree: initTree(time), known: { id: `${PREFIX}${time}`, bytes: 0 } };
}

/** The tree of an init layer by the id under which a snapshot of the disk names it; undefined for other ids. */
export function treeOfInit(id: string): TreeDirectory | undefined {
  return id.startsWith(PREFIX) ? initTree(BigInt(id.slice(PREFIX.length))) : undefined;
}

function initTree(mtime: bigint): TreeDirectory {
  // Most containers that are made in bulk are never started: their files are not needed.
  return lazyDirectory({ mtime }, () => new TreeBuilder({ mtime })
    .directory('dev/pts').directory('dev/shm').directory('proc').directory('sys')
    .file('.dockerenv', '', 0o755).file('dev/console', '', 0o755)
    .file('etc/hosts', '', 0o755).file('etc/hostname', '', 0o755).file('etc/resolv.conf', '', 0o755)
    .symlink('etc/mtab', '/proc/mounts')
    .build());
}
