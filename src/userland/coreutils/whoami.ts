import { findUser } from '../accounts.ts';
import { tool } from '../tool.ts';

export const whoami = tool({
  name: 'whoami',
  synopsis: ['[OPTION]...'],
  summary: 'Print the user name associated with the current effective user ID.',
  options: [],
  *run(t) {
    if (t.operands[0] !== undefined) return yield* t.usage(`extra operand ‘${t.operands[0]}’`);
    const { uid } = t.proc.credentials;
    const user = findUser(t.proc.fs, uid);
    if (!user) return yield* t.fail(t.busybox ? `unknown uid ${uid}` : `cannot find name for user ID ${uid}`);
    yield* t.print(`${user.name}\n`);
    return 0;
  },
});
