/** Changing /etc/passwd, /etc/group and /etc/shadow. Throws SysError (EACCES for who is not root). */
import type { FsView } from '../../kernel/fs/types.ts';
import type { Proc } from '../../kernel/sys.ts';
import { findGroup, groups, users } from '../accounts.ts';

export interface NewUser { readonly name: string; readonly uid: number; readonly gid: number; readonly gecos: string; readonly home: string; readonly shell: string }

/** The lowest free id from `first` on. */
export function freeId(taken: readonly number[], first: number, last: number): number {
  for (let id = first; id <= last; id++) if (!taken.includes(id)) return id;
  return -1;
}

/** The highest free id below 1000, as for system accounts. */
function freeSystemId(taken: readonly number[]): number {
  for (let id = 999; id >= 100; id--) if (!taken.includes(id)) return id;
  return -1;
}

export function nextUid(fs: FsView, system: boolean): number {
  const taken = users(fs).map((user) => user.uid);
  return system ? freeSystemId(taken) : freeId(taken, 1000, 59999);
}

export function nextGid(fs: FsView, system: boolean): number {
  const taken = groups(fs).map((group) => group.gid);
  return system ? freeSystemId(taken) : freeId(taken, 1000, 59999);
}

function appendLine(fs: FsView, path: string, line: string): void {
  const text = fs.exists(path) ? fs.readText(path) : '';
  fs.writeFile(path, `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`);
}

export function addUser(proc: Proc, user: NewUser): void {
  appendLine(proc.fs, '/etc/passwd', [user.name, 'x', user.uid, user.gid, user.gecos, user.home, user.shell].join(':'));
  if (proc.fs.exists('/etc/shadow')) appendLine(proc.fs, '/etc/shadow', `${user.name}:!:${proc.realtime() / 86_400_000_000_000n}:0:99999:7:::`);
}

export function addGroup(proc: Proc, name: string, gid: number, members: readonly string[] = []): void {
  appendLine(proc.fs, '/etc/group', `${name}:x:${gid}:${members.join(',')}`);
}

/** Rewrites the line of a name; an empty result removes it. */
export function editLine(fs: FsView, path: string, name: string, edit: (fields: string[]) => string[]): void {
  if (!fs.exists(path)) return;
  const lines = fs.readText(path).split('\n').flatMap((line) => {
    if (!line.startsWith(`${name}:`)) return [line];
    const fields = edit(line.split(':'));
    return fields.length === 0 ? [] : [fields.join(':')];
  });
  fs.writeFile(path, lines.join('\n'));
}

export function addMember(fs: FsView, group: string, user: string): void {
  editLine(fs, '/etc/group', group, (fields) => {
    const members = (fields[3] ?? '').split(',').filter((each) => each !== '' && each !== user);
    return [...fields.slice(0, 3), [...members, user].join(',')];
  });
}

export function removeMember(fs: FsView, group: string, user: string): void {
  editLine(fs, '/etc/group', group, (fields) => [...fields.slice(0, 3), (fields[3] ?? '').split(',').filter((each) => each !== user).join(',')]);
}

/** Removes a user's lines and memberships. */
export function removeUser(fs: FsView, name: string): void {
  for (const path of ['/etc/passwd', '/etc/shadow']) editLine(fs, path, name, () => []);
  for (const group of groups(fs)) if (group.members.includes(name)) removeMember(fs, group.name, name);
  const own = findGroup(fs, name);
  if (own && own.members.length === 0 && !users(fs).some((user) => user.gid === own.gid)) editLine(fs, '/etc/group', name, () => []);
}

/** Makes a home folder with what /etc/skel has. */
export function makeHome(fs: FsView, home: string, uid: number, gid: number, mode = 0o755): void {
  fs.mkdirs(home.slice(0, home.lastIndexOf('/')) || '/');
  if (!fs.exists(home)) fs.mkdir(home, mode);
  const copy = (from: string, to: string): void => {
    for (const entry of fs.exists(from) ? fs.readdir(from) : []) {
      if (entry.kind === 'file') fs.writeFile(`${to}/${entry.name}`, fs.readFile(`${from}/${entry.name}`), 0o644);
      fs.chown(`${to}/${entry.name}`, uid, gid);
    }
  };
  copy('/etc/skel', home);
  fs.chown(home, uid, gid);
}

/** A group by name or number. */
export function groupOf(fs: FsView, key: string): ReturnType<typeof findGroup> {
  return findGroup(fs, key) ?? (/^\d+$/.test(key) ? findGroup(fs, Number(key)) : undefined);
}

