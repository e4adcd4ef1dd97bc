import { tool } from '../tool.ts';
import { escapeLiteral, translate } from './regex/posix.ts';

/** Where the separators of a text are, last first: they are looked for from its end, as GNU tac does. */
function* separators(text: string, separator: RegExp): Generator<{ readonly start: number; readonly end: number }> {
  let limit = text.length;
  for (let start = limit - 1; start >= 0; start--) {
    separator.lastIndex = start;
    const length = separator.exec(text)?.[0].length ?? 0;
    if (length === 0 || start + length > limit) continue;
    yield { start, end: start + length };
    limit = start;
  }
}

export const tac = tool({
  name: 'tac',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Write each FILE to standard output, last line first.',
  options: [
    { short: 'b', long: 'before', help: 'attach the separator before instead of after' },
    { short: 'r', long: 'regex', help: 'interpret the separator as a regular expression' },
    { short: 's', long: 'separator', argument: 'STRING', help: 'use STRING as the separator instead of newline' },
  ],
  *run(t) {
    const given = t.value('separator') ?? '\n';
    const separator = new RegExp(t.has('regex') ? translate(given).source : escapeLiteral(given || '\0'), 'suy');
    yield* t.eachInput(t.operands, function* (fd) {
      const text = new TextDecoder().decode(yield* t.readAll(fd));
      let end = text.length;
      for (const found of separators(text, separator)) {
        const cut = t.has('before') ? found.start : found.end;
        if (cut < end) yield* t.print(text.slice(cut, end));
        end = cut;
      }
      yield* t.print(text.slice(0, end));
    }, (name) => `failed to open '${name}' for reading`);
    return 0;
  },
});
