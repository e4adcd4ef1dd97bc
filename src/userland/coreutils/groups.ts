import { findGroup, findUser, groupIds } from '../accounts.ts';
import { tool } from '../tool.ts';

export const groups = tool({
  name: 'groups',
  synopsis: ['[OPTION]... [USERNAME]...'],
  summary: 'Print group memberships for each USERNAME or, if no USERNAME is specified, for\nthe current process.',
  options: [],
  *run(t) {
    const { fs, credentials } = t.proc;
    const names = (ids: readonly number[]): string => ids.map((gid) => findGroup(fs, gid)?.name ?? String(gid)).join(' ');
    if (t.operands.length === 0) yield* t.print(`${names([credentials.gid, ...credentials.groups.filter((gid) => gid !== credentials.gid)])}\n`);
    for (const operand of t.operands) {
      const user = findUser(fs, operand);
      if (!user) yield* t.fail(`‘${operand}’: no such user`);
      else yield* t.print(`${operand} : ${names(groupIds(fs, user))}\n`);
    }
    return t.exit;
  },
});
