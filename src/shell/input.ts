/** Reading lines from a descriptor without taking more than the line, as `read` and a script on standard input must. */
import { joinBytes } from '../formats/bytes/join.ts';
import type { Shell } from './shell.ts';
import type { Sys } from '../kernel/sys.ts';

export interface LineOptions {
  /** Ends the line; default newline. */
  readonly delimiter?: string;
  /** At most so many characters (`read -n`). */
  readonly characters?: number;
  /** `read -N`: the delimiter does not count. */
  readonly exactly?: boolean;
  /** Nanoseconds of `now()` after which it gives up. */
  readonly deadline?: number;
}

export interface Line { readonly text: string; readonly ended: boolean; readonly timedOut?: boolean }

/** The next line without its delimiter; undefined at the end of input. `ended` is false when the input ended first. */
export function* readLine(sh: Shell, fd: number, options: LineOptions = {}): Sys<Line | undefined> {
  const delimiter = options.delimiter === undefined ? 10 : options.delimiter === '' ? 0 : options.delimiter.charCodeAt(0);
  const bytes: number[] = [];
  const seekable = isSeekable(sh, fd);
  let characters = 0;
  const done = (ended: boolean, timedOut = false): Line => ({ text: decodeText(Uint8Array.from(bytes)), ended, timedOut });
  for (;;) {
    if (options.characters !== undefined && characters >= options.characters && !inCharacter(bytes)) return done(true);
    if (options.deadline !== undefined) {
      const ready = yield* sh.proc.poll([{ fd, read: true }], Math.max(0, options.deadline - sh.proc.now()));
      if (ready.length === 0) return done(false, true);
    }
    const chunk = yield* sh.proc.read(fd, seekable && options.characters === undefined ? 4096 : 1);
    if (chunk.length === 0) return bytes.length > 0 ? done(false) : undefined;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (byte === delimiter && !options.exactly) {
        if (i + 1 < chunk.length) sh.proc.seek(fd, i + 1 - chunk.length, 'current');
        return done(true);
      }
      bytes.push(byte);
      if ((byte & 0xc0) !== 0x80) characters++;
    }
  }
}

/** True while the last character's UTF-8 sequence is unfinished. */
function inCharacter(bytes: readonly number[]): boolean {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return back < length;
  }
  return false;
}

function isSeekable(sh: Shell, fd: number): boolean {
  return sh.proc.fstat(fd).kind === 'file';
}

/** UTF-8 text of bytes; what is no UTF-8 is replaced. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** All of a file, pipes and devices included. */
export function* readWhole(sh: Shell, path: string): Sys<Uint8Array> {
  const { proc } = sh;
  if (proc.stat(path).kind === 'file') return proc.readFile(path);
  const fd = proc.open(path, { read: true });
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = yield* proc.read(fd);
    if (chunk.length === 0) break;
    chunks.push(chunk);
  }
  proc.close(fd);
  return joinBytes(chunks);
}
