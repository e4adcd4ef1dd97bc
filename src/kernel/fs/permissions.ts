/** File permissions by owner, group, others and capabilities: path_resolution(7), capabilities(7). */
import { capable } from '../capabilities.ts';
import type { Credentials } from '../sys.ts';
import type { Inode, Rights } from './types.ts';

export const READ = 4;
export const WRITE = 2;
export const EXECUTE = 1;

/** True when the group is the credentials' own or a supplementary one. */
export function inGroup(credentials: Credentials, gid: number): boolean {
  return credentials.gid === gid || credentials.groups.includes(gid);
}

/** What permissions on a node are made of. */
export function rightsOf(node: Inode): Rights {
  return node.rights?.() ?? node.stat();
}

/** True when all wanted bits (4 read, 2 write, 1 execute or search) are granted. */
export function permits(stat: Rights, credentials: Credentials, wanted: number): boolean {
  const { mode } = stat;
  const granted = credentials.uid === stat.uid ? (mode >> 6) & 7 : inGroup(credentials, stat.gid) ? (mode >> 3) & 7 : mode & 7;
  if ((granted & wanted) === wanted) return true;
  const missing = wanted & ~granted;
  if (capable(credentials, 'DAC_OVERRIDE')) return !(missing & EXECUTE) || stat.kind === 'directory' || (mode & 0o111) !== 0;
  if (capable(credentials, 'DAC_READ_SEARCH')) return stat.kind === 'directory' ? !(missing & WRITE) : missing === READ;
  return false;
}

/** True when the caller may change attributes of the node: its owner, or CAP_FOWNER. */
export function owns(stat: Rights, credentials: Credentials): boolean {
  return credentials.uid === stat.uid || capable(credentials, 'FOWNER');
}

/** The restricted deletion rule of sticky directories (unlink(2) EPERM). */
export function mayDelete(directory: Rights, node: Rights, credentials: Credentials): boolean {
  return !(directory.mode & 0o1000) || credentials.uid === node.uid || credentials.uid === directory.uid || capable(credentials, 'FOWNER');
}
