import { tool } from '../tool.ts';

export const tac = tool({
  name: 'tac',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Write each FILE to standard output, last line first.',
  options: [
    { short: 'b', long: 'before', help: 'attach the separator before instead of after' },
    { short: 's', long: 'separator', argument: 'STRING', help: 'use STRING as the separator instead of newline' },
  ],
  *run(t) {
    const separator = t.value('separator') || '\n';
    yield* t.eachInput(t.operands, function* (fd) {
      const text = new TextDecoder().decode(yield* t.readAll(fd));
      const pieces = text.split(separator);
      const last = pieces.pop() ?? '';
      if (last !== '') yield* t.print(last);
      for (const piece of pieces.reverse()) yield* t.print(piece + separator);
    }, (name) => `failed to open '${name}' for reading`);
    return 0;
  },
});
