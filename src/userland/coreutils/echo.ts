import { tool } from '../tool.ts';

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

export const echo = tool({
  name: 'echo',
  synopsis: ['[SHORT-OPTION]... [STRING]...', 'LONG-OPTION'],
  summary: 'Echo the STRING(s) to standard output.',
  options: [],
  rawArguments: true,
  *run(t) {
    const args = [...t.operands];
    let newline = true;
    let escapes = false;
    while (args[0] !== undefined && /^-[neE]+$/.test(args[0])) {
      for (const letter of (args.shift() ?? '').slice(1)) {
        if (letter === 'n') newline = false;
        else escapes = letter === 'e';
      }
    }
    let text = args.join(' ');
    if (escapes) {
      const stop = /(?<!\\)(?:\\\\)*\\c/.exec(text);
      if (stop) {
        text = text.slice(0, stop.index + stop[0].length - 2);
        newline = false;
      }
      text = text.replace(/\\(?:0([0-7]{0,3})|x([0-9a-fA-F]{1,2})|([abefnrtv\\]))/g, (_, octal?: string, hex?: string, letter?: string) =>
        octal !== undefined ? String.fromCharCode(Number.parseInt(octal || '0', 8) & 255) : hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (ESCAPES[letter ?? ''] ?? ''));
    }
    yield* t.print(newline ? `${text}\n` : text);
    return 0;
  },
});
