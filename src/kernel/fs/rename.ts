/** What rename(2) allows. */
import { SysError } from '../errno.ts';
import type { Destination, Located } from './walk.ts';

/** The rules of rename(2) for what is moved and what it would replace. */
export function checkRename(moved: Located, target: Destination): void {
  const directory = moved.node.kind === 'directory';
  if (directory && (target.parent.path === moved.path || target.parent.path.startsWith(`${moved.path}/`))) throw new SysError('EINVAL');
  if (!directory && target.slash) throw new SysError('ENOTDIR');
  if (!target.found) return;
  if (target.found.node.kind !== 'directory') {
    if (directory) throw new SysError('ENOTDIR');
    return;
  }
  if (!directory) throw new SysError('EISDIR');
  if ((target.found.node.entries?.() ?? []).length > 0) throw new SysError('ENOTEMPTY');
}
