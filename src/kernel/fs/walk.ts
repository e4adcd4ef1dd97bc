/** The walk along a path, path_resolution(7): mounts, `..`, symbolic links and search permission. */
import { SysError } from '../errno.ts';
import { EXECUTE, permits, rightsOf } from './permissions.ts';
import { MountTable } from './mounts.ts';
import type { Credentials } from '../sys.ts';
import type { Inode, Mount, MountNamespace } from './types.ts';

const MAX_LINKS = 40;
const MAX_NAME = 255;
const MAX_PATH = 4095;

/** A node with the mount it was found on and its path in the mount namespace (canonical: no links, no dots). */
export interface Located {
  readonly node: Inode;
  readonly mount: Mount;
  readonly path: string;
  readonly mounts: MountTable;
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
  /** Stack of directories from the namespace's root to the view's root. */
  readonly root: readonly Located[];
  readonly cwd: string;
}

/** The root directory of a mount namespace as a stack to start from. */
export function namespaceRoot(mounts: MountTable): Located[] {
  const mount = mounts.at('/');
  if (!mount) throw new SysError('ENOENT');
  return [{ node: mount.root, mount, path: '/', mounts }];
}

/** The stack of directories that leads to a view's root. */
export function rootStack(mounts: MountTable, credentials: Credentials, path: string): readonly Located[] {
  const stack = namespaceRoot(mounts);
  const context = { mounts, credentials, root: stack.slice(), cwd: '/' };
  let at = '';
  for (const part of partsOf(path)) {
    at += `/${part}`;
    const { found } = walk(context, at, true);
    if (!found) throw new SysError('ENOENT');
    stack.push(found);
  }
  return stack;
}

function join(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
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
  let stack: Located[] = root.slice();
  let slash = path.endsWith('/');
  let parts = path.startsWith('/') ? partsOf(path) : [...partsOf(context.cwd), ...partsOf(path)];
  let links = 0;
  let name = '';
  let found: Located | undefined = top(stack);
  let parent: Located = found;
  for (let i = 0; i < parts.length; i++) {
    name = parts[i] as string;
    const last = i === parts.length - 1;
    const current = top(stack);
    if (current.node.kind !== 'directory') throw new SysError('ENOTDIR');
    if (!permits(rightsOf(current.node), credentials, EXECUTE)) throw new SysError('EACCES');
    parent = current;
    if (name === '.') {
      found = current;
      continue;
    }
    if (name === '..') {
      if (stack.length > root.length) stack.pop();
      found = top(stack);
      continue;
    }
    if (name.length > MAX_NAME) throw new SysError('ENAMETOOLONG');
    const { mounts } = current;
    const childPath = join(current.path, name);
    const mount = mounts.maybe(name) ? mounts.at(childPath) : undefined;
    const node = mount ? mount.root : current.node.lookup?.(name);
    if (!node) {
      if (!last) throw new SysError('ENOENT');
      found = undefined;
      break;
    }
    if (node.kind === 'symlink' && (!last || follow || slash)) {
      if (++links > MAX_LINKS) throw new SysError('ELOOP');
      const rest = parts.slice(i + 1);
      const jump = node.jump?.();
      if (jump && 'mounts' in jump) {
        stack = jumpStack(jump.mounts, jump.path);
        found = top(stack);
        name = '';
        continue;
      }
      if (jump) {
        found = { node: jump, mount: current.mount, path: node.readlink?.() ?? childPath, mounts };
        stack.push(found);
        continue;
      }
      const target = node.readlink?.() ?? '';
      if (target === '') throw new SysError('ENOENT');
      if (target.startsWith('/')) stack = root.slice();
      if (last && target.endsWith('/')) slash = true;
      parts = [...partsOf(target), ...rest];
      found = top(stack);
      name = '';
      i = -1;
      continue;
    }
    found = { node, mount: mount ?? current.mount, path: childPath, mounts };
    if (!last || node.kind === 'directory') stack.push(found);
  }
  if (slash && found && found.node.kind !== 'directory') throw new SysError('ENOTDIR');
  return { parent, name, found, slash };
}

function top(stack: readonly Located[]): Located {
  return stack[stack.length - 1] as Located;
}

const KERNEL: Credentials = { uid: 0, gid: 0, groups: [] };

/** The stack of directories that leads to a canonical path of another namespace. */
function jumpStack(mounts: MountNamespace, path: string): Located[] {
  if (!(mounts instanceof MountTable)) throw new SysError('EACCES');
  const root = namespaceRoot(mounts);
  const stack = root.slice();
  const context = { mounts, credentials: KERNEL, root, cwd: '/' };
  let at = '';
  for (const part of partsOf(path)) {
    at += `/${part}`;
    const { found } = walk(context, at, false);
    if (!found) throw new SysError('ENOENT');
    stack.push(found);
  }
  return stack;
}
