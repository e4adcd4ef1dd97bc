/** What the package mirror of the internet's host serves. */
import { DEBIAN_PACKAGES } from '../../engine/images/rootfs/packages.ts';
import { TreeBuilder, type TreeDirectory } from '../../kernel/fs/tree.ts';
import { mirrorFiles } from '../../userland/debian/mirror-tree.ts';

/** Releases whose packages it has. */
const SUITES = ['bookworm', 'trixie', 'noble', 'jammy'];
const ALPINE = ['3.20', '3.21', '3.22'];

/** The tree of /srv/mirror. */
export function mirrorTree(time: bigint): TreeDirectory {
  const tree = new TreeBuilder({ mtime: time });
  for (const [path, data] of mirrorFiles(DEBIAN_PACKAGES, { suites: SUITES, alpine: ALPINE, mtime: time })) tree.file(path, data);
  return tree.build();
}
