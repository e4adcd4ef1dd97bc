/** gosu, su-exec and setpriv: become a user and run a command in its place. chroot: another root. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { findGroup, findUser, groupIds } from '../accounts.ts';
import { findExecutable } from '../run-command.ts';

/** Credentials of `user[:group]`, names or numbers; undefined when the user is not known. */
function become(proc: Proc, text: string): boolean {
  const [name = '', groupName] = text.split(':');
  const user = findUser(proc.fs, name) ?? (/^\d+$/.test(name) ? (findUser(proc.fs, Number(name)) ?? { name: '', uid: Number(name), gid: 0, gecos: '', home: '/', shell: '' }) : undefined);
  if (!user) return false;
  const group = groupName === undefined ? user.gid : (findGroup(proc.fs, groupName)?.gid ?? Number(groupName));
  if (Number.isNaN(group)) return false;
  proc.setCredentials({ uid: user.uid, gid: group, groups: user.name === '' ? [group] : groupIds(proc.fs, user) });
  proc.env.set('HOME', user.home);
  return true;
}

function* runAs(proc: Proc, name: string, usage: string): Sys<number> {
  const [user, ...command] = proc.argv.slice(1);
  if (user === undefined || command.length === 0) {
    yield* proc.write(2, usage);
    return 1;
  }
  try {
    if (!become(proc, user)) {
      yield* proc.write(2, `error: failed switching to "${user}": unable to find user ${user}: no matching entries in passwd file\n`);
      return 1;
    }
    const path = findExecutable(proc, command[0] ?? '');
    if (path === undefined) {
      yield* proc.write(2, `error: exec: "${command[0]}": executable file not found in $PATH\n`);
      return 1;
    }
    return yield* proc.exec(path, command);
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* proc.write(2, `error: ${name}: failed switching to "${user}": ${error.message.toLowerCase()}\n`);
    return 1;
  }
}

export const gosu: Program = { name: 'gosu', main: (proc) => runAs(proc, 'gosu', 'Usage: gosu user-spec command [args]\n   eg: gosu tianon bash\n       gosu nobody:root bash -c \'whoami && id\'\n       gosu 1000:1 id\n') };
export const suExec: Program = { name: 'su-exec', main: (proc) => runAs(proc, 'su-exec', 'Usage: su-exec user-spec command [args]\n') };

export const setpriv: Program = {
  name: 'setpriv',
  *main(proc) {
    const args = proc.argv.slice(1);
    let [user, group]: (string | undefined)[] = [undefined, undefined];
    while (args[0]?.startsWith('-')) {
      const [name = '', inline] = (args.shift() ?? '').split('=');
      if (name === '--') break;
      if (['--clear-groups', '--init-groups', '--keep-groups', '--nnp', '--no-new-privs', '--reset-env'].includes(name)) continue;
      const value = inline ?? args.shift() ?? '';
      if (name === '--reuid' || name === '--ruid' || name === '--euid') user = value;
      else if (name === '--regid' || name === '--rgid' || name === '--egid') group = value;
      else {
        yield* proc.write(2, `setpriv: ${name} is not simulated here\n`);
        return 127;
      }
    }
    if (user !== undefined && !become(proc, group === undefined ? user : `${user}:${group}`)) {
      yield* proc.write(2, `setpriv: failed to parse reuid: '${user}'\n`);
      return 127;
    }
    const path = findExecutable(proc, args[0] ?? '');
    if (path !== undefined) return yield* proc.exec(path, args);
    yield* proc.write(2, args.length === 0 ? 'setpriv: No program specified\n' : `setpriv: failed to execute ${args[0]}: No such file or directory\n`);
    return 127;
  },
};

export const nologin: Program = {
  name: 'nologin',
  *main(proc) {
    yield* proc.write(1, 'This account is currently not available.\n');
    return 1;
  },
};
