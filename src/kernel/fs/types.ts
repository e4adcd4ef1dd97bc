/** The contract of the file layer: inodes, file systems, mounts, open files and a view of them through credentials. */
import type { Proc, Sys, Credentials } from '../sys.ts';
import type { WaitQueue } from '../wait-queue.ts';

export type FileKind = 'file' | 'directory' | 'symlink' | 'char' | 'block' | 'fifo' | 'socket';

/** inode(7). Times are nanoseconds since 1970; `mode` holds the permission bits (0o7777). */
export interface Stat {
  readonly kind: FileKind;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Bytes that are really allocated (holes are not). */
  readonly allocated: number;
  readonly nlink: number;
  readonly ino: number;
  readonly dev: number;
  readonly rdev: number;
  readonly atime: bigint;
  readonly mtime: bigint;
  readonly ctime: bigint;
}

export interface DirEntry { readonly name: string; readonly kind: FileKind; readonly ino: number }

/** open(2) flags. Exactly one of read, write or both must be set. */
export interface OpenFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly append?: boolean;
  readonly create?: boolean;
  readonly exclusive?: boolean;
  readonly truncate?: boolean;
  readonly directory?: boolean;
  readonly noFollow?: boolean;
  readonly nonBlock?: boolean;
}

/** An open file description; descriptors share it after dup and fork. The last `release` closes it. */
export interface OpenFile {
  readonly flags: OpenFlags;
  offset: number;
  /** Path it was opened by, or `pipe:[ino]`, `socket:[ino]`, `/dev/pts/0`: what /proc/PID/fd shows. */
  readonly description: string;
  /** Blocking read of at most `max` bytes; empty = end of file. */
  read(proc: Proc, max: number): Sys<Uint8Array>;
  /** Blocking write of all bytes. */
  write(proc: Proc, data: Uint8Array): Sys<void>;
  /** True when a read (write) would not block. */
  readable(): boolean;
  writable(): boolean;
  /** Woken when `readable()` or `writable()` may have changed; undefined when it never blocks. */
  readonly queue: WaitQueue | undefined;
  stat(): Stat;
  retain(): void;
  release(): void;
  truncate?(size: number): void;
  readdir?(): DirEntry[];
  /** Terminals, sockets and others answer to more; the kernel tests with `instanceof`. */
}

/** A run of bytes inside a sparse file; what lies between runs is a hole (zeros). Runs are ascending and do not overlap. */
export interface Extent { readonly offset: number; readonly bytes: Uint8Array }

/** Content of a regular file as data: logical size and the runs that are not holes. */
export interface FileData { readonly size: number; readonly extents: readonly Extent[] }

/** What permissions of a file depend on. */
export type Rights = Pick<Stat, 'kind' | 'mode' | 'uid' | 'gid'>;

/** A node of a file system. File systems that compute their nodes (/proc) implement the same methods. */
export interface Inode {
  readonly fs: FileSystem;
  readonly ino: number;
  readonly kind: FileKind;
  stat(): Stat;
  /** The part of `stat` that permissions are made of, where that is cheaper. */
  rights?(): Rights;
  setAttributes(change: { mode?: number; uid?: number; gid?: number; atime?: bigint; mtime?: bigint }): void;
  // directories
  lookup?(name: string): Inode | undefined;
  entries?(): DirEntry[];
  create?(name: string, node: NewNode): Inode;
  link?(name: string, target: Inode): void;
  unlink?(name: string): void;
  /** Moves an entry of this directory into another one of the same file system, replacing what is there. */
  rename?(name: string, to: Inode, newName: string): void;
  // symbolic links
  readlink?(): string;
  // regular files
  readAt?(offset: number, length: number): Uint8Array;
  writeAt?(offset: number, data: Uint8Array): void;
  truncate?(size: number): void;
  data?(): FileData;
  /** Devices, fifos, sockets and /proc files open in their own way. */
  open?(flags: OpenFlags, path: string): OpenFile;
  readonly xattrs?: ReadonlyMap<string, Uint8Array>;
  /** Sets an extended attribute, or removes it (undefined). */
  setXattr?(name: string, value: Uint8Array | undefined): void;
  /** What a socket node leads to (`NewNode.endpoint`). */
  readonly endpoint?: object;
  /** Links of /proc that lead to a thing instead of a path: a path in another mount namespace, or a node without a name (a pipe). */
  jump?(): { readonly mounts: MountNamespace; readonly path: string } | Inode;
}

/** What to make in a directory. */
export type NewNode = { readonly mode: number; readonly uid: number; readonly gid: number; readonly mtime?: bigint } & (
  | { readonly kind: 'file'; readonly data?: FileData }
  | { readonly kind: 'directory' }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'char' | 'block'; readonly rdev: number }
  | { readonly kind: 'fifo' }
  | { readonly kind: 'socket'; readonly endpoint: object }
);

export interface FileSystem {
  /** ext4, overlay, tmpfs, proc, sysfs, devtmpfs, devpts */
  readonly type: string;
  readonly dev: number;
  readonly root: Inode;
  /** statfs(2), bytes. */
  usage(): { size: number; used: number; available: number };
  /** Options as /proc/mounts prints them after rw/ro. */
  readonly options: string;
}

export interface Mount {
  readonly id: number;
  /** Normalised absolute path in the namespace. */
  readonly target: string;
  /** What /proc/mounts shows as source. */
  readonly source: string;
  readonly fs: FileSystem;
  /** The directory or file of `fs` that is mounted (not the root for bind mounts). */
  readonly root: Inode;
  readonly readOnly: boolean;
  readonly noExec?: boolean;
}

export interface MountOptions { readonly source?: string; readonly readOnly?: boolean; readonly noExec?: boolean }

/** The mount table of a mount namespace. Later mounts hide earlier ones on the same target. */
export interface MountNamespace {
  readonly list: readonly Mount[];
  mount(target: string, fs: FileSystem, options?: MountOptions): Mount;
  /** Bind mount: an inode (of any file system) appears at the target. */
  bind(target: string, node: Inode, fs: FileSystem, options?: MountOptions): Mount;
  remount(target: string, options: MountOptions): void;
  /** EINVAL when nothing is mounted there, EBUSY while something is mounted below. */
  umount(target: string): void;
  clone(): MountNamespace;
}

/**
 * A file tree seen from a root, a working directory and with credentials. All calls are synchronous and throw SysError
 * (ENOENT, ENOTDIR, EISDIR, EACCES, EEXIST, ENOTEMPTY, EROFS, ELOOP, ENAMETOOLONG, EXDEV, EBUSY, ENOSPC, EINVAL).
 * `proc.fs` is the view of a process; the daemon makes others to reach into containers and layers.
 */
export interface FsView {
  cwd: string;
  readonly mounts: MountNamespace;
  credentials: Credentials;
  umask: number;
  stat(path: string): Stat;
  lstat(path: string): Stat;
  exists(path: string): boolean;
  /** access(2): 4 read, 2 write, 1 execute; false too when the path leads nowhere. */
  access(path: string, mode: number): boolean;
  /** The same for what `resolve` found. */
  permitted(found: { readonly node: Inode; readonly mount: Mount }, mode: number): boolean;
  readdir(path: string): DirEntry[];
  readlink(path: string): string;
  /** Absolute path without symbolic links; ENOENT when a part is missing. */
  realpath(path: string): string;
  readFile(path: string): Uint8Array;
  readText(path: string): string;
  /** Creates or replaces; keeps the mode of an existing file. */
  writeFile(path: string, data: Uint8Array | string, mode?: number): void;
  appendFile(path: string, data: Uint8Array | string, mode?: number): void;
  data(path: string): FileData;
  writeData(path: string, data: FileData, mode?: number): void;
  mkdir(path: string, mode?: number): void;
  /** mkdir -p */
  mkdirs(path: string, mode?: number): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  /** rm -rf; nothing happens when it is missing. */
  removeAll(path: string): void;
  rename(from: string, to: string): void;
  link(existing: string, path: string): void;
  symlink(target: string, path: string): void;
  mknod(path: string, node: NewNode): void;
  chmod(path: string, mode: number): void;
  chown(path: string, uid: number, gid: number, options?: { noFollow?: boolean }): void;
  utimes(path: string, atime: bigint, mtime: bigint, options?: { noFollow?: boolean }): void;
  truncate(path: string, size: number): void;
  open(path: string, flags: OpenFlags, mode?: number): OpenFile;
  /** The node itself and the mount it was found on (for bind mounts, exec and the daemon). */
  resolve(path: string, options?: { noFollow?: boolean }): { node: Inode; mount: Mount; path: string };
  usage(path: string): { size: number; used: number; available: number };
}
