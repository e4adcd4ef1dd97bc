import { tool } from '../tool.ts';
import { LineInput } from './line-input.ts';
import { inRanges, parseRanges } from './ranges.ts';

export const cut = tool({
  name: 'cut',
  synopsis: ['OPTION... [FILE]...'],
  summary: 'Print selected parts of lines from each FILE to standard output.',
  options: [
    { short: 'b', long: 'bytes', argument: 'LIST', help: 'select only these bytes' },
    { short: 'c', long: 'characters', argument: 'LIST', help: 'select only these characters' },
    { short: 'd', long: 'delimiter', argument: 'DELIM', help: 'use DELIM instead of TAB for field delimiter' },
    { short: 'f', long: 'fields', argument: 'LIST', help: 'select only these fields;  also print any line that contains no delimiter character, unless the -s option is specified' },
    { short: 'n', help: '(ignored)' },
    { long: 'complement', help: 'complement the set of selected bytes, characters or fields' },
    { short: 's', long: 'only-delimited', help: 'do not print lines not containing delimiters' },
    { long: 'output-delimiter', argument: 'STRING', help: 'use STRING as the output delimiter' },
    { short: 'z', long: 'zero-terminated', help: 'line delimiter is NUL, not newline' },
  ],
  *run(t) {
    const kinds = (['bytes', 'characters', 'fields'] as const).filter((name) => t.has(name));
    const [kind] = kinds;
    if (kind === undefined) return yield* t.usage('you must specify a list of bytes, characters, or fields');
    if (kinds.length > 1) return yield* t.usage('only one list may be specified');
    const delimiter = t.value('delimiter') ?? '\t';
    if (t.has('delimiter') && [...delimiter].length > 1) return yield* t.usage('the delimiter must be a single character');
    if (t.has('delimiter') && kind !== 'fields') return yield* t.usage('an input delimiter may be specified only when operating on fields');
    const ranges = parseRanges(t.value(kind) ?? '', kind === 'fields' ? 'field' : 'byte/character');
    if (typeof ranges === 'string') return yield* t.usage(ranges);
    const complement = t.has('complement');
    const wanted = (position: number): boolean => inRanges(ranges, position) !== complement;
    const end = t.has('zero-terminated') ? 0 : 10;
    const output = t.value('output-delimiter') ?? (kind === 'fields' ? delimiter : '');
    yield* t.eachInput(t.operands, function* (fd) {
      const input = new LineInput(t.proc, fd, { delimiter: end, beforeWait: () => t.out.flush() });
      for (let number = 1; ; number++) {
        const line = input.buffered() ?? (yield* input.next());
        if (line === undefined) return;
        if ((number & 255) === 0) yield* t.proc.step(12_800);
        let text: string;
        if (kind === 'fields') {
          if (!line.includes(delimiter)) {
            if (t.has('only-delimited')) continue;
            text = line;
          } else text = line.split(delimiter || '\0').filter((_, index) => wanted(index + 1)).join(output);
        } else if (!t.busybox && /[^\x00-\x7f]/.test(line)) {
          // GNU's -c counts bytes as -b does.
          const bytes = new TextEncoder().encode(line);
          const pieces = complement || output === '' ? [bytes.filter((_, index) => wanted(index + 1))] : ranges.map(({ from, to }) => bytes.subarray(from - 1, to)).filter((piece) => piece.length > 0);
          for (const [index, piece] of pieces.entries()) {
            if (index > 0) yield* t.print(output);
            yield* t.out.write(piece);
          }
          text = '';
        } else if (output === '') text = [...line].filter((_, index) => wanted(index + 1)).join('');
        else {
          const chars = [...line];
          text = complement ? chars.filter((_, index) => wanted(index + 1)).join('') : ranges.map(({ from, to }) => chars.slice(from - 1, to).join('')).filter((piece) => piece !== '').join(output);
        }
        yield* t.print(text + (end === 0 ? '\0' : '\n'));
      }
    });
    return 0;
  },
});
