import { isSysError } from '../../../kernel/errno.ts';
import { tool } from '../../tool.ts';

/** What a content is, in file(1)'s words. */
export function describeContent(data: Uint8Array, size: number): string {
  if (size === 0) return 'empty';
  const starts = (...bytes: number[]): boolean => bytes.every((byte, index) => data[index] === byte);
  const ascii = (from: number, length: number): string => String.fromCharCode(...data.subarray(from, from + length));
  if (starts(0x7f, 0x45, 0x4c, 0x46)) return 'ELF 64-bit LSB pie executable, x86-64, version 1 (SYSV), dynamically linked, interpreter /lib64/ld-linux-x86-64.so.2, for GNU/Linux 3.2.0, stripped';
  if (starts(0x1f, 0x8b)) return `gzip compressed data, from Unix, original size modulo 2^32 ${new DataView(data.buffer, data.byteOffset + data.length - 4, 4).getUint32(0, true)}`;
  if (ascii(257, 5) === 'ustar') return ascii(257, 8) === 'ustar  \0' ? 'POSIX tar archive (GNU)' : 'POSIX tar archive';
  if (starts(0x50, 0x4b, 3, 4)) return 'Zip archive data, at least v2.0 to extract, compression method=deflate';
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'PNG image data';
  if (starts(0xff, 0xd8, 0xff)) return 'JPEG image data';
  if (ascii(0, 5) === '%PDF-') return `PDF document, version ${ascii(5, 3)}`;
  if (ascii(0, 16) === 'SQLite format 3\0') return 'SQLite 3.x database';
  if (data.includes(0)) return 'data';
  const text = new TextDecoder().decode(data);
  const kind = data.some((byte) => byte > 127) ? (text.includes('\ufffd') ? 'ISO-8859 text' : 'Unicode text, UTF-8 text') : 'ASCII text';
  const shebang = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(text);
  if (shebang) {
    const program = shebang[1]?.endsWith('/env') ? (shebang[2] ?? '') : (shebang[1] ?? '');
    const name = program.slice(program.lastIndexOf('/') + 1);
    const known: Readonly<Record<string, string>> = { bash: 'Bourne-Again shell', sh: 'POSIX shell', dash: 'POSIX shell', python3: 'Python', python: 'Python', node: 'Node.js', perl: 'Perl' };
    return `${known[name] ?? `a ${shebang[0].slice(2).trim()}`} script, ${kind} executable`;
  }
  if (/^\s*[[{]/.test(text)) {
    try {
      JSON.parse(text);
      return 'JSON text data';
    } catch {
      // No JSON: text like any other.
    }
  }
  if (/^\s*<!doctype html|^\s*<html/i.test(text)) return `HTML document, ${kind}`;
  return `${kind}${text.includes('\r\n') ? ', with CRLF line terminators' : text.includes('\n') ? '' : ', with no line terminators'}`;
}

export const file = tool({
  name: 'file',
  package: 'file-5.44',
  synopsis: ['[OPTION...] [FILE...]'],
  summary: 'Determine type of FILEs.',
  options: [{ short: 'b', long: 'brief', help: 'do not prepend filenames to output lines' }, { short: 'L', long: 'dereference', help: 'follow symlinks' }, { short: 'i', long: 'mime', help: 'output MIME type strings' }],
  *run(t) {
    if (t.has('mime')) return yield* t.fail('-i is not simulated here');
    const width = Math.max(0, ...t.operands.map((name) => name.length)) + 1;
    for (const name of t.operands) {
      let text: string;
      try {
        const stat = t.has('dereference') ? t.proc.stat(name) : t.proc.lstat(name);
        const special: Readonly<Record<string, string>> = { directory: `${stat.mode & 0o1000 ? 'sticky, ' : ''}directory`, fifo: 'fifo (named pipe)', socket: 'socket', char: `character special (${stat.rdev >> 8}/${stat.rdev & 255})`, block: `block special (${stat.rdev >> 8}/${stat.rdev & 255})` };
        text = stat.kind === 'symlink' ? `${t.proc.fs.exists(name) ? '' : 'broken '}symbolic link to ${t.proc.fs.readlink(name)}` : (special[stat.kind] ?? describeContent(t.proc.readFile(name), stat.size));
      } catch (error) {
        if (!isSysError(error)) throw error;
        text = error.code === 'ENOENT' ? `cannot open \`${name}' (No such file or directory)` : `regular file, no read permission`;
      }
      yield* t.print(t.has('brief') ? `${text}\n` : `${`${name}:`.padEnd(width)} ${text}\n`);
    }
    return 0;
  },
});
