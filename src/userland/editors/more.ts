import { tool } from '../tool.ts';
import { page, pagerText } from './pager.ts';

export const more = tool({
  name: 'more',
  package: 'util-linux 2.38.1',
  synopsis: ['[options] <file>...'],
  summary: 'Display the contents of a file in a terminal.',
  options: [{ short: 'd', long: 'silent' }, { short: 'f', long: 'logical' }, { short: 'e', long: 'exit-on-eof' }, { short: 'p', long: 'print-over' }, { short: 's', long: 'squeeze' }, { short: 'n', long: 'lines', argument: 'number' }],
  *run(t) {
    const text = yield* pagerText(t.proc, 'more', t.operands);
    if (text === undefined) return 1;
    return yield* page(t.proc, text, undefined, { name: 'more', numbers: false, quitIfOneScreen: true, chop: false, raw: true, keepScreen: true, ignoreCase: false, quitAtEnd: true, startAtEnd: false });
  },
});
