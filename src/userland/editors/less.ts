import { tool } from '../tool.ts';
import { page, pagerText } from './pager.ts';

export const less = tool({
  name: 'less',
  package: 'less 590',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Show files a screen at a time: space and b page, / searches, q quits.',
  options: [
    { short: 'e', long: 'quit-at-eof' }, { short: 'F', long: 'quit-if-one-screen' }, { short: 'i', long: 'ignore-case' }, { short: 'I', long: 'IGNORE-CASE' }, { short: 'M', long: 'LONG-PROMPT' }, { short: 'm', long: 'long-prompt' },
    { short: 'N', long: 'LINE-NUMBERS' }, { short: 'n', long: 'line-numbers' }, { short: 'R', long: 'RAW-CONTROL-CHARS' }, { short: 'r', long: 'raw-control-chars' }, { short: 'S', long: 'chop-long-lines' }, { short: 'X', long: 'no-init' }, { short: 'K' }, { short: 'q', long: 'quiet' }, { short: 's', long: 'squeeze-blank-lines' },
  ],
  *run(t) {
    const files = t.operands.filter((name) => !name.startsWith('+'));
    const text = yield* pagerText(t.proc, 'less', files);
    if (text === undefined) return 1;
    return yield* page(t.proc, text, files[0], {
      name: 'less', numbers: t.has('LINE-NUMBERS'), quitIfOneScreen: t.has('quit-if-one-screen'), chop: t.has('chop-long-lines'), raw: t.has('RAW-CONTROL-CHARS') || t.has('raw-control-chars'),
      keepScreen: t.has('no-init'), ignoreCase: t.has('ignore-case') || t.has('IGNORE-CASE'), quitAtEnd: t.has('quit-at-eof'), startAtEnd: t.operands.includes('+G'),
    });
  },
});
