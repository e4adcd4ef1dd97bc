/** The table of flags in a help text (pflag's FlagUsagesWrapped). */
import type { FlagDefinition } from './flag.ts';
import { quote } from './quote.ts';

const WORDS: Readonly<Record<string, string>> = {
  bool: '', float64: 'float', int64: 'int', uint64: 'uint', stringSlice: 'strings', intSlice: 'ints', uintSlice: 'uints', boolSlice: 'bools',
};

/** The word that stands for the value in usage texts, and the usage without back quotes. */
export function unquoteUsage(flag: FlagDefinition): { word: string; usage: string } {
  const match = /`([^`]*)`/.exec(flag.usage);
  if (match) return { word: match[1] ?? '', usage: flag.usage.replace(match[0], match[1] ?? '') };
  return { word: WORDS[flag.value.type] ?? flag.value.type, usage: flag.usage };
}

/** pflag's own types have a zero of their own; the text of any other type decides. */
function defaultText(flag: FlagDefinition): string | undefined {
  const text = flag.value.format(flag.value.initial);
  switch (flag.value.type) {
    case 'bool':
      return text === 'false' ? undefined : text;
    case 'duration':
      return text === '0s' || text === '' ? undefined : text;
    case 'string':
      return text === '' ? undefined : quote(text);
    case 'stringSlice':
    case 'stringArray':
      return text === '[]' ? undefined : text;
    default:
      return ['false', '<nil>', '', '0'].includes(text) ? undefined : text;
  }
}

/** Lines of all visible flags, sorted by name, wrapped at `columns` (0: not). Each ends with a newline. */
export function flagUsages(flags: readonly FlagDefinition[], columns: number): string {
  const rows = flags
    .filter((flag) => !flag.hidden)
    .map((flag) => {
      const { word, usage } = unquoteUsage(flag);
      let head = flag.short !== undefined && flag.shorthandDeprecated === undefined ? `  -${flag.short}, --${flag.name}` : `      --${flag.name}`;
      if (word !== '') head += ` ${word}`;
      const implied = flag.value.noOptDefVal;
      if (implied !== undefined) {
        if (flag.value.type === 'string') head += `[="${implied}"]`;
        else if (!(flag.value.type === 'bool' && implied === 'true')) head += `[=${implied}]`;
      }
      let text = usage;
      const value = defaultText(flag);
      if (value !== undefined) text += ` (default ${value})`;
      if (flag.deprecated !== undefined) text += ` (DEPRECATED: ${flag.deprecated})`;
      return { head, text };
    });
  const width = Math.max(0, ...rows.map((row) => byteLength(row.head))) + 1;
  return rows.map((row) => `${row.head}${' '.repeat(width - byteLength(row.head) + 2)}${wrap(width + 2, columns, row.text)}\n`).join('');
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function wrapOnce(limit: number, slop: number, text: string): [string, string] {
  if (limit + slop > text.length) return [text, ''];
  const head = text.slice(0, limit);
  const space = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'), head.lastIndexOf('\n'));
  if (space <= 0) return [text, ''];
  const newline = head.lastIndexOf('\n');
  const at = newline > 0 && newline < space ? newline : space;
  return [text.slice(0, at), text.slice(at + 1)];
}

function wrap(indentAt: number, columns: number, text: string): string {
  let indent = indentAt;
  const pad = (): string => `\n${' '.repeat(indent)}`;
  if (columns === 0) return text.replaceAll('\n', pad());
  let limit = columns - indent;
  let out = '';
  if (limit < 24) {
    indent = 16;
    limit = columns - indent;
    out = pad();
  }
  if (limit < 24) return text.replaceAll('\n', out);
  limit -= 5;
  let [line, rest] = wrapOnce(limit, 5, text);
  out += line.replaceAll('\n', pad());
  while (rest !== '') {
    [line, rest] = wrapOnce(limit, 5, rest);
    out += pad() + line.replaceAll('\n', pad());
  }
  return out;
}
