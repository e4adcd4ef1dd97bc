import { tool } from '../tool.ts';

export const clear = tool({
  name: 'clear',
  package: 'ncurses 6.4.20221231',
  synopsis: ['[options]'],
  summary: 'Clear the terminal screen.',
  options: [{ short: 'x', help: 'do not try to clear scrollback' }],
  *run(t) {
    yield* t.print(t.has('x') ? '\x1b[H\x1b[2J' : '\x1b[H\x1b[2J\x1b[3J');
    return 0;
  },
});
