import { tool } from '../../tool.ts';
import { sessions } from './sessions.ts';

export const users = tool({
  name: 'users',
  synopsis: ['[OPTION]... [FILE]'],
  summary: 'Output who is currently logged in according to FILE.',
  options: [],
  *run(t) {
    const names = sessions(t.proc).map((each) => each.user).sort();
    if (names.length > 0) yield* t.print(`${names.join(' ')}\n`);
    return 0;
  },
});
