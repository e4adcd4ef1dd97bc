/** Files and commands that an awk program reads from or writes to, by name. */
import { isSysError } from '../../../kernel/errno.ts';
import { Output } from '../../../kernel/stdio.ts';
import type { Proc, Sys } from '../../../kernel/sys.ts';
import { exitCode, spawnShell } from '../run-shell.ts';
import { RecordReader } from './records.ts';

interface Writer { readonly output: Output; readonly fd: number; readonly pid: number | undefined }
interface Reader { readonly reader: RecordReader; readonly pid: number | undefined }

export class Streams {
  readonly #proc: Proc;
  readonly #flush: () => Sys<void>;
  readonly #writers = new Map<string, Writer>();
  readonly #readers = new Map<string, Reader>();

  constructor(proc: Proc, flush: () => Sys<void>) {
    this.#proc = proc;
    this.#flush = flush;
  }

  *write(kind: '>' | '>>' | '|', name: string, text: string): Sys<void> {
    let writer = this.#writers.get(name);
    if (!writer) {
      writer = kind === '|' ? yield* this.#command(name) : this.#file(name, kind === '>>');
      this.#writers.set(name, writer);
    }
    yield* writer.output.write(text);
    if (writer.fd <= 2) yield* writer.output.flush();
  }

  #file(name: string, append: boolean): Writer {
    const fd = name === '/dev/stdout' || name === '-' ? 1 : name === '/dev/stderr' ? 2 : this.#proc.open(name, { write: true, create: true, ...(append ? { append: true } : { truncate: true }) }, 0o666);
    if (fd > 2) this.#proc.setCloseOnExec(fd, true);
    return { output: new Output(this.#proc, fd), fd, pid: undefined };
  }

  *#command(line: string): Sys<Writer> {
    yield* this.#flush();
    const [read, write] = this.#proc.pipe();
    this.#proc.setCloseOnExec(write, true);
    const pid = yield* spawnShell(this.#proc, line, new Map([[0, read], [1, 1], [2, 2]]));
    this.#proc.close(read);
    return { output: new Output(this.#proc, write), fd: write, pid };
  }

  /** The reader of a file or of a command's output; undefined when it cannot be opened. */
  *reader(kind: 'file' | 'command', name: string): Sys<RecordReader | undefined> {
    const known = this.#readers.get(name);
    if (known) return known.reader;
    let fd: number;
    let pid: number | undefined;
    if (kind === 'file') {
      try {
        fd = name === '-' || name === '/dev/stdin' ? 0 : this.#proc.open(name, { read: true });
      } catch (error) {
        if (!isSysError(error)) throw error;
        return undefined;
      }
    } else {
      yield* this.flush();
      const [read, write] = this.#proc.pipe();
      this.#proc.setCloseOnExec(read, true);
      pid = yield* spawnShell(this.#proc, name, new Map([[0, 0], [1, write], [2, 2]]));
      this.#proc.close(write);
      fd = read;
    }
    const reader = new RecordReader(this.#proc, fd, this.#flush);
    this.#readers.set(name, { reader, pid });
    return reader;
  }

  *flush(): Sys<void> {
    yield* this.#flush();
    for (const { output } of this.#writers.values()) yield* output.flush();
  }

  /** close(): the exit code of a command, 0 of a file, -1 of what is not open. */
  *close(name: string): Sys<number> {
    let code = -1;
    const writer = this.#writers.get(name);
    if (writer) {
      this.#writers.delete(name);
      yield* writer.output.flush();
      if (writer.fd > 2) this.#proc.close(writer.fd);
      code = writer.pid === undefined ? 0 : exitCode(yield* this.#proc.wait(writer.pid));
    }
    const reader = this.#readers.get(name);
    if (reader) {
      this.#readers.delete(name);
      if (reader.reader.fd > 2) this.#proc.close(reader.reader.fd);
      code = reader.pid === undefined ? 0 : exitCode(yield* this.#proc.wait(reader.pid));
    }
    return code;
  }

  *closeAll(): Sys<void> {
    yield* this.#flush();
    for (const name of [...this.#writers.keys(), ...this.#readers.keys()]) yield* this.close(name);
  }
}
