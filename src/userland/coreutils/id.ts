import { findGroup, findUser, groupIds } from '../accounts.ts';
import { tool } from '../tool.ts';

export const id = tool({
  name: 'id',
  synopsis: ['[OPTION]... [USER]...'],
  summary: 'Print user and group information for each specified USER.',
  options: [
    { short: 'a', help: 'ignore, for compatibility with other versions' },
    { short: 'g', long: 'group', help: 'print only the effective group ID' },
    { short: 'G', long: 'groups', help: 'print all group IDs' },
    { short: 'n', long: 'name', help: 'print a name instead of a number, for -ugG' },
    { short: 'r', long: 'real', help: 'print the real ID instead of the effective ID, with -ugG' },
    { short: 'u', long: 'user', help: 'print only the effective user ID' },
    { short: 'z', long: 'zero', help: 'delimit entries with NUL characters, not whitespace' },
  ],
  *run(t) {
    const { fs, credentials } = t.proc;
    const chosen = t.has('user') || t.has('group') || t.has('groups');
    if (!chosen && !t.busybox && (t.has('name') || t.has('real'))) return yield* t.fail('cannot print only names or real IDs in default format');
    if (!chosen && t.has('zero')) return yield* t.fail('option --zero not permitted in default format');
    const end = t.has('zero') ? '\0' : '\n';
    const targets: { uid: number; gid: number; groups: readonly number[] }[] = [];
    for (const operand of t.operands) {
      const user = findUser(fs, operand) ?? (/^\d+$/.test(operand) ? findUser(fs, Number(operand)) : undefined);
      if (user) targets.push({ uid: user.uid, gid: user.gid, groups: groupIds(fs, user) });
      else yield* t.fail(t.busybox ? `unknown user ${operand}` : `‘${operand}’: no such user`);
    }
    if (t.operands.length === 0) targets.push({ uid: credentials.uid, gid: credentials.gid, groups: [credentials.gid, ...credentials.groups.filter((gid) => gid !== credentials.gid)] });
    const userName = (uid: number): string | undefined => findUser(fs, uid)?.name;
    const groupName = (gid: number): string | undefined => findGroup(fs, gid)?.name;
    const named = (number: number, name: string | undefined): string => (name === undefined ? String(number) : `${number}(${name})`);
    for (const { uid, gid, groups } of targets) {
      const names = t.has('name');
      if (t.has('user')) yield* t.print(`${names ? (userName(uid) ?? uid) : uid}${end}`);
      else if (t.has('group')) yield* t.print(`${names ? (groupName(gid) ?? gid) : gid}${end}`);
      else if (t.has('groups')) yield* t.print(`${groups.map((group) => (names ? (groupName(group) ?? group) : group)).join(' ')}\n`);
      else yield* t.print(`uid=${named(uid, userName(uid))} gid=${named(gid, groupName(gid))} groups=${groups.map((group) => named(group, groupName(group))).join(',')}\n`);
    }
    return t.exit;
  },
});
