/** adduser, addgroup, deluser, delgroup: Debian's friendly front ends, and BusyBox's own. */
import { isSysError } from '../../kernel/errno.ts';
import { Lines } from '../../kernel/stdio.ts';
import type { Sys } from '../../kernel/sys.ts';
import { findGroup, findUser, groups } from '../accounts.ts';
import type { Option } from '../options.ts';
import { tool, type Tool } from '../tool.ts';
import { addGroup, addMember, addUser, editLine, freeId, groupOf, makeHome, nextGid, nextUid, removeMember, removeUser } from './account-files.ts';

const OPTIONS: readonly Option[] = [
  { short: 'h', long: 'home', argument: 'DIR', help: 'Home directory' }, { short: 'g', long: 'gecos', argument: 'GECOS', help: 'GECOS field' }, { short: 's', long: 'shell', argument: 'SHELL', help: 'Login shell' },
  { short: 'G', long: 'ingroup', argument: 'GRP', help: 'Group' }, { short: 'S', long: 'system', help: 'Create a system user' }, { short: 'D', long: 'disabled-password', help: "Don't assign a password" },
  { short: 'H', long: 'no-create-home', help: "Don't create home directory" }, { short: 'u', long: 'uid', argument: 'UID', help: 'User id' }, { long: 'gid', argument: 'GID' }, { long: 'disabled-login' }, { long: 'group' }, { short: 'k', argument: 'SKEL' }, { short: 'q', long: 'quiet' }, { long: 'comment', argument: 'GECOS' }, { long: 'force-badname' }, { long: 'allow-bad-names' },
];

export const adduser = tool({
  name: 'adduser',
  package: 'adduser 3.134',
  synopsis: ['[OPTIONS] USER [GROUP]'],
  summary: 'Create new user, or add USER to GROUP',
  options: OPTIONS,
  *run(t) {
    const asGroup = (t.proc.argv[0] ?? '').endsWith('addgroup');
    if (asGroup || (t.has('group') && !t.has('system'))) return yield* makeGroup(t);
    const [name, group] = t.operands;
    if (name === undefined) return yield* t.fail(t.busybox ? 'user name needed' : 'fatal: Only one or two names allowed.');
    if (t.proc.credentials.uid !== 0) return yield* t.fail(t.busybox ? 'permission denied (are you root?)' : 'Only root may add a user or group to the system.');
    if (group !== undefined) return yield* join(t, name, group);
    return yield* makeUser(t, name);
  },
});

export const addgroup = tool({
  name: 'addgroup',
  package: 'adduser 3.134',
  synopsis: ['[-g GID] [-S] [USER] GROUP'],
  summary: 'Add a group or add a user to a group',
  options: [{ short: 'g', long: 'gid', argument: 'GID', help: 'Group id' }, { short: 'S', long: 'system', help: 'Create a system group' }, { short: 'q', long: 'quiet' }],
  run: (t) => makeGroup(t),
});

function* join(t: Tool, user: string, group: string): Sys<number> {
  const { fs } = t.proc;
  if (!findUser(fs, user)) return yield* t.fail(t.busybox ? `unknown user ${user}` : `The user \`${user}' does not exist.`);
  const found = findGroup(fs, group);
  if (!found) return yield* t.fail(t.busybox ? `unknown group ${group}` : `The group \`${group}' does not exist.`);
  if (found.members.includes(user)) {
    if (!t.busybox) yield* t.print(`adduser: The user \`${user}' is already a member of \`${group}'.\n`);
    return 0;
  }
  addMember(fs, group, user);
  if (!t.busybox) yield* t.print(`Adding user \`${user}' to group \`${group}' ...\nDone.\n`);
  return 0;
}

function* makeGroup(t: Tool): Sys<number> {
  const { fs } = t.proc;
  const [first, second] = t.operands;
  if (first === undefined) return yield* t.fail('group name needed');
  if (t.proc.credentials.uid !== 0) return yield* t.fail(t.busybox ? 'permission denied (are you root?)' : 'Only root may add a user or group to the system.');
  if (second !== undefined) return yield* join(t, first, second);
  if (findGroup(fs, first)) return yield* t.fail(t.busybox ? `group '${first}' in use` : `The group \`${first}' already exists.`);
  const given = t.value('gid');
  if (given !== undefined && groups(fs).some((group) => group.gid === Number(given))) return yield* t.fail(t.busybox ? `gid '${given}' in use` : `The GID ${given} is already in use.`);
  const gid = given === undefined ? (t.busybox && t.has('system') ? freeId(groups(fs).map((group) => group.gid), 100, 999) : nextGid(fs, t.has('system'))) : Number(given);
  addGroup(t.proc, first, gid);
  if (!t.busybox && !t.has('quiet')) yield* t.print(`Adding group \`${first}' (GID ${gid}) ...\nDone.\n`);
  return 0;
}

function* makeUser(t: Tool, name: string): Sys<number> {
  const { fs } = t.proc;
  const system = t.has('system');
  const loud = !t.busybox && !t.has('quiet');
  if (findUser(fs, name)) return yield* t.fail(t.busybox ? `user '${name}' in use` : `The user \`${name}' already exists.`);
  const uid = t.value('uid') === undefined ? (t.busybox && system ? freeId(groups(fs).map((group) => group.gid), 100, 999) : nextUid(fs, system)) : Number(t.value('uid'));
  const wanted = t.value('ingroup') ?? (t.busybox ? undefined : t.value('gid'));
  const group = wanted === undefined ? undefined : groupOf(fs, wanted);
  if (wanted !== undefined && !group) return yield* t.fail(t.busybox ? `unknown group ${wanted}` : `The group \`${wanted}' does not exist.`);
  const noGroup = system && !t.has('group') && group === undefined;
  const gid = group?.gid ?? (noGroup ? 65534 : groups(fs).some((each) => each.gid === uid) ? nextGid(fs, system) : uid);
  const home = t.value('home') ?? (system && !t.busybox ? '/nonexistent' : `/home/${name}`);
  const shell = t.value('shell') ?? (system ? (t.busybox ? '/sbin/nologin' : '/usr/sbin/nologin') : t.busybox ? '/bin/sh' : '/bin/bash');
  const gecos = t.value('comment') ?? t.value('gecos') ?? (t.busybox ? (system ? 'Linux User,,,' : 'Linux User,,,') : system ? '' : ',,,');
  if (loud) yield* t.print(system ? `Adding system user \`${name}' (UID ${uid}) ...\n` : `Adding user \`${name}' ...\n`);
  if (group === undefined && !noGroup) {
    addGroup(t.proc, name, gid);
    if (loud) yield* t.print(`Adding new group \`${name}' (${gid}) ...\n`);
  }
  addUser(t.proc, { name, uid, gid, gecos, home, shell });
  if (loud) yield* t.print(system ? `Adding new user \`${name}' (UID ${uid}) with group \`${group?.name ?? (noGroup ? 'nogroup' : name)}' ...\n` : `Adding new user \`${name}' (${uid}) with group \`${group?.name ?? name} (${gid})' ...\n`);
  if (t.has('no-create-home') || (system && t.value('home') === undefined && !t.busybox)) {
    if (loud) yield* t.print(`Not creating home directory \`${home}'.\n`);
  } else {
    try {
      if (loud) yield* t.print(`Creating home directory \`${home}' ...\n`);
      makeHome(fs, home, uid, gid, t.busybox ? 0o755 : 0o700);
      if (t.busybox) fs.chmod(home, 0o2755);
      if (loud && !system) yield* t.print("Copying files from `/etc/skel' ...\n");
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* t.warn(`${home}: ${error.message}`);
    }
  }
  if (!system && !t.has('disabled-password') && !t.has('disabled-login')) return yield* askPassword(t, name);
  return 0;
}

/** Asks for a password as passwd does. Passwords of the simulated accounts are kept locked: sudo asks for none. */
function* askPassword(t: Tool, name: string): Sys<number> {
  yield* t.out.flush();
  if (t.busybox) yield* t.proc.write(1, `Changing password for ${name}\n`);
  const lines = new Lines(t.proc, 0);
  const answers: (string | undefined)[] = [];
  for (const prompt of ['New password: ', 'Retype new password: ']) {
    yield* t.proc.write(2, t.busybox && prompt.startsWith('Re') ? 'Retype password: ' : prompt);
    answers.push(yield* lines.next());
  }
  if (answers[0] === undefined || answers[0] === '' || answers[0] !== answers[1]) {
    yield* t.proc.write(2, t.busybox ? `\npasswd: password for ${name} is unchanged\n` : '\nSorry, passwords do not match.\npasswd: Authentication token manipulation error\npasswd: password unchanged\n');
    return t.busybox ? 0 : 1;
  }
  editLine(t.proc.fs, '/etc/shadow', name, ([first = '', , ...rest]) => [first, '*', ...rest]);
  yield* t.proc.write(1, t.busybox ? `passwd: password for ${name} changed by root\n` : 'passwd: password updated successfully\n');
  return 0;
}

export const passwd = tool({
  name: 'passwd',
  synopsis: ['[options] [LOGIN]'],
  summary: '',
  options: [{ short: 'd', long: 'delete', help: 'delete the password for the named account' }, { short: 'l', long: 'lock', help: 'lock the password of the named account' }, { short: 'u', long: 'unlock', help: 'unlock the password of the named account' }, { short: 'S', long: 'status', help: 'report password status on the named account' }],
  *run(t) {
    const { fs, credentials } = t.proc;
    const name = t.operands[0] ?? findUser(fs, credentials.uid)?.name ?? '';
    if (!findUser(fs, name)) return yield* t.fail(t.busybox ? `unknown user ${name}` : `user '${name}' does not exist`);
    if (credentials.uid !== 0) return yield* t.fail(`You may not view or modify password information for ${name}.`);
    const set = (edit: (hash: string) => string): void => editLine(fs, '/etc/shadow', name, ([first = '', hash = '', ...rest]) => [first, edit(hash), ...rest]);
    if (t.has('delete')) set(() => '');
    else if (t.has('lock')) set((hash) => (hash.startsWith('!') ? hash : `!${hash}`));
    else if (t.has('unlock')) set((hash) => hash.replace(/^!/, ''));
    else if (!t.has('status')) return yield* askPassword(t, name);
    if (t.has('status')) yield* t.print(`${name} ${/^[^:]*:[!*]/.test(fs.readText('/etc/shadow').split('\n').find((line) => line.startsWith(`${name}:`)) ?? '') ? 'L' : 'P'} 2025-08-20 0 99999 7 -1\n`);
    else yield* t.print('passwd: password changed.\n');
    return 0;
  },
});

function* remove(t: Tool, group: boolean): Sys<number> {
  const { fs } = t.proc;
  const [name, from] = t.operands;
  if (name === undefined) return yield* t.fail('a name is needed');
  if (t.proc.credentials.uid !== 0) return yield* t.fail(t.busybox ? 'permission denied (are you root?)' : 'Only root may remove a user or group from the system.');
  if (from !== undefined) {
    removeMember(fs, from, name);
    if (!t.busybox) yield* t.print(`Removing user \`${name}' from group \`${from}' ...\nDone.\n`);
    return 0;
  }
  const user = group ? undefined : findUser(fs, name);
  if (group ? !findGroup(fs, name) : !user) return yield* t.fail(t.busybox ? `unknown ${group ? 'group' : 'user'} ${name}` : `The ${group ? 'group' : 'user'} \`${name}' does not exist.`, group ? 3 : 2);
  if (!t.busybox) yield* t.print(`Removing ${group ? 'group' : 'user'} \`${name}' ...\n`);
  if (group) editLine(fs, '/etc/group', name, () => []);
  else removeUser(fs, name);
  if (user && t.has('remove-home')) fs.removeAll(user.home);
  if (!t.busybox) yield* t.print('Done.\n');
  return 0;
}

export const deluser = tool({
  name: 'deluser',
  package: 'adduser 3.134',
  synopsis: ['[--remove-home] USER'],
  summary: 'Delete USER from the system',
  options: [{ long: 'remove-home', help: 'Remove home directory and mail spool' }, { short: 'q', long: 'quiet' }],
  run: (t) => remove(t, false),
});

export const delgroup = tool({
  name: 'delgroup',
  package: 'adduser 3.134',
  synopsis: ['[USER] GROUP'],
  summary: 'Delete group GROUP from the system or user USER from group GROUP',
  options: [{ short: 'q', long: 'quiet' }],
  run: (t) => remove(t, true),
});
