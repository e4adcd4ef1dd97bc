// What a tar archive holds.

export type TarKind = 'file' | 'directory' | 'symlink' | 'hardlink' | 'char' | 'block' | 'fifo';

/** One member of an archive. */
export interface TarEntry {
  /** Path without a leading or (for directories) trailing slash, as in the archive otherwise. */
  name: string;
  kind: TarKind;
  /** Permission bits with setuid, setgid and sticky. */
  mode: number;
  uid: number;
  gid: number;
  uname: string;
  gname: string;
  /** Nanoseconds since the epoch. */
  mtime: bigint;
  /** Logical size in bytes, holes included; 0 for all but files. */
  size: number;
  /** Target of a symlink or hardlink. */
  linkname: string;
  devmajor: number;
  devminor: number;
  /** Extended attributes by name. */
  xattrs: ReadonlyMap<string, Uint8Array>;
}

/** A run of bytes of a file; what lies between the runs are holes. */
export interface TarSegment {
  offset: number;
  data: Uint8Array;
}

/** An entry with the usual values for what is not given. */
export function tarEntry(entry: Partial<TarEntry> & Pick<TarEntry, 'name' | 'kind'>): TarEntry {
  return {
    mode: entry.kind === 'directory' ? 0o755 : 0o644,
    uid: 0,
    gid: 0,
    uname: '',
    gname: '',
    mtime: 0n,
    size: 0,
    linkname: '',
    devmajor: 0,
    devminor: 0,
    xattrs: new Map(),
    ...entry,
  };
}

export const BLOCK = 512;

/** Type flags of the header (POSIX pax, ustar). */
export const FLAG_OF: Readonly<Record<TarKind, string>> = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  char: '3',
  block: '4',
  directory: '5',
  fifo: '6',
};
