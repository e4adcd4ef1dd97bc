import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tarEntry, type TarEntry, type TarKind, type TarSegment } from '../../src/formats/tar/entry.ts';
import { readTar, TarReader, type TarEvent } from '../../src/formats/tar/reader.ts';
import { encodeTarEntry, TAR_END } from '../../src/formats/tar/writer.ts';

function archive(members: { entry: TarEntry; segments: TarSegment[] }[]): Uint8Array {
  return Buffer.concat([...members.flatMap((m) => encodeTarEntry(m.entry, m.segments)), TAR_END]);
}

function file(entry: TarEntry, segments: TarSegment[]): Uint8Array {
  const whole = new Uint8Array(entry.size);
  for (const segment of segments) whole.set(segment.data, segment.offset);
  return whole;
}

const segment = fc.string({ minLength: 1, maxLength: 60, unit: fc.constantFrom(...'abcdefghij.-_éü镜') }).filter((s) => s !== '.' && s !== '..');
const name = fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));

const member = fc
  .record({
    name,
    kind: fc.constantFrom<TarKind>('file', 'directory', 'symlink', 'hardlink', 'char', 'fifo'),
    mode: fc.integer({ min: 0, max: 0o7777 }),
    uid: fc.nat(2 ** 31),
    gid: fc.nat(70000),
    uname: fc.constantFrom('', 'root', 'jürgen'),
    mtime: fc.bigInt({ min: -1000n, max: 2n ** 62n }),
    target: name,
    xattr: fc.option(fc.uint8Array({ maxLength: 20 }), { nil: undefined }),
    pieces: fc.array(fc.tuple(fc.nat(2000), fc.uint8Array({ minLength: 1, maxLength: 1500 })), { maxLength: 4 }),
    tail: fc.nat(3000),
  })
  .map((m) => {
    let offset = 0;
    const segments: TarSegment[] = [];
    for (const [gap, data] of m.kind === 'file' ? m.pieces : []) {
      segments.push({ offset: offset + gap, data });
      offset += gap + data.length;
    }
    const entry = tarEntry({
      name: m.name,
      kind: m.kind,
      mode: m.mode,
      uid: m.uid,
      gid: m.gid,
      uname: m.uname,
      mtime: m.mtime,
      size: m.kind === 'file' ? offset + m.tail : 0,
      linkname: m.kind === 'symlink' || m.kind === 'hardlink' ? m.target : '',
      devmajor: m.kind === 'char' ? 5 : 0,
      xattrs: new Map(m.xattr === undefined ? [] : [['security.capability', m.xattr]]),
    });
    return { entry, segments };
  });

describe('round trip', () => {
  test('what is written is read back, holes stay holes, the bytes are canonical', () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 4 }), (members) => {
        const bytes = archive(members);
        const back = readTar(bytes);
        expect(back.map((m) => m.entry)).toEqual(members.map((m) => m.entry));
        back.forEach((m, i) => {
          const original = members[i] as (typeof members)[number];
          expect(file(m.entry, m.segments)).toEqual(file(original.entry, original.segments));
          expect(m.segments.reduce((n, s) => n + s.data.length, 0)).toBe(original.segments.reduce((n, s) => n + s.data.length, 0));
        });
        expect(archive(back)).toEqual(bytes);
      }),
      { numRuns: 150 },
    );
  });

  test('any chunking gives the same result', () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 3 }), fc.integer({ min: 1, max: 1500 }), (members, step) => {
        const bytes = archive(members);
        const reader = new TarReader();
        const got: { entry: TarEntry; data: Uint8Array }[] = [];
        let ended = 0;
        const drain = () => {
          for (let event: TarEvent | undefined = reader.read(); event; event = reader.read()) {
            if (event.type === 'entry') got.push({ entry: event.entry, data: new Uint8Array(event.entry.size) });
            else if (event.type === 'data') got.at(-1)?.data.set(event.data, event.offset);
            else ended++;
          }
        };
        for (let i = 0; i < bytes.length; i += step) {
          reader.push(bytes.subarray(i, i + step));
          drain();
        }
        reader.close();
        drain();
        expect(ended).toBe(1);
        expect(got).toEqual(members.map((m) => ({ entry: m.entry, data: file(m.entry, m.segments) })));
      }),
      { numRuns: 80 },
    );
  });

  test('a hole of 192 MiB takes a few blocks', () => {
    const entry = tarEntry({ name: 'usr/sbin/nginx', kind: 'file', mode: 0o755, size: 192 * 2 ** 20 });
    const bytes = archive([{ entry, segments: [{ offset: 0, data: new TextEncoder().encode('ELF') }] }]);
    expect(bytes.length).toBeLessThan(5000);
    expect(readTar(bytes)[0]?.entry).toEqual(entry);
  });
});

describe('GNU tar', () => {
  const inTemp = (run: (dir: string) => void) => {
    const dir = mkdtempSync(join(tmpdir(), 'drydock-tar-'));
    try {
      run(dir);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  };
  const long = `${'d'.repeat(90)}/${'f'.repeat(120)}`;

  test('reads what we write', () => {
    inTemp((dir) => {
      const data = new TextEncoder().encode('tail\n');
      const bytes = archive([
        { entry: tarEntry({ name: 'd', kind: 'directory' }), segments: [] },
        { entry: tarEntry({ name: 'd/sparse', kind: 'file', size: 1_000_005, mtime: 1_700_000_000_500_000_000n }), segments: [{ offset: 1_000_000, data }] },
        { entry: tarEntry({ name: long, kind: 'file', size: 5 }), segments: [{ offset: 0, data }] },
        { entry: tarEntry({ name: 'd/link', kind: 'symlink', linkname: 'sparse', mode: 0o777 }), segments: [] },
      ]);
      writeFileSync(join(dir, 'a.tar'), bytes);
      execFileSync('tar', ['-xf', 'a.tar'], { cwd: dir });
      const sparse = readFileSync(join(dir, 'd/link'));
      expect(sparse.length).toBe(1_000_005);
      expect(sparse.subarray(1_000_000).toString()).toBe('tail\n');
      expect(readFileSync(join(dir, long), 'utf8')).toBe('tail\n');
    });
  });

  test.each([['gnu'], ['posix'], ['ustar']])('writes %s archives that we read', (format) => {
    inTemp((dir) => {
      const path = format === 'ustar' ? `${'d'.repeat(90)}/f` : long;
      execFileSync(
        'sh',
        ['-c', `mkdir -p "$(dirname ${path})" && echo hi > ${path} && ln -s ${path} link && truncate -s 300000 sparse && echo end >> sparse`],
        { cwd: dir },
      );
      execFileSync('tar', [`--format=${format}`, ...(format === 'ustar' ? [] : ['-S']), '-cf', 'a.tar', path, 'link', 'sparse'], { cwd: dir });
      const members = readTar(readFileSync(join(dir, 'a.tar')));
      expect(members.map((m) => [m.entry.name, m.entry.kind, m.entry.size])).toEqual([
        [path, 'file', 3],
        ['link', 'symlink', 0],
        ['sparse', 'file', 300004],
      ]);
      expect(members[1]?.entry.linkname).toBe(path);
      const sparse = members[2];
      expect(sparse && new TextDecoder().decode(file(sparse.entry, sparse.segments).subarray(300000))).toBe('end\n');
    });
  });
});

describe('damage', () => {
  const bytes = archive([{ entry: tarEntry({ name: 'a', kind: 'file', size: 3 }), segments: [{ offset: 0, data: new Uint8Array(3) }] }]);
  test('a changed header is refused', () => {
    const copy = Uint8Array.from(bytes);
    copy[0] = 0x62;
    expect(() => readTar(copy)).toThrow('archive/tar: invalid tar header');
  });
  test('an archive cut inside a member is refused, one without end marker is not', () => {
    expect(() => readTar(bytes.subarray(0, 514))).toThrow('unexpected EOF');
    expect(readTar(bytes.subarray(0, 1024))).toHaveLength(1);
    expect(readTar(new Uint8Array(0))).toEqual([]);
  });
  test('overlapping data is refused when writing', () => {
    expect(() => encodeTarEntry(tarEntry({ name: 'a', kind: 'file', size: 1 }), new Uint8Array(2))).toThrow(RangeError);
  });
});
