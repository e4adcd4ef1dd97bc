import { findUser, groupIds } from '../accounts.ts';
import { runCommand } from '../run-command.ts';
import { tool } from '../tool.ts';

const ROOT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const sudo = tool({
  name: 'sudo',
  package: 'Sudo version 1.9.13p3',
  synopsis: ['[-u user] [VAR=value] [-i|-s] [<command>]'],
  summary: 'execute a command as another user',
  options: [
    { short: 'u', long: 'user', argument: 'user', help: 'run command (or edit file) as specified user name or ID' },
    { short: 'i', long: 'login', help: 'run login shell as the target user; a command may also be specified' },
    { short: 's', long: 'shell', help: 'run shell as the target user; a command may also be specified' },
    { short: 'E', long: 'preserve-env', help: 'preserve user environment when running command' },
    { short: 'n', long: 'non-interactive', help: 'non-interactive mode, no prompts are used' },
    { short: 'k', long: 'reset-timestamp', help: 'invalidate timestamp file' },
    { short: 'v', long: 'validate', help: "update user's timestamp without running a command" },
    { short: 'l', long: 'list', help: "list user's privileges" },
    { short: 'S', long: 'stdin', help: 'read password from standard input' },
    { short: 'H', long: 'set-home', help: "set HOME variable to target user's home dir" },
  ],
  stopAtOperand: true,
  *run(t) {
    const { fs, credentials } = t.proc;
    const callerId = credentials.realUid ?? credentials.uid;
    const caller = findUser(fs, callerId);
    if (callerId !== 0 && !credentials.groups.includes(27)) {
      return yield* t.fail(`${caller?.name ?? callerId} is not in the sudoers file.`);
    }
    const name = t.value('user') ?? 'root';
    const user = findUser(fs, name) ?? (/^#?\d+$/.test(name) ? findUser(fs, Number(name.replace('#', ''))) : undefined);
    if (!user) return yield* t.fail(`unknown user ${name}`);
    if (t.has('list')) {
      yield* t.print(`User ${caller?.name ?? ''} may run the following commands on ${t.proc.uts.hostname}:\n    (ALL : ALL) NOPASSWD: ALL\n`);
      return 0;
    }
    const operands = [...t.operands];
    const assignments: [string, string][] = [];
    while (operands[0] !== undefined && /^[A-Za-z_]\w*=/.test(operands[0])) {
      const at = operands[0].indexOf('=');
      assignments.push([operands[0].slice(0, at), operands[0].slice(at + 1)]);
      operands.shift();
    }
    const shell = t.has('login') || t.has('shell');
    if (operands.length === 0 && !shell) {
      if (t.has('validate') || t.has('reset-timestamp')) return 0;
      yield* t.proc.write(2, 'usage: sudo -h | -K | -k | -V\nusage: sudo -v [-ABkNnS] [-g group] [-h host] [-p prompt] [-u user]\nusage: sudo -l [-ABkNnS] [-g group] [-h host] [-p prompt] [-U user] [-u user] [command]\nusage: sudo [-ABbEHkNnPS] [-r role] [-t type] [-C num] [-D directory] [-g group] [-h host] [-p prompt] [-R directory] [-T timeout] [-u user] [VAR=value] [-i|-s] [<command>]\nusage: sudo -e [-ABkNnS] [-r role] [-t type] [-C num] [-D directory] [-g group] [-h host] [-p prompt] [-R directory] [-T timeout] [-u user] file ...\n');
      return 1;
    }
    const { env } = t.proc;
    const kept = new Map(t.has('preserve-env') ? env : ['TERM', 'LANG', 'LC_ALL', 'COLUMNS', 'LINES', 'DISPLAY', 'PS1'].flatMap((key) => (env.has(key) ? [[key, env.get(key) ?? ''] as [string, string]] : [])));
    env.clear();
    for (const [key, value] of kept) env.set(key, value);
    for (const [key, value] of Object.entries({ HOME: user.home, USER: user.name, LOGNAME: user.name, SHELL: user.shell, PATH: ROOT_PATH, SUDO_USER: caller?.name ?? '', SUDO_UID: String(callerId), SUDO_GID: String(credentials.gid), SUDO_COMMAND: operands.join(' ') || user.shell })) env.set(key, value);
    for (const [key, value] of assignments) env.set(key, value);
    t.proc.setCredentials({ uid: user.uid, gid: user.gid, groups: groupIds(fs, user) });
    if (t.has('login')) t.proc.chdir(user.home);
    if (!shell) return yield* runCommand(t, operands);
    return yield* t.proc.exec(user.shell, [t.has('login') ? `-${user.shell.slice(user.shell.lastIndexOf('/') + 1)}` : user.shell, ...(operands.length > 0 ? ['-c', operands.join(' ')] : [])]);
  },
});
