/**
 * Executables as bytes: an ELF header, then the name of the program and its variant, then padding to the file's size.
 * The kernel finds the program by this content, so copying, committing or saving an executable keeps it one.
 */
import type { FileData } from './fs/types.ts';

const ELF = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0];
const MARK = 'drydock:';
const HEADER = 64;
const LINE_FEED = 10;

/** What an executable file names: the program, the variant of it (`busybox`, `gnu`, a version …) and whether it needs a dynamic loader. */
export interface ExecutableImage {
  readonly program: string;
  readonly variant: string;
  /** Path of the ELF interpreter that must exist to run it; '' for a static binary. */
  readonly interpreter: string;
}

/** The bytes of an executable as a sparse file of `size` bytes (at least the header). */
export function executable(program: string, options: { variant?: string; interpreter?: string; size?: number } = {}): FileData {
  const text = new TextEncoder().encode(`${MARK}${program}\n${options.variant ?? ''}\n${options.interpreter ?? ''}\n`);
  const bytes = new Uint8Array(HEADER + text.length);
  bytes.set(ELF);
  bytes.set([3, 0, 62, 0, 1], 16);
  bytes.set(text, HEADER);
  return { size: Math.max(options.size ?? 0, bytes.length), extents: [{ offset: 0, bytes }] };
}

/** Reads the first bytes of a file: an image, a script's `#!` line, or undefined (exec format error). */
export function parseExecutable(head: Uint8Array): ExecutableImage | { readonly interpreter: string; readonly argument: string | undefined; readonly program?: undefined } | undefined {
  if (head[0] === 0x23 && head[1] === 0x21) {
    const line = new TextDecoder().decode(head.subarray(2, 258)).split('\n')[0] ?? '';
    const match = /^[ \t]*([^ \t]+)(?:[ \t]+(.*?))?[ \t]*$/.exec(line);
    return match ? { interpreter: match[1] ?? '', argument: match[2] || undefined } : undefined;
  }
  for (let i = 0; i < ELF.length; i++) if (head[i] !== ELF[i]) return undefined;
  const lines = ['', '', ''];
  let line = 0;
  for (let i = HEADER; i < head.length && line < lines.length; i++) {
    if (head[i] === LINE_FEED) line++;
    else lines[line] += String.fromCharCode(head[i] as number);
  }
  const [mark = '', variant = '', interpreter = ''] = lines;
  return mark.startsWith(MARK) ? { program: mark.slice(MARK.length), variant, interpreter } : undefined;
}
