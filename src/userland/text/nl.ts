import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';
import { posixRegex } from './regex/posix.ts';

export const nl = tool({
  name: 'nl',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Write each FILE to standard output, with line numbers added.',
  options: [
    { short: 'b', long: 'body-numbering', argument: 'STYLE', help: 'use STYLE for numbering body lines' },
    { short: 'i', long: 'line-increment', argument: 'NUMBER', help: 'line number increment at each line' },
    { short: 'n', long: 'number-format', argument: 'FORMAT', help: 'insert line numbers according to FORMAT' },
    { short: 's', long: 'number-separator', argument: 'STRING', help: 'add STRING after (possible) line number' },
    { short: 'v', long: 'starting-line-number', argument: 'NUMBER', help: 'first line number for each section' },
    { short: 'w', long: 'number-width', argument: 'NUMBER', help: 'use NUMBER columns for line numbers' },
  ],
  *run(t) {
    const style = t.value('body-numbering') ?? 't';
    if (!/^([atn]|p.*)$/s.test(style)) return yield* t.usage(`invalid body numbering style: ‘${style}’`);
    const regex = style.startsWith('p') ? posixRegex(style.slice(1)) : undefined;
    const width = Number(t.value('number-width') ?? 6);
    const separator = t.value('number-separator') ?? '\t';
    const format = t.value('number-format') ?? 'rn';
    const step = Number(t.value('line-increment') ?? 1);
    let number = Number(t.value('starting-line-number') ?? 1);
    yield* t.eachInput(t.operands, function* (fd) {
      const input = new LineInput(t.proc, fd, { beforeWait: () => t.out.flush() });
      for (;;) {
        const line = yield* input.next();
        if (line === undefined) return;
        const counted = style === 'a' || (style === 't' && line !== '') || regex?.test(line) === true;
        if (!counted) {
          yield* t.print(`${' '.repeat(width + separator.length)}${line}\n`);
          continue;
        }
        const text = format === 'ln' ? String(number).padEnd(width) : String(number).padStart(width, format === 'rz' ? '0' : ' ');
        yield* t.print(`${text}${separator}${line}\n`);
        number += step;
      }
    });
    return 0;
  },
});
