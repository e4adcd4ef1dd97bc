/** A memory file system as plain data and back: the disk image of a machine. What comes unchanged from a shared tree is only named. */
import { MemoryFs } from './memory.ts';
import type { MemoryInode } from './memory-inode.ts';
import type { MemoryFsOptions } from './memory.ts';
import type { TreeDirectory, TreeNode } from './tree.ts';
import type { FileData } from './types.ts';

/** JSON-safe: bytes are base64, times decimal nanoseconds, keys one letter because there are many. */
export interface FsSnapshot {
  readonly format: 1;
  readonly type: string;
  readonly options: string;
  readonly size: number;
  /** Bytes in use, beside what the listed files take. */
  readonly reserved: number;
  readonly root: NodeSnapshot;
}

export interface NodeSnapshot {
  /** Kind: d f l c b p (fifo) s (socket, restored as nothing). */
  readonly k?: 'd' | 'f' | 'l' | 'c' | 'b' | 'p';
  /** mode, uid, gid, mtime */
  readonly a?: readonly [number, number, number, string];
  readonly x?: Readonly<Record<string, string>>;
  /** Entries of a directory. */
  readonly e?: Readonly<Record<string, NodeSnapshot>>;
  /** Entries of a directory are all those of this node of a tree: graft and path. */
  readonly t?: readonly [string, string];
  /** All of it is this node of a tree. */
  readonly o?: readonly [string, string];
  /** Size and runs of a file. */
  readonly f?: readonly [number, ...(readonly [number, string])[]];
  readonly l?: string;
  readonly r?: number;
  /** Number of a hard-linked file; its second and later names have nothing else. */
  readonly h?: number;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function encode(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const have = bytes.length - i;
    parts.push(`${ALPHABET[group >> 18]}${ALPHABET[(group >> 12) & 63]}${have > 1 ? ALPHABET[(group >> 6) & 63] : '='}${have > 2 ? ALPHABET[group & 63] : '='}`);
  }
  return parts.join('');
}

function decode(text: string): Uint8Array {
  const length = (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
  const bytes = new Uint8Array(length);
  const digit = (i: number): number => Math.max(0, ALPHABET.indexOf(text[i] as string));
  for (let i = 0, at = 0; i < text.length; i += 4) {
    const group = (digit(i) << 18) | (digit(i + 1) << 12) | (digit(i + 2) << 6) | digit(i + 3);
    for (const shift of [16, 8, 0]) if (at < length) bytes[at++] = (group >> shift) & 255;
  }
  return bytes;
}

/** The file system as data. Sockets are left out: nothing listens after a power cut. */
export function snapshotFs(fs: MemoryFs): FsSnapshot {
  const numbers = new Map<MemoryInode, number>();
  let listed = 0;

  const unchanged = (node: MemoryInode): boolean => {
    if (node.dirty || !node.origin || (node.kind !== 'directory' && node.nlink > 1)) return false;
    if (node.kind !== 'directory' || node.untouched) return true;
    const { node: tree } = node.origin;
    if (tree.kind !== 'directory') return false;
    const entries = node.entries();
    return entries.length === tree.entries.size && entries.every(({ name }) => {
      const child = node.lookup(name) as MemoryInode;
      return child.origin?.node === tree.entries.get(name) && unchanged(child);
    });
  };

  const write = (node: MemoryInode): NodeSnapshot | undefined => {
    if (node.kind === 'socket') return undefined;
    const known = numbers.get(node);
    if (known !== undefined) return { h: known };
    if (unchanged(node) && node.origin) return { o: [node.origin.graft, node.origin.path] };
    const { mode, uid, gid, mtime } = node.stat();
    const head: NodeSnapshot = {
      a: [mode, uid, gid, String(mtime)],
      ...(node.xattrs?.size ? { x: Object.fromEntries([...node.xattrs].map(([name, value]) => [name, encode(value)])) } : {}),
    };
    const hard = (): { h?: number } => {
      if (node.nlink < 2) return {};
      numbers.set(node, numbers.size);
      return { h: numbers.size - 1 };
    };
    switch (node.kind) {
      case 'directory': {
        if (node.untouched && node.origin) return { ...head, k: 'd', t: [node.origin.graft, node.origin.path] };
        const entries: Record<string, NodeSnapshot> = {};
        for (const { name } of node.entries()) {
          const child = write(node.lookup(name) as MemoryInode);
          if (child) entries[name] = child;
        }
        return { ...head, k: 'd', e: entries };
      }
      case 'file': {
        const { size, extents } = node.data();
        for (const { bytes } of extents) listed += bytes.length;
        return { ...head, ...hard(), k: 'f', f: [size, ...extents.map(({ offset, bytes }) => [offset, encode(bytes)] as const)] };
      }
      case 'symlink': return { ...head, ...hard(), k: 'l', l: node.readlink() };
      case 'char': return { ...head, ...hard(), k: 'c', r: node.stat().rdev };
      case 'block': return { ...head, ...hard(), k: 'b', r: node.stat().rdev };
      default: return { ...head, ...hard(), k: 'p' };
    }
  };
  const root = write(fs.root) as NodeSnapshot;
  return { format: 1, type: fs.type, options: fs.options, size: fs.size, reserved: Math.max(0, fs.used - listed), root };
}

/** Thrown when a snapshot names a tree that is not there any more. */
export class MissingTree extends Error {}

/** Makes the file system again. `tree` finds the shared trees by the id they were grafted with ('' is the one the file system began with). */
export function restoreFs(snapshot: FsSnapshot, options: Pick<MemoryFsOptions, 'now'> & { tree: (id: string) => TreeDirectory | undefined }): MemoryFs {
  const find = (graft: string, path: string): TreeNode => {
    let node: TreeNode | undefined = options.tree(graft);
    for (const part of path.split('/')) if (part !== '') node = node?.kind === 'directory' ? node.entries.get(part) : undefined;
    if (!node) throw new MissingTree(`no tree ${graft}:${path}`);
    return node;
  };
  const hardLinks = new Map<number, MemoryInode>();
  const fs = new MemoryFs({ type: snapshot.type, options: snapshot.options, size: snapshot.size, reserved: snapshot.reserved, now: options.now });

  const fill = (directory: MemoryInode, node: NodeSnapshot): void => {
    for (const [name, child] of Object.entries(node.e ?? {})) make(directory, name, child);
  };
  const make = (parent: MemoryInode, name: string, node: NodeSnapshot): void => {
    if (node.h !== undefined && node.k === undefined) {
      parent.link(name, hardLinks.get(node.h) as MemoryInode);
      return;
    }
    const from = node.o ?? node.t;
    if (from) {
      fs.insert(parent, name, find(...from), { graft: from[0], path: from[1] });
      if (node.t) apply(parent.lookup(name) as MemoryInode, node);
      return;
    }
    const [mode, uid, gid, mtime] = node.a ?? [0o755, 0, 0, '0'];
    const attributes = { mode, uid, gid, mtime: BigInt(mtime) };
    const made = ((): MemoryInode => {
      switch (node.k) {
        case 'f': return parent.create(name, { ...attributes, kind: 'file', data: fileOf(node) });
        case 'l': return parent.create(name, { ...attributes, kind: 'symlink', target: node.l ?? '' });
        case 'c': return parent.create(name, { ...attributes, kind: 'char', rdev: node.r ?? 0 });
        case 'b': return parent.create(name, { ...attributes, kind: 'block', rdev: node.r ?? 0 });
        case 'p': return parent.create(name, { ...attributes, kind: 'fifo' });
        default: return parent.create(name, { ...attributes, kind: 'directory' });
      }
    })();
    if (node.h !== undefined) hardLinks.set(node.h, made);
    fill(made, node);
    apply(made, node);
  };
  // Times last: filling a directory changes them.
  const apply = (made: MemoryInode, node: NodeSnapshot): void => {
    for (const [key, value] of Object.entries(node.x ?? {})) made.setXattr(key, decode(value));
    if (!node.a) return;
    const [mode, uid, gid, mtime] = node.a;
    made.setAttributes({ mode, uid, gid, atime: BigInt(mtime), mtime: BigInt(mtime) });
  };
  const from = snapshot.root.o ?? snapshot.root.t;
  if (from) fs.adopt(find(...from) as TreeDirectory, { graft: from[0], path: from[1] });
  fill(fs.root, snapshot.root);
  apply(fs.root, snapshot.root);
  return fs;
}

function fileOf(node: NodeSnapshot): FileData {
  const [size, ...runs] = node.f ?? [0];
  return { size, extents: runs.map(([offset, text]) => ({ offset, bytes: decode(text) })) };
}
