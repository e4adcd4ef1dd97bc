/** The few programs that tests of the shell call. */
import { isSysError } from '../../src/kernel/errno.ts';
import type { Proc, Program, Sys } from '../../src/kernel/sys.ts';

function* cat(proc: Proc): Sys<number> {
  const files = proc.argv.slice(1);
  let status = 0;
  for (const file of files.length > 0 ? files : ['-']) {
    let fd = 0;
    try {
      if (file !== '-') fd = proc.open(file, { read: true });
      for (;;) {
        const bytes = yield* proc.read(fd);
        if (bytes.length === 0) break;
        yield* proc.write(1, bytes);
      }
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(2, `cat: ${file}: ${error.message}\n`);
      status = 1;
    }
    if (fd !== 0) proc.close(fd);
  }
  return status;
}

function* seq(proc: Proc): Sys<number> {
  const numbers = proc.argv.slice(1).map(Number);
  const [from, to] = numbers.length > 1 ? numbers : [1, numbers[0]];
  let text = '';
  for (let i = from as number; i <= (to as number); i++) text += `${i}\n`;
  yield* proc.write(1, text);
  return 0;
}

function* sleep(proc: Proc): Sys<number> {
  yield* proc.sleep(Number(proc.argv[1]) * 1e9);
  return 0;
}

function* yes(proc: Proc): Sys<number> {
  for (;;) yield* proc.write(1, 'y\n'.repeat(512));
}

function* head(proc: Proc): Sys<number> {
  let left = Number((proc.argv[1] ?? '-10').replace('-n', '-').slice(1));
  const decoder = new TextDecoder();
  while (left > 0) {
    const bytes = yield* proc.read(0);
    if (bytes.length === 0) break;
    for (const line of decoder.decode(bytes).split(/(?<=\n)/)) if (left-- > 0) yield* proc.write(1, line);
  }
  return 0;
}

function* env(proc: Proc): Sys<number> {
  for (const [name, value] of proc.env) yield* proc.write(1, `${name}=${value}\n`);
  return 0;
}

/** Prints its arguments in brackets. */
function* args(proc: Proc): Sys<number> {
  yield* proc.write(1, `${proc.argv.slice(1).map((arg) => `[${arg}]`).join('')}\n`);
  return 0;
}

function* wc(proc: Proc): Sys<number> {
  let lines = 0;
  for (;;) {
    const bytes = yield* proc.read(0);
    if (bytes.length === 0) break;
    for (const byte of bytes) if (byte === 10) lines++;
  }
  yield* proc.write(1, `${lines}\n`);
  return 0;
}

function* touch(proc: Proc): Sys<number> {
  for (const file of proc.argv.slice(1)) proc.close(proc.open(file, { write: true, create: true }));
  return 0;
}

const main = (name: string, run: (proc: Proc) => Sys<number>): Program => ({ name, main: run });

export const PROGRAMS: readonly Program[] = [
  main('cat', cat), main('seq', seq), main('sleep', sleep), main('yes', yes), main('head', head), main('env', env), main('args', args), main('wc', wc), main('touch', touch),
];
