import { tool } from '../tool.ts';

export const xz = tool({
  name: 'xz',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Not simulated here; tar and gzip are.',
  options: [],
  rawArguments: true,
  *run(t) {
    return yield* t.fail('this format is not simulated here (tar and gzip are)');
  },
});
