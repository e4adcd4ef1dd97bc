/** Users and groups by the files of passwd(5) and group(5). Containers have their own, so they are read each time. */
import type { FsView } from '../kernel/fs/types.ts';

export interface User { readonly name: string; readonly uid: number; readonly gid: number; readonly gecos: string; readonly home: string; readonly shell: string }
export interface Group { readonly name: string; readonly gid: number; readonly members: readonly string[] }

function rows(fs: FsView, path: string): string[][] {
  if (!fs.exists(path)) return [];
  return fs.readText(path).split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(':'));
}

export function users(fs: FsView): User[] {
  return rows(fs, '/etc/passwd').map(([name = '', , uid, gid, gecos = '', home = '/', shell = '']) => ({ name, uid: Number(uid), gid: Number(gid), gecos, home, shell }));
}

export function groups(fs: FsView): Group[] {
  return rows(fs, '/etc/group').map(([name = '', , gid, members = '']) => ({ name, gid: Number(gid), members: members === '' ? [] : members.split(',') }));
}

/** A user by name or by number. */
export function findUser(fs: FsView, key: string | number): User | undefined {
  return users(fs).find((user) => (typeof key === 'number' ? user.uid === key : user.name === key));
}

export function findGroup(fs: FsView, key: string | number): Group | undefined {
  return groups(fs).find((group) => (typeof key === 'number' ? group.gid === key : group.name === key));
}

/** Supplementary groups of a user, its primary group included. */
export function groupIds(fs: FsView, user: User): number[] {
  return [user.gid, ...groups(fs).filter((group) => group.members.includes(user.name) && group.gid !== user.gid).map((group) => group.gid)];
}
