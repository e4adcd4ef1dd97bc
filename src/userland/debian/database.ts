/** dpkg's database: /var/lib/dpkg/status for versions, /var/lib/dpkg/info/NAME.list for files. */
import { readTar } from '../../formats/tar/reader.ts';
import type { FsView } from '../../kernel/fs/types.ts';
import { formatStanzas, parseStanzas, type Stanza } from './archive.ts';

const INFO = '/var/lib/dpkg/info';
const STATUS = '/var/lib/dpkg/status';

export function statusOf(fs: FsView): Stanza[] {
  return fs.exists(STATUS) ? parseStanzas(fs.readText(STATUS)) : [];
}

/** Names of the installed packages: those of the status file and those that only have a list of files. */
export function installedNames(fs: FsView): string[] {
  const lists = fs.exists(INFO) ? fs.readdir(INFO).filter((entry) => entry.name.endsWith('.list')).map((entry) => entry.name.slice(0, -5).replace(/:.*$/, '')) : [];
  return [...new Set([...lists, ...statusOf(fs).map((each) => each.name)])].sort();
}

export function filesOf(fs: FsView, name: string): string[] {
  const path = `${INFO}/${name}.list`;
  return fs.exists(path) ? fs.readText(path).split('\n').filter((line) => line !== '') : [];
}

/** Paths that all lists name, for "files and directories currently installed". */
export function fileCount(fs: FsView): number {
  return installedNames(fs).reduce((sum, name) => sum + filesOf(fs, name).length, 0);
}

/** Unpacks a package into the file system and records its files. Throws SysError and TarError. */
export function unpack(fs: FsView, stanza: Stanza, archive: Uint8Array): void {
  const paths = unpackFiles(fs, archive);
  fs.mkdirs(INFO);
  fs.writeFile(`${INFO}/${stanza.name}.list`, `${['/.', ...paths].join('\n')}\n`);
  writeStatus(fs, [...statusOf(fs).filter((each) => each.name !== stanza.name), stanza]);
}

/** Writes the files of an archive; their paths. */
export function unpackFiles(fs: FsView, archive: Uint8Array): string[] {
  return readTar(archive).map(({ entry, segments }) => {
    const path = `/${entry.name}`;
    fs.mkdirs(path.slice(0, path.lastIndexOf('/')) || '/');
    if (entry.kind === 'directory') fs.mkdirs(path, entry.mode);
    else {
      fs.removeAll(path);
      if (entry.kind === 'symlink') fs.symlink(entry.linkname, path);
      else {
        fs.writeData(path, { size: entry.size, extents: segments.map(({ offset, data }) => ({ offset, bytes: data })) }, entry.mode);
        fs.chmod(path, entry.mode);
      }
    }
    return path;
  });
}

/** Removes a package's files that no other package owns. */
export function removePackage(fs: FsView, name: string): void {
  for (const path of filesOf(fs, name)) if (path !== '/.' && !path.endsWith('/')) fs.removeAll(path);
  fs.removeAll(`${INFO}/${name}.list`);
  writeStatus(fs, statusOf(fs).filter((each) => each.name !== name));
}

function writeStatus(fs: FsView, stanzas: readonly Stanza[]): void {
  fs.mkdirs('/var/lib/dpkg');
  fs.writeFile(STATUS, `${formatStanzas([...stanzas].sort((a, b) => (a.name < b.name ? -1 : 1))).replace(/^(Package: .*)$/gm, '$1\nStatus: install ok installed')}\n`);
}
