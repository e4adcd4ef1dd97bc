import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { createMemoryFs } from '../../../src/kernel/fs/memory.ts';
import type { MemoryFs } from '../../../src/kernel/fs/memory.ts';
import { createMountNamespace } from '../../../src/kernel/fs/mounts.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import { TreeBuilder } from '../../../src/kernel/fs/tree.ts';
import { restoreFs, snapshotFs } from '../../../src/kernel/fs/snapshot.ts';
import { members, packTree, readLayer, extractMember } from '../../../src/kernel/fs/archive.ts';
import { createLayerFs } from '../../../src/kernel/fs/memory.ts';
import { makeOpaque } from '../../../src/kernel/fs/overlay.ts';
import { isSysError } from '../../../src/kernel/errno.ts';
import type { Inode } from '../../../src/kernel/fs/types.ts';

const ROOT = { uid: 0, gid: 0, groups: [] };
function clockwork(): () => bigint {
  let time = 1_000_000_000n;
  return () => (time += 1_000_000n);
}
const tree = () => new TreeBuilder({ mtime: 7n }).file('etc/passwd', 'root').file('etc/group', 'g').add('bin/sh', { kind: 'file', data: 'x', mode: 0o755 }).add('bin/bash', { kind: 'link', to: 'bin/sh' }).symlink('lib', 'usr/lib').build();

/** All that a tree holds, times of files included, hard links by the order of their first name. */
function dump(node: Inode, at = '', seen = new Map<Inode, number>()): string[] {
  const { kind, mode, uid, gid, size, mtime, rdev } = node.stat();
  const link = seen.get(node) ?? seen.size;
  seen.set(node, link);
  const extra = kind === 'file' ? new TextDecoder().decode(node.readAt?.(0, 1000)) : kind === 'symlink' ? node.readlink?.() : '';
  const out = [`${at || '/'} ${kind} ${mode.toString(8)} ${uid}:${gid} ${kind === 'directory' ? '' : size} ${mtime} ${rdev} ${kind === 'directory' ? '' : link} ${extra} ${[...(node.xattrs?.keys() ?? [])].join()}`];
  for (const { name } of (kind === 'directory' ? (node.entries?.() ?? []) : []).sort((a, b) => (a.name < b.name ? -1 : 1))) out.push(...dump(node.lookup?.(name) as Inode, `${at}/${name}`, seen));
  return out;
}

function copy(fs: MemoryFs): MemoryFs {
  const data = JSON.parse(JSON.stringify(snapshotFs(fs)));
  return restoreFs(data, { now: clockwork(), tree: () => shared });
}
const shared = tree();

describe('snapshot', () => {
  test('names what is unchanged, holds what is not', () => {
    const fs = createMemoryFs({ type: 'ext4', now: clockwork() });
    const view = createView(createMountNamespace(fs), ROOT);
    view.mkdir('/var');
    fs.graft(view.resolve('/var').node, 'layer', 'layer:a', shared, 100);
    expect(JSON.stringify(snapshotFs(fs).root)).toContain('"layer":{"o":["layer:a",""]}');
    view.readFile('/var/layer/etc/passwd');
    expect(JSON.stringify(snapshotFs(fs).root)).toContain('"layer":{"o":["layer:a",""]}');
    view.appendFile('/var/layer/etc/passwd', '!');
    const text = JSON.stringify(snapshotFs(fs));
    expect(text).toContain('"group":{"o":["layer:a","etc/group"]}');
    expect(text).toContain('"bin":{"o":["layer:a","bin"]}');
    expect(text).toContain(btoa('root!'));
    expect(dump(copy(fs).root)).toEqual(dump(fs.root));
    expect(copy(fs).used).toBe(fs.used);
  });

  test('random changes survive the round trip', () => {
    const names = ['/etc/passwd', '/etc/new', '/bin/sh', '/bin/bash', '/lib', '/d', '/d/e', '/d/f', '/etc'];
    const operation = fc.tuple(fc.constantFrom('write', 'append', 'remove', 'rename', 'link', 'chmod', 'mkdir', 'look', 'truncate', 'symlink'), fc.constantFrom(...names), fc.constantFrom(...names));
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 25 }), (operations) => {
        const fs = createMemoryFs({ type: 'ext4', now: clockwork(), tree: shared });
        const view = createView(createMountNamespace(fs), ROOT);
        for (const [kind, a, b] of operations) {
          try {
            if (kind === 'write') view.writeFile(a, b);
            if (kind === 'append') view.appendFile(a, b);
            if (kind === 'remove') view.removeAll(a);
            if (kind === 'rename') view.rename(a, b);
            if (kind === 'link') view.link(a, b);
            if (kind === 'chmod') view.chmod(a, 0o700);
            if (kind === 'mkdir') view.mkdir(a);
            if (kind === 'look') view.readdir(a);
            if (kind === 'truncate') view.truncate(a, 5000);
            if (kind === 'symlink') view.symlink(a, b);
          } catch (error) {
            if (!isSysError(error)) throw error;
          }
        }
        const restored = copy(fs);
        expect(dump(restored.root)).toEqual(dump(fs.root));
        expect(dump(copy(restored).root)).toEqual(dump(fs.root));
      }),
      { numRuns: 200 },
    );
  });
});

describe('archive', () => {
  test('a layer is the same after packing and reading; equal trees give equal bytes', () => {
    const fs = createMemoryFs({ type: 'ext4', now: clockwork(), tree: shared });
    const view = createView(createMountNamespace(fs), ROOT);
    view.writeData('/holes', { size: 200_000_000, extents: [{ offset: 100_000_000, bytes: new TextEncoder().encode('middle') }] });
    view.mknod('/gone', { kind: 'char', rdev: 0, mode: 0, uid: 0, gid: 0 });
    view.mkdir('/fresh');
    makeOpaque(view.resolve('/fresh').node);
    view.writeFile('/fresh/f', 'f');
    view.chown('/fresh/f', 33, 44);
    const bytes = [...packTree(fs.root, { layer: true })];
    expect(bytes.reduce((sum, chunk) => sum + chunk.length, 0)).toBeLessThan(25_000);
    const names = [...members(bytes)].map(({ entry }) => entry.name);
    expect(names).toContain('.wh.gone');
    expect(names).toContain('fresh/.wh..wh..opq');
    const again = createLayerFs(readLayer(bytes), clockwork());
    const strip = (lines: string[]): string[] => lines.filter((line) => !line.startsWith('/ ')).map((line) => (line.startsWith('/gone') ? '/gone' : line));
    expect(strip(dump(again.root))).toEqual(strip(dump(fs.root)));
    expect(Buffer.concat([...packTree(again.root, { layer: true })]).equals(Buffer.concat(bytes))).toBe(true);
    expect(again.root.lookup('holes')?.readAt?.(100_000_000, 6)).toEqual(new TextEncoder().encode('middle'));
  });

  test('extracts into a view, replacing what is there', () => {
    const from = createMemoryFs({ type: 'ext4', now: clockwork(), tree: shared });
    const to = createMemoryFs({ type: 'ext4', now: clockwork() });
    const view = createView(createMountNamespace(to), ROOT);
    view.mkdirs('/t/etc/passwd');
    for (const { entry, data } of members(packTree(from.root))) extractMember(view, '/t', entry, data);
    expect(view.readText('/t/etc/passwd')).toBe('root');
    expect(view.stat('/t/bin/bash')).toMatchObject({ nlink: 2, mode: 0o755, mtime: 7n });
    expect(view.readlink('/t/lib')).toBe('usr/lib');
  });
});
