/** useradd, usermod, userdel, groupadd, groupdel of the shadow suite. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { findGroup, findUser, groups, users } from '../accounts.ts';
import { tool, type Tool } from '../tool.ts';
import { addGroup, addMember, addUser, editLine, groupOf, makeHome, nextGid, nextUid, removeMember, removeUser } from './account-files.ts';

const NAME = /^[a-z_][a-z0-9_-]*\$?$/;

/** Runs a change of the files; who may not write them gets the message of the suite. */
function* locked(t: Tool, file: string, body: () => void): Sys<number> {
  try {
    if (t.proc.credentials.uid !== 0) throw Object.assign(new Error('denied'), { denied: true });
    body();
    return 0;
  } catch (error) {
    if (!isSysError(error) && !(error instanceof Error && 'denied' in error)) throw error;
    yield* t.proc.write(2, `${t.name}: Permission denied.\n${t.name}: cannot lock ${file}; try again later.\n`);
    return t.name.startsWith('group') ? 10 : 1;
  }
}

function* groupList(t: Tool, text: string | undefined): Sys<string[] | undefined> {
  const names: string[] = [];
  for (const key of (text ?? '').split(',').filter((each) => each !== '')) {
    const group = groupOf(t.proc.fs, key);
    if (!group) {
      yield* t.warn(`group '${key}' does not exist`);
      return undefined;
    }
    names.push(group.name);
  }
  return names;
}

export const useradd = tool({
  name: 'useradd',
  synopsis: ['[options] LOGIN', '-D', '-D [options]'],
  summary: '',
  usageExit: 2,
  options: [
    { short: 'c', long: 'comment', argument: 'COMMENT', help: 'GECOS field of the new account' }, { short: 'd', long: 'home-dir', argument: 'HOME_DIR', help: 'home directory of the new account' },
    { short: 'g', long: 'gid', argument: 'GROUP', help: 'name or ID of the primary group of the new account' }, { short: 'G', long: 'groups', argument: 'GROUPS', help: 'list of supplementary groups of the new account' },
    { short: 'm', long: 'create-home', help: "create the user's home directory" }, { short: 'M', long: 'no-create-home', help: "do not create the user's home directory" },
    { short: 'N', long: 'no-user-group', help: 'do not create a group with the same name as the user' }, { short: 'U', long: 'user-group', help: 'create a group with the same name as the user' },
    { short: 'o', long: 'non-unique', help: 'allow to create users with duplicate (non-unique) UID' }, { short: 'p', long: 'password', argument: 'PASSWORD', help: 'encrypted password of the new account' },
    { short: 'r', long: 'system', help: 'create a system account' }, { short: 's', long: 'shell', argument: 'SHELL', help: 'login shell of the new account' }, { short: 'u', long: 'uid', argument: 'UID', help: 'user ID of the new account' },
    { short: 'l', long: 'no-log-init', help: 'do not add the user to the lastlog and faillog databases' },
  ],
  *run(t) {
    const { fs } = t.proc;
    const [name] = t.operands;
    if (name === undefined) return yield* t.usage('a login name is needed', 2);
    if (!NAME.test(name)) return yield* t.fail(`invalid user name '${name}': use --badname to ignore`, 3);
    if (findUser(fs, name)) return yield* t.fail(`user '${name}' already exists`, 9);
    const system = t.has('system');
    const uid = t.value('uid') === undefined ? nextUid(fs, system) : Number(t.value('uid'));
    if (!Number.isInteger(uid)) return yield* t.fail(`invalid user ID '${t.value('uid')}'`, 3);
    if (!t.has('non-unique') && users(fs).some((user) => user.uid === uid)) return yield* t.fail(`UID ${uid} is not unique`, 4);
    const wanted = t.value('gid');
    const group = wanted === undefined ? undefined : groupOf(fs, wanted);
    if (wanted !== undefined && !group) return yield* t.fail(`group '${wanted}' does not exist`, 6);
    const extra = yield* groupList(t, t.value('groups'));
    if (!extra) return 6;
    const own = group === undefined && !t.has('no-user-group');
    if (own && findGroup(fs, name)) return yield* t.fail(`group ${name} exists - if you want to add this user to that group, use -g.`, 9);
    const gid = group?.gid ?? (own ? (groups(fs).some((each) => each.gid === uid) ? nextGid(fs, system) : uid) : 100);
    const home = t.value('home-dir') ?? `/home/${name}`;
    return yield* locked(t, '/etc/passwd', () => {
      if (own) addGroup(t.proc, name, gid);
      addUser(t.proc, { name, uid, gid, gecos: t.value('comment') ?? '', home, shell: t.value('shell') ?? '/bin/sh' });
      for (const each of extra) addMember(fs, each, name);
      if (t.has('create-home') && !t.has('no-create-home')) makeHome(fs, home, uid, gid);
    });
  },
});

export const usermod = tool({
  name: 'usermod',
  synopsis: ['[options] LOGIN'],
  summary: '',
  usageExit: 2,
  options: [
    { short: 'a', long: 'append', help: 'append the user to the supplemental GROUPS mentioned by the -G option without removing the user from other groups' }, { short: 'c', long: 'comment', argument: 'COMMENT', help: 'new value of the GECOS field' },
    { short: 'd', long: 'home', argument: 'HOME_DIR', help: 'new home directory for the user account' }, { short: 'g', long: 'gid', argument: 'GROUP', help: 'force use GROUP as new primary group' }, { short: 'G', long: 'groups', argument: 'GROUPS', help: 'new list of supplementary GROUPS' },
    { short: 'l', long: 'login', argument: 'NEW_LOGIN', help: 'new value of the login name' }, { short: 'L', long: 'lock', help: 'lock the user account' }, { short: 'U', long: 'unlock', help: 'unlock the user account' }, { short: 's', long: 'shell', argument: 'SHELL', help: 'new login shell for the user account' }, { short: 'u', long: 'uid', argument: 'UID', help: 'new UID for the user account' },
    { short: 'm', long: 'move-home', help: 'move contents of the home directory to the new location (use only with -d)' },
  ],
  *run(t) {
    const { fs } = t.proc;
    const [name] = t.operands;
    if (name === undefined) return yield* t.usage('a login name is needed', 2);
    const user = findUser(fs, name);
    if (!user) return yield* t.fail(`user '${name}' does not exist`, 6);
    const extra = yield* groupList(t, t.value('groups'));
    if (!extra) return 6;
    const gid = t.value('gid');
    const group = gid === undefined ? undefined : groupOf(fs, gid);
    if (gid !== undefined && !group) return yield* t.fail(`group '${gid}' does not exist`, 6);
    return yield* locked(t, '/etc/passwd', () => {
      if (t.value('groups') !== undefined) {
        if (!t.has('append')) for (const each of groups(fs)) if (each.members.includes(name) && !extra.includes(each.name)) removeMember(fs, each.name, name);
        for (const each of extra) addMember(fs, each, name);
      }
      const home = t.value('home');
      if (home !== undefined && t.has('move-home') && fs.exists(user.home)) fs.rename(user.home, home);
      const login = t.value('login') ?? name;
      editLine(fs, '/etc/passwd', name, ([, x = 'x', uid = '', oldGid = '', gecos = '', oldHome = '', shell = '']) => [login, x, t.value('uid') ?? uid, String(group?.gid ?? oldGid), t.value('comment') ?? gecos, home ?? oldHome, t.value('shell') ?? shell]);
      if (login !== name) {
        editLine(fs, '/etc/shadow', name, (fields) => [login, ...fields.slice(1)]);
        for (const each of groups(fs)) {
          if (!each.members.includes(name)) continue;
          removeMember(fs, each.name, name);
          addMember(fs, each.name, login);
        }
      }
      if (t.has('lock')) editLine(fs, '/etc/shadow', name, ([first = '', hash = '', ...rest]) => [first, hash.startsWith('!') ? hash : `!${hash}`, ...rest]);
      if (t.has('unlock')) editLine(fs, '/etc/shadow', name, ([first = '', hash = '', ...rest]) => [first, hash.replace(/^!/, ''), ...rest]);
    });
  },
});

export const userdel = tool({
  name: 'userdel',
  synopsis: ['[options] LOGIN'],
  summary: '',
  usageExit: 2,
  options: [{ short: 'r', long: 'remove', help: 'remove home directory and mail spool' }, { short: 'f', long: 'force', help: 'force some actions that would fail otherwise' }],
  *run(t) {
    const [name] = t.operands;
    if (name === undefined) return yield* t.usage('a login name is needed', 2);
    const user = findUser(t.proc.fs, name);
    if (!user) return yield* t.fail(`user '${name}' does not exist`, 6);
    if (t.has('remove')) yield* t.warn(`${name} mail spool (/var/mail/${name}) not found`);
    return yield* locked(t, '/etc/passwd', () => {
      removeUser(t.proc.fs, name);
      if (t.has('remove')) t.proc.fs.removeAll(user.home);
    });
  },
});

export const groupadd = tool({
  name: 'groupadd',
  synopsis: ['[options] GROUP'],
  summary: '',
  usageExit: 2,
  options: [{ short: 'f', long: 'force', help: 'exit successfully if the group already exists' }, { short: 'g', long: 'gid', argument: 'GID', help: 'use GID for the new group' }, { short: 'o', long: 'non-unique', help: 'allow to create groups with duplicate (non-unique) GID' }, { short: 'r', long: 'system', help: 'create a system account' }],
  *run(t) {
    const { fs } = t.proc;
    const [name] = t.operands;
    if (name === undefined) return yield* t.usage('a group name is needed', 2);
    if (!NAME.test(name)) return yield* t.fail(`'${name}' is not a valid group name`, 3);
    if (findGroup(fs, name)) return t.has('force') ? 0 : yield* t.fail(`group '${name}' already exists`, 9);
    const gid = t.value('gid') === undefined ? nextGid(fs, t.has('system')) : Number(t.value('gid'));
    if (!Number.isInteger(gid)) return yield* t.fail(`invalid group ID '${t.value('gid')}'`, 3);
    if (!t.has('non-unique') && groups(fs).some((group) => group.gid === gid)) return yield* t.fail(`GID '${gid}' already exists`, 4);
    return yield* locked(t, '/etc/group', () => addGroup(t.proc, name, gid));
  },
});

export const groupdel = tool({
  name: 'groupdel',
  synopsis: ['[options] GROUP'],
  summary: '',
  usageExit: 2,
  options: [{ short: 'f', long: 'force', help: 'delete group even if it is the primary group of a user' }],
  *run(t) {
    const { fs } = t.proc;
    const [name] = t.operands;
    if (name === undefined) return yield* t.usage('a group name is needed', 2);
    const group = findGroup(fs, name);
    if (!group) return yield* t.fail(`group '${name}' does not exist`, 6);
    const user = users(fs).find((each) => each.gid === group.gid);
    if (user && !t.has('force')) return yield* t.fail(`cannot remove the primary group of user '${user.name}'`, 8);
    return yield* locked(t, '/etc/group', () => removeGroup(t.proc, name));
  },
});

function removeGroup(proc: Proc, name: string): void {
  editLine(proc.fs, '/etc/group', name, () => []);
}
