import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';

export const rev = tool({
  name: 'rev',
  package: 'util-linux 2.38.1',
  synopsis: ['[options] [file ...]'],
  summary: 'Reverse lines characterwise.',
  options: [],
  *run(t) {
    yield* t.eachInput(t.operands, function* (fd) {
      const input = new LineInput(t.proc, fd, { beforeWait: () => t.out.flush() });
      for (;;) {
        const line = yield* input.next();
        if (line === undefined) return;
        yield* t.print([...line].reverse().join('') + (input.terminated ? '\n' : ''));
      }
    }, (name) => `cannot open ${name}`);
    return 0;
  },
});
