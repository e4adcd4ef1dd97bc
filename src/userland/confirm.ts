/** The question that rm, cp, mv and others ask with -i; the answer is a line on standard input. */
import type { Sys } from '../kernel/sys.ts';
import type { Tool } from './tool.ts';

/** Asks on standard error; true when the line starts with y or Y. */
export function* confirm(t: Tool, question: string): Sys<boolean> {
  yield* t.out.flush();
  yield* t.proc.write(2, `${t.name}: ${question} `);
  let line = '';
  for (;;) {
    const byte = yield* t.proc.read(0, 1);
    if (byte.length === 0 || byte[0] === 10) break;
    line += String.fromCharCode(byte[0] ?? 0);
  }
  return /^\s*[yY]/.test(line);
}
