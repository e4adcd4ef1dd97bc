/**
 * Subtrees as tar streams and back. Owners, modes, times, hard links, extended attributes and holes are kept. In layer archives what an upper
 * layer hides is written in the AUFS form of the OCI image-spec: `.wh.NAME` and `.wh..wh..opq`.
 */
import { encodeTarEntry, TAR_END } from '../../formats/tar/writer.ts';
import { tarEntry } from '../../formats/tar/entry.ts';
import { TarReader } from '../../formats/tar/reader.ts';
import { isOpaque, isWhiteout } from './overlay.ts';
import { TreeBuilder } from './tree.ts';
import type { TarEntry } from '../../formats/tar/entry.ts';
import type { TreeDirectory } from './tree.ts';
import type { Extent, FileData, FsView, Inode } from './types.ts';

const WHITEOUT_PREFIX = '.wh.';
const OPAQUE_MARK = '.wh..wh..opq';
const OVERLAY_XATTR = 'trusted.overlay.';

export interface PackOptions {
  /** Name of the subtree's root in the archive; '' leaves the root itself out and its children stand at the top. */
  readonly name?: string;
  /** Write whiteouts and opaque directories in the AUFS form (the archive is a layer). */
  readonly layer?: boolean;
  /** Paths below the root (without a leading slash) that are left out with all below them. */
  readonly exclude?: (path: string) => boolean;
}

function entryOf(node: Inode, name: string): TarEntry {
  const stat = node.stat();
  const xattrs = new Map([...(node.xattrs ?? [])].filter(([key]) => !key.startsWith(OVERLAY_XATTR)));
  const common = { name, mode: stat.mode, uid: stat.uid, gid: stat.gid, mtime: stat.mtime, xattrs };
  switch (node.kind) {
    case 'file': return tarEntry({ ...common, kind: 'file', size: stat.size });
    case 'symlink': return tarEntry({ ...common, kind: 'symlink', linkname: node.readlink?.() ?? '' });
    case 'char':
    case 'block': return tarEntry({ ...common, kind: node.kind, devmajor: Math.floor(stat.rdev / 256), devminor: stat.rdev % 256 });
    case 'directory': return tarEntry({ ...common, kind: 'directory' });
    default: return tarEntry({ ...common, kind: 'fifo' });
  }
}

function contentOf(node: Inode): FileData {
  if (node.data) return node.data();
  const bytes = node.readAt?.(0, 1 << 28) ?? new Uint8Array(0);
  return { size: bytes.length, extents: [{ offset: 0, bytes }] };
}

/** The tar stream of a subtree in pieces, names sorted within each directory, so that equal trees give equal bytes. Ends with the end marker. */
export function* packTree(root: Inode, options: PackOptions = {}): Generator<Uint8Array, void> {
  const links = new Map<Inode, string>();
  function* visit(node: Inode, name: string, path: string): Generator<Uint8Array, void> {
    if (node.kind === 'socket' || (path !== '' && options.exclude?.(path))) return;
    if (options.layer && node.kind === 'char' && isWhiteout(node)) {
      const slash = name.lastIndexOf('/') + 1;
      yield* encodeTarEntry(tarEntry({ name: `${name.slice(0, slash)}${WHITEOUT_PREFIX}${name.slice(slash)}`, kind: 'file', mode: 0, mtime: node.stat().mtime }));
      return;
    }
    const entry = entryOf(node, name);
    if (node.kind !== 'directory' && node.stat().nlink > 1) {
      const first = links.get(node);
      if (first !== undefined) {
        yield* encodeTarEntry({ ...entry, kind: 'hardlink', size: 0, linkname: first });
        return;
      }
      links.set(node, name);
    }
    if (node.kind === 'file') {
      const { size, extents } = contentOf(node);
      yield* encodeTarEntry({ ...entry, size }, extents.map(({ offset, bytes }) => ({ offset, data: bytes })));
      return;
    }
    if (name !== '') yield* encodeTarEntry(entry);
    if (node.kind !== 'directory') return;
    const prefix = name === '' ? '' : `${name.replace(/\/+$/, '')}/`;
    if (options.layer && isOpaque(node)) yield* encodeTarEntry(tarEntry({ name: `${prefix}${OPAQUE_MARK}`, kind: 'file', mode: 0, mtime: node.stat().mtime }));
    const names = (node.entries?.() ?? []).map((child) => child.name).sort((a, b) => (a < b ? -1 : 1));
    for (const child of names) {
      const inner = node.lookup?.(child);
      if (inner) yield* visit(inner, `${prefix}${child}`, path === '' ? child : `${path}/${child}`);
    }
  }
  yield* visit(root, options.name ?? '', '');
  yield TAR_END;
}

function cleanName(name: string): string {
  return name.split('/').filter((part) => part !== '' && part !== '.').join('/');
}

/**
 * Reads a layer archive as an immutable tree: what `.wh.` names hide become whiteouts and opaque directories as in an overlay's layer.
 * Throws TarError for what is not a tar archive.
 */
export function readLayer(archive: Uint8Array | Iterable<Uint8Array>): TreeDirectory {
  const builder = new TreeBuilder();
  const opaque = new Set<string>();
  const directories = new Map<string, TarEntry>();
  for (const { entry, data } of members(archive)) {
    const name = cleanName(entry.name);
    const slash = name.lastIndexOf('/') + 1;
    const base = name.slice(slash);
    if (base === OPAQUE_MARK) opaque.add(name.slice(0, Math.max(0, slash - 1)));
    else if (base.startsWith(`${WHITEOUT_PREFIX}${WHITEOUT_PREFIX}`)) continue;
    else if (base.startsWith(WHITEOUT_PREFIX)) builder.add(`${name.slice(0, slash)}${base.slice(WHITEOUT_PREFIX.length)}`, { kind: 'char', rdev: 0, mode: 0, mtime: entry.mtime });
    else {
      addToTree(builder, name, entry, data);
      if (entry.kind === 'directory') directories.set(name, entry);
    }
  }
  for (const path of opaque) {
    const entry = directories.get(path);
    builder.add(path, { kind: 'directory', mode: entry?.mode ?? 0o755, uid: entry?.uid ?? 0, gid: entry?.gid ?? 0, mtime: entry?.mtime ?? 0n, xattrs: new Map([...(entry?.xattrs ?? []), ['trusted.overlay.opaque', new Uint8Array([0x79])]]) });
  }
  return builder.build();
}

function addToTree(builder: TreeBuilder, name: string, entry: TarEntry, data: FileData): void {
  const common = { mode: entry.mode, uid: entry.uid, gid: entry.gid, mtime: entry.mtime, ...(entry.xattrs.size ? { xattrs: entry.xattrs } : {}) };
  switch (entry.kind) {
    case 'file': builder.add(name, { ...common, kind: 'file', data }); break;
    case 'directory': builder.add(name, { ...common, kind: 'directory' }); break;
    case 'symlink': builder.add(name, { ...common, kind: 'symlink', target: entry.linkname }); break;
    case 'hardlink': builder.add(name, { ...common, kind: 'link', to: entry.linkname }); break;
    case 'char':
    case 'block': builder.add(name, { ...common, kind: entry.kind, rdev: entry.devmajor * 256 + entry.devminor }); break;
    case 'fifo': builder.add(name, { ...common, kind: 'fifo' }); break;
  }
}

/** The members of an archive with their content, one at a time. */
export function* members(archive: Uint8Array | Iterable<Uint8Array>): Generator<{ entry: TarEntry; data: FileData }, void> {
  const reader = new TarReader();
  let current: { entry: TarEntry; extents: Extent[] } | undefined;
  const finished = (): { entry: TarEntry; data: FileData } | undefined => current && { entry: current.entry, data: { size: current.entry.size, extents: current.extents } };
  const chunks = archive instanceof Uint8Array ? [archive] : archive;
  function* drain(): Generator<{ entry: TarEntry; data: FileData }, void> {
    for (let event = reader.read(); event; event = reader.read()) {
      if (event.type === 'data') {
        current?.extents.push({ offset: event.offset, bytes: event.data });
        continue;
      }
      const done = finished();
      if (done) yield done;
      current = event.type === 'entry' ? { entry: event.entry, extents: [] } : undefined;
    }
  }
  for (const chunk of chunks) {
    reader.push(chunk);
    yield* drain();
  }
  reader.close();
  yield* drain();
}

export interface ExtractOptions {
  /** Fail (`EEXIST`) instead of replacing a directory by something else or the other way round (docker cp's noOverwriteDirNonDir). */
  readonly noOverwriteDirNonDir?: boolean;
  /** Owner of everything, instead of the archive's. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** Puts one member into a directory of a view. Times of directories are set as they come, so what is written into them later shows. */
export function extractMember(view: FsView, directory: string, entry: TarEntry, data: FileData, options: ExtractOptions = {}): void {
  const name = cleanName(entry.name);
  if (name.split('/').includes('..')) return;
  const path = name === '' ? directory : `${directory === '/' ? '' : directory}/${name}`;
  const { uid, gid } = options.owner ?? entry;
  const slash = path.lastIndexOf('/');
  if (name !== '' && slash > 0 && !view.exists(path.slice(0, slash))) view.mkdirs(path.slice(0, slash), 0o755);
  let existing: 'directory' | 'other' | undefined;
  if (name === '' || view.readdir(path.slice(0, slash) || '/').some((child) => child.name === path.slice(slash + 1))) existing = view.lstat(path).kind === 'directory' ? 'directory' : 'other';
  if (existing && (existing !== 'directory' || entry.kind !== 'directory')) {
    if (options.noOverwriteDirNonDir && (existing === 'directory') !== (entry.kind === 'directory')) throw new OverwriteError(path, existing === 'directory');
    view.removeAll(path);
    existing = undefined;
  }
  switch (entry.kind) {
    case 'directory':
      if (!existing) view.mkdir(path, entry.mode);
      break;
    case 'file': view.writeData(path, data, entry.mode); break;
    case 'symlink': view.symlink(entry.linkname, path); break;
    case 'hardlink': view.link(`${directory === '/' ? '' : directory}/${cleanName(entry.linkname)}`, path); return;
    case 'char':
    case 'block': view.mknod(path, { kind: entry.kind, rdev: entry.devmajor * 256 + entry.devminor, mode: entry.mode, uid, gid }); break;
    case 'fifo': view.mknod(path, { kind: 'fifo', mode: entry.mode, uid, gid }); break;
  }
  view.chown(path, uid, gid, { noFollow: true });
  if (entry.kind !== 'symlink') view.chmod(path, entry.mode);
  const node = view.resolve(path, { noFollow: true }).node;
  for (const [key, value] of entry.xattrs) node.setXattr?.(key, value);
  view.utimes(path, entry.mtime, entry.mtime, { noFollow: true });
}

/** A directory would be replaced by something else, or the other way round. */
export class OverwriteError extends Error {
  readonly path: string;
  readonly existingIsDirectory: boolean;
  constructor(path: string, existingIsDirectory: boolean) {
    super(existingIsDirectory ? `cannot overwrite directory "${path}" with non-directory` : `cannot overwrite non-directory "${path}" with directory`);
    this.path = path;
    this.existingIsDirectory = existingIsDirectory;
  }
}
