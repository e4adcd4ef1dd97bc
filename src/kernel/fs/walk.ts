/** The walk along a path, path_resolution(7): mounts, `..`, symbolic links and search permission. */
import { SysError } from '../errno.ts';
import { EXECUTE, permits, rightsOf } from './permissions.ts';
import { MountTable } from './mounts.ts';
import type { Credentials } from '../sys.ts';
import type { Inode, Mount, MountNamespace } from './types.ts';

const MAX_LINKS = 40;
const MAX_NAME = 255;
const MAX_PATH = 4095;

/** A node with the mount it was found on and the way to it. */
export class Located {
  readonly node: Inode;
  readonly mount: Mount;
  readonly mounts: MountTable;
  /** The directory it was found in; undefined for the root of a mount namespace. */
  readonly up: Located | undefined;
  private readonly name: string;
  /** Its path, once it was asked for. */
  private known: string | undefined;

  constructor(node: Inode, mount: Mount, mounts: MountTable, up: Located | undefined, name: string, path?: string) {
    this.node = node;
    this.mount = mount;
    this.mounts = mounts;
    this.up = up;
    this.name = name;
    this.known = path;
  }

  /** In the mount namespace, canonical (no links, no dots). Put together when it is asked for: most walks need the node only. */
  get path(): string {
    return (this.known ??= this.up ? join(this.up, this.name) : '/');
  }
}

/** The end of a walk: the directory of the last name, and the node when there is one. */
export interface Destination {
  readonly parent: Located;
  /** The last name; `.` or `..` or '' (the root) when the path ends so. */
  readonly name: string;
  readonly found: Located | undefined;
  /** The path ended in a slash: only a directory will do. */
  readonly slash: boolean;
}

export interface WalkContext {
  readonly mounts: MountTable;
  readonly credentials: Credentials;
  /** Nothing above it is seen. */
  readonly root: Located;
  readonly cwd: string;
}

/** The root directory of a mount namespace. */
export function namespaceRoot(mounts: MountTable): Located {
  const mount = mounts.at('/');
  if (!mount) throw new SysError('ENOENT');
  return new Located(mount.root, mount, mounts, undefined, '');
}

/** What is at a path of a mount namespace, whatever the root of the view: a view's root, where a link of /proc leads. */
export function locate(mounts: MountTable, credentials: Credentials, path: string, follow: boolean): Located {
  const { found } = walk({ mounts, credentials, root: namespaceRoot(mounts), cwd: '/' }, path, follow);
  if (!found) throw new SysError('ENOENT');
  return found;
}

function join(directory: Located, name: string): string {
  const { path } = directory;
  return path === '/' ? `/${name}` : `${path}/${name}`;
}

/** The same short paths are walked again and again (`/etc/passwd`); long ones are of one container, and looking them up here costs more than splitting them. */
const known = new Map<string, readonly string[]>();
const KEPT_PATHS = 1000;
const SHORT = 32;

function partsOf(path: string): readonly string[] {
  if (path.length > SHORT) return split(path);
  const parts = known.get(path);
  if (parts !== undefined) return parts;
  if (known.size === KEPT_PATHS) known.clear();
  const made = split(path);
  known.set(path, made);
  return made;
}

function split(path: string): string[] {
  const parts: string[] = [];
  for (let start = 0; start < path.length; ) {
    const slash = path.indexOf('/', start);
    const end = slash < 0 ? path.length : slash;
    if (end > start) parts.push(path.slice(start, end));
    start = end + 1;
  }
  return parts;
}

/**
 * Walks a path. A missing last name is not an error (`found` is undefined), a missing one before it is ENOENT.
 * With `follow` a symbolic link at the end is followed; before the end, and with a trailing slash, it always is.
 */
export function walk(context: WalkContext, path: string, follow: boolean): Destination {
  if (path === '') throw new SysError('ENOENT');
  if (path.length > MAX_PATH) throw new SysError('ENAMETOOLONG');
  const { credentials, root } = context;
  let current = root;
  let slash = path.endsWith('/');
  let parts = path.startsWith('/') ? partsOf(path) : [...partsOf(context.cwd), ...partsOf(path)];
  let links = 0;
  let name = '';
  let parent = root;
  for (let i = 0; i < parts.length; i++) {
    name = parts[i] as string;
    const last = i === parts.length - 1;
    if (current.node.kind !== 'directory') throw new SysError('ENOTDIR');
    if (!permits(rightsOf(current.node), credentials, EXECUTE)) throw new SysError('EACCES');
    parent = current;
    if (name === '.') continue;
    if (name === '..') {
      if (current !== root) current = current.up ?? current;
      continue;
    }
    if (name.length > MAX_NAME) throw new SysError('ENAMETOOLONG');
    const { mounts } = current;
    const mount = mounts.maybe(name) ? mounts.at(join(current, name)) : undefined;
    const node = mount ? mount.root : current.node.lookup?.(name);
    if (!node) {
      if (!last) throw new SysError('ENOENT');
      return { parent, name, found: undefined, slash };
    }
    if (node.kind === 'symlink' && (!last || follow || slash)) {
      if (++links > MAX_LINKS) throw new SysError('ELOOP');
      const jump = node.jump?.();
      if (jump && 'mounts' in jump) {
        current = follows(jump.mounts, jump.path);
        name = '';
        continue;
      }
      if (jump) {
        current = new Located(jump, current.mount, mounts, current, name, node.readlink?.());
        continue;
      }
      const target = node.readlink?.() ?? '';
      if (target === '') throw new SysError('ENOENT');
      if (target.startsWith('/')) current = root;
      if (last && target.endsWith('/')) slash = true;
      parts = [...partsOf(target), ...parts.slice(i + 1)];
      name = '';
      i = -1;
      continue;
    }
    current = new Located(node, mount ?? current.mount, mounts, current, name);
  }
  if (slash && current.node.kind !== 'directory') throw new SysError('ENOTDIR');
  return { parent, name, found: current, slash };
}

const KERNEL: Credentials = { uid: 0, gid: 0, groups: [] };

/** Where a link of /proc leads: a canonical path, perhaps of another namespace. */
function follows(mounts: MountNamespace, path: string): Located {
  if (!(mounts instanceof MountTable)) throw new SysError('EACCES');
  return locate(mounts, KERNEL, path, false);
}
