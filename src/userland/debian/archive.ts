/** What a package mirror holds: an index of stanzas (deb-control(5)) and packages, which are tar archives of their files. */
import { joinBytes } from '../../formats/bytes/join.ts';
import { encodeTarEntry, TAR_END } from '../../formats/tar/writer.ts';
import { tarEntry } from '../../formats/tar/entry.ts';
import type { FileData } from '../../kernel/fs/types.ts';

export interface Stanza { readonly name: string; readonly version: string; readonly depends: readonly string[]; readonly description: string; /** Bytes to download. */ readonly size: number; /** Bytes on disk. */ readonly installed: number; /** Path of the package below the mirror's root. */ readonly file: string; readonly section: string }

/** A file of a package: an executable or text, or a link. */
export type PackageFile = { readonly path: string; readonly mode: number; readonly data: FileData } | { readonly path: string; readonly target: string };

export function formatStanzas(stanzas: readonly Stanza[]): string {
  return stanzas.map((each) => `Package: ${each.name}\nVersion: ${each.version}\nArchitecture: amd64\nSection: ${each.section}\nPriority: optional\nInstalled-Size: ${Math.ceil(each.installed / 1024)}\n${each.depends.length > 0 ? `Depends: ${each.depends.join(', ')}\n` : ''}Filename: ${each.file}\nSize: ${each.size}\nDescription: ${each.description}\n`).join('\n');
}

export function parseStanzas(text: string): Stanza[] {
  return text.split('\n\n').flatMap((block) => {
    const fields = new Map(block.split('\n').filter((line) => /^[A-Z]/.test(line)).map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
    const name = fields.get('Package');
    if (name === undefined) return [];
    return [{ name, version: fields.get('Version') ?? '', depends: (fields.get('Depends') ?? '').split(/,\s*/).map((word) => word.replace(/[ :(|].*$/, '')).filter((word) => word !== ''), description: fields.get('Description') ?? '', size: Number(fields.get('Size') ?? 0), installed: Number(fields.get('Installed-Size') ?? 0) * 1024, file: fields.get('Filename') ?? '', section: fields.get('Section') ?? 'misc' }];
  });
}

/** The bytes of a package. Holes of its executables stay holes, so that it is small whatever it installs. */
export function buildPackage(files: readonly PackageFile[], mtime: bigint): Uint8Array {
  const chunks = files.flatMap((file) => {
    const name = file.path.replace(/^\//, '');
    if ('target' in file) return encodeTarEntry(tarEntry({ name, kind: 'symlink', linkname: file.target, mode: 0o777, mtime }));
    return encodeTarEntry(tarEntry({ name, kind: 'file', mode: file.mode, size: file.data.size, mtime }), file.data.extents.map(({ offset, bytes }) => ({ offset, data: bytes })));
  });
  const all = [...chunks, TAR_END];
  return joinBytes(all);
}

/** 52.5 kB as apt writes sizes: powers of 1000, three figures. */
export function aptSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let [value, unit] = [bytes, 0];
  while (value >= 10_000 && unit < 3) {
    value /= 1000;
    unit++;
  }
  if (unit === 0) return `${Math.round(value)} B`;
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
