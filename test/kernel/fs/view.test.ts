import { describe, expect, test } from 'vitest';
import { createMemoryFs } from '../../../src/kernel/fs/memory.ts';
import { createMountNamespace } from '../../../src/kernel/fs/mounts.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import { TreeBuilder } from '../../../src/kernel/fs/tree.ts';
import { SysError } from '../../../src/kernel/errno.ts';

let clock = 1n;
const now = (): bigint => clock++;
const ROOT = { uid: 0, gid: 0, groups: [] };
const USER = { uid: 1000, gid: 1000, groups: [999] };

function machine(options: { size?: number } = {}) {
  const fs = createMemoryFs({ type: 'ext4', now, ...options });
  const mounts = createMountNamespace(fs, { source: '/dev/sda1' });
  return { fs, mounts, root: createView(mounts, ROOT), user: createView(mounts, USER) };
}

function code(action: () => unknown): string {
  try {
    action();
    return 'ok';
  } catch (error) {
    if (error instanceof SysError) return error.code;
    throw error;
  }
}

describe('files', () => {
  test('are written, appended, read and truncated', () => {
    const { root } = machine();
    root.mkdirs('/a/b');
    root.writeFile('/a/b/f', 'one\n');
    root.appendFile('/a/b/f', 'two\n');
    expect(root.readText('/a/b/f')).toBe('one\ntwo\n');
    root.truncate('/a/b/f', 2);
    expect(root.readText('/a/b/f')).toBe('on');
    expect(root.stat('/a/b/f').mode).toBe(0o644);
    expect(root.readdir('/a').map((entry) => entry.name)).toEqual(['b']);
  });

  test('hard links share content and count', () => {
    const { root } = machine();
    root.writeFile('/f', 'x');
    root.link('/f', '/g');
    expect(root.stat('/g').nlink).toBe(2);
    root.unlink('/f');
    expect(root.readText('/g')).toBe('x');
    expect(root.stat('/g').nlink).toBe(1);
  });

  test('directories count their subdirectories as links', () => {
    const { root } = machine();
    root.mkdirs('/a/b');
    root.mkdirs('/a/c');
    expect(root.stat('/a').nlink).toBe(4);
    root.rmdir('/a/b');
    expect(root.stat('/a').nlink).toBe(3);
  });
});

describe('paths', () => {
  test('errors of names', () => {
    const { root } = machine();
    root.mkdirs('/d/e');
    root.writeFile('/f', '');
    expect(code(() => root.stat('/nope/x'))).toBe('ENOENT');
    expect(code(() => root.stat('/f/x'))).toBe('ENOTDIR');
    expect(code(() => root.stat('/f/'))).toBe('ENOTDIR');
    expect(code(() => root.mkdir('/d'))).toBe('EEXIST');
    expect(code(() => root.rmdir('/d'))).toBe('ENOTEMPTY');
    expect(code(() => root.unlink('/d'))).toBe('EISDIR');
    expect(code(() => root.rmdir('/f'))).toBe('ENOTDIR');
    expect(code(() => root.rename('/d', '/d/e/x'))).toBe('EINVAL');
    expect(code(() => root.rename('/f', '/d'))).toBe('EISDIR');
    expect(code(() => root.rename('/d', '/f'))).toBe('ENOTDIR');
    expect(code(() => root.stat(`/${'x'.repeat(256)}`))).toBe('ENAMETOOLONG');
    expect(code(() => root.writeFile('/d', 'x'))).toBe('EISDIR');
    expect(code(() => root.stat(''))).toBe('ENOENT');
  });

  test('symbolic links are followed, 40 at most', () => {
    const { root } = machine();
    root.mkdirs('/usr/bin');
    root.symlink('usr/bin', '/bin');
    root.writeFile('/bin/sh', '#!');
    expect(root.readText('/usr/bin/sh')).toBe('#!');
    expect(root.realpath('/bin/sh')).toBe('/usr/bin/sh');
    expect(root.lstat('/bin').kind).toBe('symlink');
    expect(root.stat('/bin').kind).toBe('directory');
    expect(root.lstat('/bin/').kind).toBe('directory');
    expect(root.realpath('/bin/../bin/..')).toBe('/usr');
    root.symlink('b', '/a');
    root.symlink('a', '/b');
    expect(code(() => root.stat('/a'))).toBe('ELOOP');
    root.symlink('later', '/dangling');
    root.writeFile('/dangling', 'now');
    expect(root.readText('/later')).toBe('now');
    expect(code(() => root.open('/bin', { read: true, noFollow: true }))).toBe('ELOOP');
  });

  test('relative paths start at the working directory', () => {
    const { root } = machine();
    root.mkdirs('/home/me');
    root.cwd = '/home/me';
    root.writeFile('x', '1');
    expect(root.readText('../me/./x')).toBe('1');
    expect(root.realpath('.')).toBe('/home/me');
  });

  test('a view may have a root of its own', () => {
    const { root, mounts } = machine();
    root.mkdirs('/jail/etc');
    root.writeFile('/secret', 's');
    root.symlink('/secret', '/jail/leak');
    const jail = createView(mounts, ROOT, '/', { root: '/jail' });
    expect(jail.readdir('/').map((entry) => entry.name)).toEqual(['etc', 'leak']);
    expect(jail.exists('/leak')).toBe(false);
    expect(jail.realpath('/../../etc')).toBe('/etc');
  });
});

describe('permissions', () => {
  test('owner, group, others and root', () => {
    const { root, user } = machine();
    root.mkdir('/d', 0o755);
    root.writeFile('/d/private', 'p', 0o600);
    root.writeFile('/d/group', 'g', 0o640);
    root.chown('/d/group', 0, 999);
    expect(code(() => user.readFile('/d/private'))).toBe('EACCES');
    expect(user.readText('/d/group')).toBe('g');
    expect(code(() => user.writeFile('/d/group', 'x'))).toBe('EACCES');
    expect(code(() => user.writeFile('/d/new', 'x'))).toBe('EACCES');
    expect(code(() => user.chmod('/d/group', 0o777))).toBe('EPERM');
    expect(code(() => user.chown('/d/group', 1000, 1000))).toBe('EPERM');
    root.mkdir('/closed', 0o700);
    root.writeFile('/closed/x', '');
    expect(code(() => user.stat('/closed/x'))).toBe('EACCES');
    expect(root.access('/d/private', 1)).toBe(false);
    expect(root.access('/d/private', 6)).toBe(true);
    const limited = createView(root.mounts, { uid: 0, gid: 0, groups: [], capabilities: new Set() });
    root.chown('/d/private', 1000, 1000);
    expect(code(() => limited.readFile('/d/private'))).toBe('EACCES');
  });

  test('sticky directories protect what others own', () => {
    const { root, user } = machine();
    root.mkdir('/tmp');
    root.chmod('/tmp', 0o1777);
    root.writeFile('/tmp/roots', '');
    expect(code(() => user.unlink('/tmp/roots'))).toBe('EPERM');
    user.writeFile('/tmp/mine', '');
    user.unlink('/tmp/mine');
    expect(root.exists('/tmp/mine')).toBe(false);
  });

  test('umask and set-group-ID directories', () => {
    const { root, user } = machine();
    root.mkdir('/shared');
    root.chmod('/shared', 0o2777);
    root.chown('/shared', 0, 999);
    user.umask = 0o077;
    user.writeFile('/shared/f', '');
    user.mkdir('/shared/d');
    expect(user.stat('/shared/f')).toMatchObject({ mode: 0o600, uid: 1000, gid: 999 });
    expect(user.stat('/shared/d')).toMatchObject({ mode: 0o2700, gid: 999 });
  });
});

describe('mounts', () => {
  test('a tmpfs hides, is crossed both ways and goes away again', () => {
    const { root, mounts } = machine();
    root.mkdirs('/mnt/below');
    const tmp = createMemoryFs({ type: 'tmpfs', now, size: 8192, mode: 0o1777 });
    mounts.mount('/mnt', tmp);
    expect(root.readdir('/mnt')).toEqual([]);
    root.writeFile('/mnt/f', 'x');
    expect(root.realpath('/mnt/..')).toBe('/');
    expect(code(() => root.rename('/mnt/f', '/f'))).toBe('EXDEV');
    expect(code(() => root.link('/mnt/f', '/f'))).toBe('EXDEV');
    expect(code(() => root.rmdir('/mnt'))).toBe('EBUSY');
    expect(code(() => root.writeFile('/mnt/big', new Uint8Array(9000).fill(1)))).toBe('ENOSPC');
    expect(root.stat('/mnt/big').size).toBe(8191);
    mounts.umount('/mnt');
    expect(root.exists('/mnt/below')).toBe(true);
    expect(code(() => mounts.umount('/mnt'))).toBe('EINVAL');
  });

  test('bind mounts of directories and files, read-only too', () => {
    const { root, mounts, fs } = machine();
    root.mkdirs('/src/sub');
    root.mkdirs('/dst');
    root.writeFile('/src/f', '1');
    root.writeFile('/file', '');
    mounts.bind('/dst', root.resolve('/src').node, fs, { readOnly: true });
    mounts.bind('/file', root.resolve('/src/f').node, fs);
    expect(root.readText('/dst/f')).toBe('1');
    expect(code(() => root.writeFile('/dst/f', '2'))).toBe('EROFS');
    expect(code(() => root.mkdir('/dst/x'))).toBe('EROFS');
    expect(code(() => root.mkdir('/dst/sub'))).toBe('EEXIST');
    root.writeFile('/file', '2');
    expect(root.readText('/src/f')).toBe('2');
    mounts.remount('/dst', { readOnly: false });
    root.writeFile('/dst/f', '3');
    expect(root.readText('/file')).toBe('3');
    const clone = mounts.clone();
    clone.umount('/dst');
    expect(mounts.list.length).toBe(3);
    expect(root.exists('/dst/f')).toBe(true);
    expect(createView(clone, ROOT).exists('/dst/f')).toBe(false);
  });

  test('a mount over a parent hides the mounts below it', () => {
    const { root, mounts } = machine();
    root.mkdirs('/a/b');
    mounts.mount('/a/b', createMemoryFs({ type: 'tmpfs', now }));
    root.writeFile('/a/b/f', '');
    mounts.mount('/a', createMemoryFs({ type: 'tmpfs', now }));
    expect(root.exists('/a/b')).toBe(false);
  });
});

describe('trees', () => {
  test('are shared and copied only where they change', () => {
    const tree = new TreeBuilder({ mtime: 5n }).file('etc/passwd', 'root\n').add('etc/alias', { kind: 'link', to: 'etc/passwd' }).symlink('bin', 'usr/bin').directory('usr/bin').build();
    const one = createMemoryFs({ type: 'ext4', now, tree });
    const two = createMemoryFs({ type: 'ext4', now, tree });
    const first = createView(createMountNamespace(one), ROOT);
    const second = createView(createMountNamespace(two), ROOT);
    first.appendFile('/etc/passwd', 'me\n');
    expect(first.readText('/etc/alias')).toBe('root\nme\n');
    expect(second.readText('/etc/alias')).toBe('root\n');
    expect(first.stat('/etc/passwd').nlink).toBe(2);
    expect(second.stat('/etc').mtime).toBe(5n);
    first.writeFile('/usr/bin/tool', 'x');
    expect(second.readdir('/bin')).toEqual([]);
    first.removeAll('/etc');
    expect(second.exists('/etc/passwd')).toBe(true);
  });

  test('a graft of many files costs nothing until it is entered', () => {
    const builder = new TreeBuilder();
    for (let i = 0; i < 5000; i++) builder.file(`d${i % 50}/f${i}`, 'x');
    const tree = builder.build();
    const { fs, root } = machine();
    const before = fs.takeIno();
    fs.graft(fs.root, 'layer', 'layer:1', tree, 5000);
    expect(fs.takeIno()).toBe(before + 2);
    expect(root.readdir('/layer').length).toBe(50);
    expect(root.readText('/layer/d7/f7')).toBe('x');
    expect(fs.takeIno()).toBe(before + 2 + 50 + 100 + 1);
  });
});
