/** The init layer between an image and a container's own: what runc mounts over must exist (moby daemon/initlayer). */
import { TreeBuilder } from '../../kernel/fs/tree.ts';

export const INIT_LAYER_ID = 'init';

export const INIT_LAYER = new TreeBuilder()
  .directory('dev/pts').directory('dev/shm').directory('proc').directory('sys')
  .file('.dockerenv', '', 0o755).file('dev/console', '', 0o755)
  .file('etc/hosts', '', 0o755).file('etc/hostname', '', 0o755).file('etc/resolv.conf', '', 0o755)
  .symlink('etc/mtab', '/proc/mounts')
  .build();
