import { findUser } from '../../accounts.ts';
import { tool } from '../../tool.ts';

export const logname = tool({
  name: 'logname',
  synopsis: ['[OPTION]'],
  summary: "Print the user's login name.",
  options: [],
  *run(t) {
    const name = findUser(t.proc.fs, t.proc.credentials.uid)?.name;
    if (name === undefined || !t.proc.isatty(0)) return yield* t.fail('no login name');
    yield* t.print(`${name}\n`);
    return 0;
  },
});
