/** md5sum, sha1sum … : one program for each digest, all alike. */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { toHex } from '../../../formats/sha256/sha256.ts';
import { isSysError } from '../../../kernel/errno.ts';
import type { Sys } from '../../../kernel/sys.ts';
import type { Tool, ToolSpec } from '../../tool.ts';

interface Hash { update(bytes: Uint8Array): unknown; digest(): Uint8Array }

const ALGORITHMS: Readonly<Record<string, { readonly label: string; readonly create: () => Hash }>> = {
  md5sum: { label: 'MD5', create: () => md5.create() }, sha1sum: { label: 'SHA1', create: () => sha1.create() }, sha224sum: { label: 'SHA224', create: () => sha224.create() },
  sha256sum: { label: 'SHA256', create: () => sha256.create() }, sha384sum: { label: 'SHA384', create: () => sha384.create() }, sha512sum: { label: 'SHA512', create: () => sha512.create() },
};

/** The description of a digest program by its name. */
export function digestTool(name: string): ToolSpec {
  const algorithm = ALGORITHMS[name] as { label: string; create: () => Hash };
  return {
    name,
    synopsis: ['[OPTION]... [FILE]...'],
    summary: `Print or check ${algorithm.label} checksums.\nWith no FILE, or when FILE is -, read standard input.`,
    options: [
      { short: 'b', long: 'binary', help: 'read in binary mode' },
      { short: 'c', long: 'check', help: 'read checksums from the FILEs and check them' },
      { long: 'tag', help: 'create a BSD-style checksum' },
      { short: 't', long: 'text', help: 'read in text mode (default)' },
      { short: 'z', long: 'zero', help: 'end each output line with NUL, not newline, and disable file name escaping' },
      { long: 'ignore-missing', help: "don't fail or report status for missing files" },
      { long: 'quiet', help: "don't print OK for each successfully verified file" },
      { short: 's', long: 'status', help: "don't output anything, status code shows success" },
      { long: 'strict', help: 'exit non-zero for improperly formatted checksum lines' },
      { short: 'w', long: 'warn', help: 'warn about improperly formatted checksum lines' },
    ],
    *run(t) {
      if (t.has('check')) return yield* check(t, algorithm.create);
      yield* t.eachInput(t.operands, function* (fd, file) {
        const sum = yield* digest(t, fd, algorithm.create);
        yield* t.print((t.has('tag') ? `${algorithm.label} (${file}) = ${sum}` : `${sum} ${t.has('binary') ? '*' : ' '}${file}`) + (t.has('zero') ? '\0' : '\n'));
      });
      return 0;
    },
  };
}

function* digest(t: Tool, fd: number, create: () => Hash): Sys<string> {
  const hash = create();
  for (;;) {
    const chunk = yield* t.proc.read(fd);
    if (chunk.length === 0) return toHex(hash.digest());
    hash.update(chunk);
    yield* t.proc.step(chunk.length);
  }
}

function* check(t: Tool, create: () => Hash): Sys<number> {
  let wrong = 0;
  let missing = 0;
  let malformed = 0;
  let good = 0;
  const silent = t.has('status');
  yield* t.eachInput(t.operands, function* (fd, name) {
    const text = new TextDecoder().decode(yield* t.readAll(fd));
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const match = /^([0-9a-fA-F]{32,128}) [ *](.+)$/.exec(line) ?? swap(/^\w+ \((.+)\) = ([0-9a-fA-F]+)$/.exec(line));
      if (!match) {
        malformed++;
        continue;
      }
      const [, sum = '', file = ''] = match;
      try {
        const target = file === '-' ? 0 : t.proc.open(file, { read: true });
        const actual = yield* digest(t, target, create);
        if (target > 0) t.proc.close(target);
        if (actual === sum.toLowerCase()) {
          good++;
          if (!silent && !t.has('quiet')) yield* t.print(`${file}: OK\n`);
        } else {
          wrong++;
          if (!silent) yield* t.print(`${file}: FAILED\n`);
        }
      } catch (error) {
        if (!isSysError(error)) throw error;
        if (t.has('ignore-missing')) continue;
        missing++;
        if (!silent) {
          yield* t.warn(t.busybox ? `can't open '${file}': ${error.message}` : `${file}: ${error.message}`);
          yield* t.print(`${file}: FAILED${t.busybox ? '' : ' open or read'}\n`);
        }
      }
    }
    if (good + wrong + missing === 0) yield* t.fail(`${name === '-' ? "'standard input'" : name}: no properly formatted checksum lines found`);
  });
  const plural = (count: number, what: string): string => `WARNING: ${count} ${what.replace('%', count === 1 ? '' : 's').replace('#', count === 1 ? 'is' : 'are').replace('~', count === 1 ? 'does' : 'did')}`;
  if (!silent) {
    if (malformed > 0 && good + wrong + missing > 0) yield* t.warn(plural(malformed, 'line% # improperly formatted'));
    if (missing > 0) yield* t.warn(plural(missing, 'listed file% could not be read'));
    if (wrong > 0) yield* t.warn(t.busybox ? `WARNING: ${wrong} of ${good + wrong} computed checksums did NOT match` : `WARNING: ${wrong} computed checksum${wrong === 1 ? '' : 's'} did NOT match`);
  }
  return wrong + missing > 0 ? 1 : t.exit;
}

function swap(match: RegExpExecArray | null): string[] | null {
  return match ? ['', match[2] ?? '', match[1] ?? ''] : null;
}
