import { tool } from '../tool.ts';

export const yes = tool({
  name: 'yes',
  synopsis: ['[STRING]...'],
  summary: "Repeatedly output a line with all specified STRING(s), or 'y'.",
  options: [],
  stopAtOperand: true,
  *run(t) {
    const line = new TextEncoder().encode(`${t.operands.length > 0 ? t.operands.join(' ') : 'y'}\n`);
    const copies = Math.max(1, Math.floor(8192 / line.length));
    const block = new Uint8Array(line.length * copies);
    for (let i = 0; i < copies; i++) block.set(line, i * line.length);
    for (;;) yield* t.proc.write(1, block);
  },
});
