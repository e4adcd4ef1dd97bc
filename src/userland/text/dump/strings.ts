import { tool } from '../../tool.ts';

export const strings = tool({
  name: 'strings',
  package: 'GNU strings (GNU Binutils for Debian) 2.40',
  synopsis: ['[option(s)] [file(s)]'],
  summary: 'Display printable strings in [file(s)] (stdin by default)',
  options: [
    { short: 'a', long: 'all', help: 'Scan the entire file, not just the data section' },
    { short: 'f', long: 'print-file-name', help: 'Print the name of the file before each string' },
    { short: 'n', long: 'bytes', argument: 'number', help: 'Print any sequence of at least <number> displayable characters' },
    { short: 't', long: 'radix', argument: '{o,d,x}', help: 'Print the location of the string in base 8, 10 or 16' },
  ],
  *run(t) {
    const least = Number(t.value('bytes') ?? 4);
    const radix = { o: 8, d: 10, x: 16 }[t.value('radix') ?? ''];
    yield* t.eachInput(t.operands, function* (fd, name) {
      let text = '';
      let offset = 0;
      const show = function* (): Generator<never, string> {
        return (t.has('print-file-name') ? `${name}: ` : '') + (radix ? `${(offset - text.length).toString(radix).padStart(7)} ` : '') + text;
      };
      for (;;) {
        const chunk = yield* t.proc.read(fd);
        for (const byte of chunk) {
          if ((byte >= 32 && byte < 127) || byte === 9) text += String.fromCharCode(byte);
          else {
            if (text.length >= least) yield* t.print(`${yield* show()}\n`);
            text = '';
          }
          offset++;
        }
        if (chunk.length > 0) continue;
        if (text.length >= least) yield* t.print(`${yield* show()}\n`);
        return;
      }
    });
    return t.exit;
  },
});
