/** The files of a mirror for a table of packages: Debian's suites and Alpine's repositories over the same programs. */
import { executable } from '../../kernel/executable.ts';
import { buildPackage, formatStanzas, type PackageFile, type Stanza } from './archive.ts';

/** A package of the table: executables by path, program and size; symbolic links by path. */
export interface MirrorPackage { readonly name: string; readonly version: string; readonly executables: readonly { readonly path: string; readonly program: string; readonly size: number }[]; readonly links: Readonly<Record<string, string>> }

export interface MirrorOptions { readonly suites: readonly string[]; readonly alpine: readonly string[]; readonly mtime: bigint }

/** Path below the mirror's root → content. Debian below `debian/`, Alpine below `alpine/`. */
export function mirrorFiles(packages: readonly MirrorPackage[], options: MirrorOptions): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const encoder = new TextEncoder();
  const flavour = (interpreter: string, variant: string, fileOf: (each: MirrorPackage) => string, versionOf: (each: MirrorPackage) => string, root: string): Stanza[] => packages.map((each) => {
    const content: PackageFile[] = [
      ...each.executables.map(({ path, program, size }) => ({ path, mode: ['sudo', 'su', 'mount', 'umount', 'passwd'].includes(program) ? 0o4755 : 0o755, data: executable(program, { variant, interpreter, size }) })),
      ...Object.entries(each.links).map(([path, target]) => ({ path, target })),
    ];
    const installed = each.executables.reduce((sum, { size }) => sum + size, 0);
    files.set(`${root}${fileOf(each)}`, buildPackage(content, options.mtime));
    return { name: each.name, version: versionOf(each), depends: [], description: `${each.name} (simulated)`, size: Math.ceil(installed * 0.4), installed, file: fileOf(each), section: 'utils' };
  });
  const debian = flavour('/lib64/ld-linux-x86-64.so.2', 'gnu', (each) => `pool/main/${each.name[0]}/${each.name}/${each.name}_${each.version.replace(/^\d+:/, '')}_amd64.deb`, (each) => each.version, 'debian/');
  for (const suite of options.suites) files.set(`debian/dists/${suite}/main/binary-amd64/Packages`, encoder.encode(formatStanzas(debian)));
  const short = (version: string): string => `${version.replace(/^\d+:/, '').replace(/[-+~].*$/, '')}-r0`;
  for (const release of options.alpine) {
    const root = `alpine/v${release}/main/x86_64/`;
    const alpine = flavour('/lib/ld-musl-x86_64.so.1', 'gnu', (each) => `${each.name}-${short(each.version)}.apk`, (each) => short(each.version), root);
    files.set(`${root}APKINDEX.tar.gz`, encoder.encode(formatStanzas(alpine)));
    files.set(`alpine/v${release}/community/x86_64/APKINDEX.tar.gz`, new Uint8Array(0));
  }
  return files;
}
