import { findUser, groupIds } from '../accounts.ts';
import { tool } from '../tool.ts';

export const su = tool({
  name: 'su',
  package: 'util-linux 2.38.1',
  synopsis: ['[options] [-] [<user> [<argument>...]]'],
  summary: 'Change the effective user ID and group ID to that of <user>.\nA mere - implies -l.  If <user> is not given, root is assumed.',
  options: [
    { short: 'c', long: 'command', argument: 'command', help: 'pass a single command to the shell with -c' },
    { short: 'l', long: 'login', help: 'make the shell a login shell' },
    { short: 'm', long: 'preserve-environment', help: 'do not reset environment variables' },
    { short: 'p', help: 'the same' },
    { short: 's', long: 'shell', argument: 'shell', help: 'run <shell> if /etc/shells allows it' },
  ],
  *run(t) {
    const operands = [...t.operands];
    const login = t.has('login') || operands[0] === '-';
    if (operands[0] === '-') operands.shift();
    const name = operands.shift() ?? 'root';
    const user = findUser(t.proc.fs, name);
    if (!user) return yield* t.fail(t.busybox ? `unknown user ${name}` : `user ${name} does not exist or the user entry does not contain all the required fields`);
    if ((t.proc.credentials.realUid ?? t.proc.credentials.uid) !== 0) {
      yield* t.proc.write(2, 'Password: ');
      yield* t.proc.read(0);
      yield* t.proc.sleep(2_000_000_000);
      yield* t.proc.write(2, t.busybox ? '\nsu: incorrect password\n' : '\nsu: Authentication failure\n');
      return 1;
    }
    const shell = t.value('shell') ?? (user.shell || '/bin/sh');
    const { env } = t.proc;
    if (!t.has('preserve-environment') && !t.has('p')) {
      if (login) {
        const term = env.get('TERM');
        env.clear();
        if (term !== undefined) env.set('TERM', term);
        env.set('PATH', user.uid === 0 ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games');
      }
      for (const [key, value] of Object.entries({ HOME: user.home, SHELL: shell, ...(user.uid === 0 && !login ? {} : { USER: user.name, LOGNAME: user.name }) })) env.set(key, value);
    }
    t.proc.setCredentials({ uid: user.uid, gid: user.gid, groups: groupIds(t.proc.fs, user) });
    if (login) t.proc.chdir(user.home);
    const base = shell.slice(shell.lastIndexOf('/') + 1);
    const command = t.value('command');
    return yield* t.proc.exec(shell, [login ? `-${base}` : base, ...(command === undefined ? [] : ['-c', command]), ...operands]);
  },
});
