import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { createMemoryFs } from '../../../src/kernel/fs/memory.ts';
import { createMountNamespace } from '../../../src/kernel/fs/mounts.ts';
import { createOverlayFs } from '../../../src/kernel/fs/overlay.ts';
import { changes, layerSize } from '../../../src/kernel/fs/overlay-changes.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import { isSysError } from '../../../src/kernel/errno.ts';
import type { FsView } from '../../../src/kernel/fs/types.ts';

const ROOT = { uid: 0, gid: 0, groups: [] };

function clockwork(): () => bigint {
  let time = 100n;
  return () => time++;
}

/** A host disk with lower layers, each filled by one function (uppermost last), and an overlay on it. */
function overlay(...fills: ((view: FsView) => void)[]) {
  const now = clockwork();
  const disk = createMemoryFs({ type: 'ext4', now });
  const host = createView(createMountNamespace(disk), ROOT);
  fills.forEach((fill, i) => {
    host.mkdir(`/l${i}`);
    fill(createView(host.mounts, ROOT, '/', { root: `/l${i}` }));
  });
  host.mkdir('/upper');
  host.mkdir('/work');
  const lowers = fills.map((_, i) => host.resolve(`/l${i}`).node).reverse();
  const upper = host.resolve('/upper').node;
  const fs = createOverlayFs({ lowers, upper, work: host.resolve('/work').node });
  return { host, fs, lowers, upper, merged: createView(createMountNamespace(fs), ROOT), diff: () => changes(upper, lowers).map(({ kind, path }) => `${'CAD'[kind]} ${path}`) };
}

const base = (view: FsView): void => {
  view.mkdirs('/etc/conf.d');
  view.writeFile('/etc/passwd', 'root\n');
  view.writeFile('/etc/conf.d/a', 'a');
  view.mkdirs('/var/log');
  view.symlink('var/log', '/logs');
};

describe('overlay', () => {
  test('merges layers, upper names first; whiteouts in lower layers hide', () => {
    const { merged } = overlay(base, (view) => {
      view.mkdirs('/etc/conf.d');
      view.writeFile('/etc/conf.d/b', 'b');
      view.mknod('/etc/passwd', { kind: 'char', rdev: 0, mode: 0, uid: 0, gid: 0 });
    });
    expect(merged.readdir('/etc/conf.d').map((e) => e.name).sort()).toEqual(['a', 'b']);
    expect(merged.exists('/etc/passwd')).toBe(false);
    expect(merged.realpath('/logs')).toBe('/var/log');
  });

  test('copies up on write and keeps owner, mode and inode number', () => {
    const { merged, host } = overlay(base);
    const before = merged.stat('/etc/passwd');
    merged.appendFile('/etc/passwd', 'me\n');
    expect(merged.readText('/etc/passwd')).toBe('root\nme\n');
    expect(host.readText('/l0/etc/passwd')).toBe('root\n');
    expect(host.readText('/upper/etc/passwd')).toBe('root\nme\n');
    expect(merged.stat('/etc/passwd')).toMatchObject({ ino: before.ino, mode: before.mode });
  });

  test('an open descriptor follows the copy', () => {
    const { merged, host } = overlay(base);
    const reader = merged.open('/etc/passwd', { read: true });
    merged.writeFile('/etc/passwd', 'new');
    expect(reader.stat().size).toBe(3);
    const unlinked = merged.resolve('/etc/conf.d/a').node;
    merged.unlink('/etc/conf.d/a');
    unlinked.writeAt?.(1, new Uint8Array([98]));
    expect(unlinked.stat().size).toBe(2);
    expect(host.readdir('/work')).toEqual([]);
    expect(merged.exists('/etc/conf.d/a')).toBe(false);
  });

  test('deleting leaves a whiteout, making anew an opaque directory', () => {
    const { merged, host, diff } = overlay(base);
    merged.removeAll('/etc');
    expect(host.lstat('/upper/etc')).toMatchObject({ kind: 'char', rdev: 0 });
    expect(diff()).toEqual(['D /etc']);
    merged.mkdir('/etc');
    expect(merged.readdir('/etc')).toEqual([]);
    expect(host.resolve('/upper/etc').node.xattrs?.has('trusted.overlay.opaque')).toBe(true);
    expect(diff()).toEqual(['C /etc', 'D /etc/conf.d', 'D /etc/passwd']);
    merged.writeFile('/etc/passwd', 'x');
    expect(diff()).toEqual(['C /etc', 'D /etc/conf.d', 'C /etc/passwd']);
  });

  test('renames files of lower layers, not directories', () => {
    const { merged, diff } = overlay(base);
    merged.rename('/etc/passwd', '/var/moved');
    expect(merged.readText('/var/moved')).toBe('root\n');
    expect(diff()).toEqual(['C /etc', 'D /etc/passwd', 'C /var', 'A /var/moved']);
    let code = '';
    try {
      merged.rename('/etc/conf.d', '/x');
    } catch (error) {
      if (isSysError(error)) code = error.code;
    }
    expect(code).toBe('EXDEV');
    merged.mkdir('/new');
    merged.rename('/new', '/newer');
    expect(merged.exists('/newer')).toBe(true);
  });

  test('docker diff: added, changed, deleted, and parents as changed', () => {
    const { merged, diff, upper } = overlay(base);
    expect(diff()).toEqual([]);
    merged.mkdirs('/a/b');
    merged.writeFile('/a/b/c', '12345');
    merged.chmod('/etc/passwd', 0o600);
    merged.unlink('/etc/conf.d/a');
    merged.writeFile('/temporary', '');
    merged.unlink('/temporary');
    expect(diff()).toEqual(['A /a', 'A /a/b', 'A /a/b/c', 'C /etc', 'C /etc/conf.d', 'D /etc/conf.d/a', 'C /etc/passwd']);
    expect(layerSize(upper)).toBe(10);
  });

  test('hard links are one file', () => {
    const { merged } = overlay(base);
    merged.link('/etc/passwd', '/hard');
    merged.appendFile('/hard', '+');
    expect(merged.readText('/etc/passwd')).toBe('root\n+');
    expect(merged.stat('/hard')).toMatchObject({ nlink: 2, ino: merged.stat('/etc/passwd').ino });
    merged.unlink('/etc/passwd');
    merged.writeFile('/hard', 'y');
    expect(merged.stat('/hard').nlink).toBe(1);
  });

  test('devices 0:0 cannot leak: sockets and fifos keep what they lead to', () => {
    const { merged } = overlay(base);
    const endpoint = { name: 'listener' };
    merged.mknod('/etc/s', { kind: 'socket', endpoint, mode: 0o777, uid: 0, gid: 0 });
    expect(merged.resolve('/etc/s').node.endpoint).toBe(endpoint);
  });
});

// ---- an overlay behaves as a plain tree would

const NAMES = ['a', 'b', 'c'];
const path = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const operation = fc.oneof(
  fc.tuple(fc.constant('write'), path, fc.string({ maxLength: 5 })),
  fc.tuple(fc.constant('append'), path, fc.string({ maxLength: 5 })),
  fc.tuple(fc.constant('mkdir'), path, fc.constant('')),
  fc.tuple(fc.constant('mkdirs'), path, fc.constant('')),
  fc.tuple(fc.constant('rmdir'), path, fc.constant('')),
  fc.tuple(fc.constant('unlink'), path, fc.constant('')),
  fc.tuple(fc.constant('removeAll'), path, fc.constant('')),
  fc.tuple(fc.constant('chmod'), path, fc.constant('')),
  fc.tuple(fc.constant('symlink'), path, path),
  fc.tuple(fc.constant('link'), path, path),
  fc.tuple(fc.constant('rename'), path, path),
  fc.tuple(fc.constant('truncate'), path, fc.constant('')),
);

function apply(view: FsView, [kind, at, argument]: [string, string, string]): string {
  try {
    switch (kind) {
      case 'write': view.writeFile(at, argument); break;
      case 'append': view.appendFile(at, argument); break;
      case 'mkdir': view.mkdir(at); break;
      case 'mkdirs': view.mkdirs(at); break;
      case 'rmdir': view.rmdir(at); break;
      case 'unlink': view.unlink(at); break;
      case 'removeAll': view.removeAll(at); break;
      case 'chmod': view.chmod(at, 0o700); break;
      case 'symlink': view.symlink(argument, at); break;
      case 'link': view.link(at, argument); break;
      case 'rename': view.rename(at, argument); break;
      case 'truncate': view.truncate(at, 2); break;
    }
    return 'ok';
  } catch (error) {
    if (isSysError(error)) return error.code;
    throw error;
  }
}

function dump(view: FsView, at = '/'): string[] {
  const out: string[] = [];
  for (const { name } of view.readdir(at).sort((x, y) => (x.name < y.name ? -1 : 1))) {
    const child = at === '/' ? `/${name}` : `${at}/${name}`;
    const stat = view.lstat(child);
    const text = stat.kind === 'file' ? new TextDecoder().decode(view.data(child).extents[0]?.bytes ?? new Uint8Array(0)) : stat.kind === 'symlink' ? view.readlink(child) : '';
    out.push(`${child} ${stat.kind} ${stat.mode.toString(8)} ${stat.size} ${text}`);
    if (stat.kind === 'directory') out.push(...dump(view, child));
  }
  return out;
}

describe('overlay as a plain tree', () => {
  test('random operations give the same tree and the same errors', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 15 }), fc.array(operation, { maxLength: 15 }), fc.array(operation, { maxLength: 40 }), (first, second, rest) => {
        const plain = createView(createMountNamespace(createMemoryFs({ type: 'ext4', now: clockwork() })), ROOT);
        const linkless = (list: [string, string, string][]): [string, string, string][] => list.filter(([kind]) => kind !== 'link');
        // The second lower layer is what an overlay over the first one left behind, whiteouts and opaque directories included.
        const stage = overlay((view) => linkless(first).forEach((op) => apply(view, op)));
        linkless(first).forEach((op) => apply(plain, op));
        for (const op of linkless(second)) if (apply(stage.merged, op) !== 'EXDEV') apply(plain, op);
        const upper = createMemoryFs({ type: 'ext4', now: clockwork() });
        const work = createMemoryFs({ type: 'ext4', now: clockwork() });
        const lowers = [stage.upper, ...stage.lowers];
        const fs = createOverlayFs({ lowers, upper: upper.root, work: work.root });
        const merged = createView(createMountNamespace(fs), ROOT);
        const frozen = dump(stage.merged);
        expect(dump(merged)).toEqual(dump(plain));
        for (const op of rest) {
          const result = apply(merged, op);
          if (result !== 'EXDEV') expect(`${op.join(' ')} ${apply(plain, op)}`).toBe(`${op.join(' ')} ${result}`);
        }
        expect(dump(merged)).toEqual(dump(plain));
        // What the upper layer holds, and nothing else, makes the tree: mounted anew it is the same.
        expect(dump(createView(createMountNamespace(createOverlayFs({ lowers, upper: upper.root })), ROOT))).toEqual(dump(plain));
        expect(dump(stage.merged)).toEqual(frozen);
      }),
      { numRuns: 300 },
    );
  });
});
