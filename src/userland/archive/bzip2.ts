import { tool } from '../tool.ts';

export const bzip2 = tool({
  name: 'bzip2',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Not simulated here; tar and gzip are.',
  options: [],
  rawArguments: true,
  *run(t) {
    return yield* t.fail('this format is not simulated here (tar and gzip are)');
  },
});
