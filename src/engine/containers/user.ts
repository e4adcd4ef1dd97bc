/** Who a process in a container runs as (moby oci.WithUser / runc libcontainer/user.GetExecUser): `user[:group]` by the container's own files. */
import type { Credentials } from '../../kernel/sys.ts';
import type { FsView } from '../../kernel/fs/types.ts';
import { DaemonError } from '../daemon.ts';

interface PasswdEntry { name: string; uid: number; gid: number; home: string }
interface GroupEntry { name: string; gid: number; members: string[] }

const LARGEST = 2 ** 31 - 1;

function lines(view: FsView, path: string): string[][] {
  try {
    return view.readText(path).split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')).map((line) => line.split(':'));
  } catch {
    // An image without the file (scratch) has no names.
    return [];
  }
}

function passwd(view: FsView): PasswdEntry[] {
  return lines(view, '/etc/passwd').map((f) => ({ name: f[0] ?? '', uid: Number(f[2]), gid: Number(f[3]), home: f[5] ?? '' }));
}

function groups(view: FsView): GroupEntry[] {
  return lines(view, '/etc/group').map((f) => ({ name: f[0] ?? '', gid: Number(f[2]), members: (f[3] ?? '').split(',').filter((m) => m !== '') }));
}

function numeric(text: string): number | undefined {
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

export interface User {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly home: string;
}

/**
 * Resolves Config.User and --group-add. Throws `unable to find user X: no matching entries in passwd file` with `status`
 * (500 at start, 400 at exec create).
 */
export function lookupUser(view: FsView, spec: string, groupAdd: readonly string[], status: number): User {
  const [userPart = '', groupPart = ''] = spec.split(':', 2);
  const entries = passwd(view);
  const all = groups(view);
  const number = numeric(userPart);
  const wanted = userPart === '' ? '0' : userPart;
  const entry = entries.find((e) => e.name === wanted) ?? entries.find((e) => e.uid === numeric(wanted));
  let uid = entry?.uid ?? 0;
  let gid = entry?.gid ?? 0;
  if (!entry && userPart !== '') {
    if (number === undefined) throw new DaemonError(status, `unable to find user ${userPart}: no matching entries in passwd file`);
    if (number < 0 || number > LARGEST) throw new DaemonError(status, 'uids and gids must be in range 0-2147483647');
    uid = number;
  }
  let supplementary: number[];
  if (groupPart !== '') {
    gid = groupId(all, groupPart, status);
    supplementary = [gid];
  } else {
    supplementary = entry ? all.filter((g) => g.members.includes(entry.name)).map((g) => g.gid) : [];
    if (!supplementary.includes(gid)) supplementary.unshift(gid);
  }
  for (const name of groupAdd) {
    const id = groupId(all, name, status);
    if (!supplementary.includes(id)) supplementary.push(id);
  }
  return { uid, gid, groups: supplementary, home: entry?.home || '/' };
}

function groupId(all: GroupEntry[], name: string, status: number): number {
  const found = all.find((g) => g.name === name) ?? all.find((g) => g.gid === numeric(name));
  if (found) return found.gid;
  const number = numeric(name);
  if (number === undefined) throw new DaemonError(status, `unable to find group ${name}: no matching entries in group file`);
  if (number < 0 || number > LARGEST) throw new DaemonError(status, 'uids and gids must be in range 0-2147483647');
  return number;
}

/** Credentials of a process of that user; only root holds capabilities effectively. */
export function credentialsOf(user: User, capabilities: ReadonlySet<string>): Credentials {
  return { uid: user.uid, gid: user.gid, groups: user.groups, capabilities: user.uid === 0 ? capabilities : new Set() };
}
