import { tool } from '../tool.ts';

export const cat = tool({
  name: 'cat',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Concatenate FILE(s) to standard output.\n\nWith no FILE, or when FILE is -, read standard input.',
  options: [
    { short: 'A', long: 'show-all', help: 'equivalent to -vET' },
    { short: 'b', long: 'number-nonblank', help: 'number nonempty output lines, overrides -n' },
    { short: 'e', help: 'equivalent to -vE' },
    { short: 'E', long: 'show-ends', help: 'display $ at end of each line' },
    { short: 'n', long: 'number', help: 'number all output lines' },
    { short: 's', long: 'squeeze-blank', help: 'suppress repeated empty output lines' },
    { short: 't', help: 'equivalent to -vT' },
    { short: 'T', long: 'show-tabs', help: 'display TAB characters as ^I' },
    { short: 'u', help: '(ignored)' },
    { short: 'v', long: 'show-nonprinting', help: 'use ^ and M- notation, except for LFD and TAB' },
  ],
  *run(t) {
    const all = t.has('show-all');
    const ends = all || t.has('e') || t.has('show-ends');
    const tabs = all || t.has('t') || t.has('show-tabs');
    const visible = all || t.has('e') || t.has('t') || t.has('show-nonprinting');
    const nonblank = t.has('number-nonblank');
    const number = nonblank || t.has('number');
    const squeeze = t.has('squeeze-blank');
    const plain = !(ends || tabs || visible || number || squeeze);
    let count = 0;
    let blank = false;
    const output = t.proc.fstat(1);
    let joined = false;
    yield* t.eachInput(t.operands, function* (fd, name) {
      const input = t.proc.fstat(fd);
      // Reading what it writes would never end.
      if (!t.busybox && output.kind === 'file' && input.ino === output.ino && input.dev === output.dev && input.size > 0) {
        yield* t.fail(`${name}: input file is output file`);
        return;
      }
      if (plain) {
        for (;;) {
          const chunk = yield* t.proc.read(fd);
          if (chunk.length === 0) return;
          yield* t.proc.write(1, chunk);
        }
      }
      const lines = t.lines(fd);
      for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
        const empty = line === '';
        if (squeeze && empty && blank) continue;
        blank = empty;
        let text = visible ? showNonprinting(line) : line;
        if (tabs) text = text.replaceAll('\t', '^I');
        const prefix = number && !joined && !(nonblank && empty) ? `${String(++count).padStart(6)}\t` : '';
        joined = !lines.terminated;
        yield* t.print(`${prefix}${text}${lines.terminated ? `${ends ? '$' : ''}\n` : ''}`);
      }
    });
    return 0;
  },
});

function showNonprinting(line: string): string {
  let out = '';
  for (const byte of new TextEncoder().encode(line)) {
    const low = byte & 0x7f;
    const shown = low === 0x7f ? '^?' : low < 32 && low !== 9 ? `^${String.fromCharCode(low + 64)}` : String.fromCharCode(low);
    out += byte >= 128 ? `M-${shown}` : shown;
  }
  return out;
}
