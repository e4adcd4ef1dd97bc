/** The base system under an image, told from the first line of its history, and its files. */
import { TreeBuilder } from '../../../kernel/fs/tree.ts';
import type { TreeDirectory } from '../../../kernel/fs/tree.ts';
import { addBusybox } from '../rootfs/busybox.ts';
import { addDebian } from '../rootfs/debian.ts';
import { DEBIAN_BASE } from '../rootfs/packages.ts';
import { RELEASES } from './releases.ts';

export type BaseKind = 'scratch' | 'busybox' | 'alpine' | 'debian' | 'redhat';

export interface Base {
  readonly kind: BaseKind;
  /** Key of the release: `bookworm`, `24.04`, `3.22.1`. */
  readonly release: string;
  /** The dynamic loader that its programs ask for; '' for static ones. */
  readonly interpreter: string;
}

const SCRATCH: Base = { kind: 'scratch', release: '', interpreter: '' };
const GLIBC = '/lib64/ld-linux-x86-64.so.2';

/** Tells the base from the lines of history (oldest first) and the name of the repository. */
export function baseOf(lines: readonly string[], repository: string): Base {
  const text = lines.slice(0, 8).join('\n');
  const debian = /debian\.sh .*'(\w+)' '@/.exec(text);
  if (debian) return { kind: 'debian', release: debian[1] ?? 'bookworm', interpreter: GLIBC };
  const alpine = /alpine-minirootfs-(\S+)-x86_64/.exec(text);
  if (alpine) return { kind: 'alpine', release: alpine[1] ?? '', interpreter: '/lib/ld-musl-x86_64.so.1' };
  if (text.startsWith('BusyBox') || repository === 'busybox') return { kind: 'busybox', release: '', interpreter: '' };
  const ubuntu = /org\.opencontainers\.image\.ref\.name=ubuntu/.test(text) ? /org\.opencontainers\.image\.version=(\S+)/.exec(text) : undefined;
  if (ubuntu) return { kind: 'debian', release: ubuntu[1] ?? '24.04', interpreter: GLIBC };
  const redhat = /(oraclelinux-\d+|almalinux-\d+|fedora|layer\.tar\.xz|\/rootfs\/ )/.exec(text);
  if (redhat) return { kind: 'redhat', release: /\d/.test(redhat[1] ?? '') ? (redhat[1] ?? '') : repository, interpreter: GLIBC };
  if (repository === 'centos') return { kind: 'redhat', release: text.includes('CentOS Base Image') && text.includes('20201113') ? 'centos-7' : 'centos-8', interpreter: GLIBC };
  if (/ADD file:\w+ in \//.test(text)) return { kind: repository === 'openjdk' ? 'debian' : 'alpine', release: repository === 'openjdk' ? 'bullseye' : '3.18.12', interpreter: repository === 'openjdk' ? GLIBC : '/lib/ld-musl-x86_64.so.1' };
  return SCRATCH;
}

/** Puts the base system into a tree. `users` and `groups` are lines added to /etc/passwd and /etc/group. */
export function addBase(tree: TreeBuilder, base: Base): void {
  switch (base.kind) {
    case 'scratch': return;
    case 'busybox': addBusybox(tree, { flavor: 'busybox', version: '1.37.0' }); return;
    case 'alpine': addBusybox(tree, { flavor: 'alpine', version: base.release }); return;
    case 'debian': {
      const release = RELEASES[base.release];
      addDebian(tree, { packages: DEBIAN_BASE, ...(release ? { release } : {}) });
      return;
    }
    case 'redhat': {
      const release = RELEASES[base.release] ?? RELEASES['oraclelinux-9'];
      addDebian(tree, { packages: DEBIAN_BASE.filter((name) => name !== 'apt' && name !== 'dpkg'), ...(release ? { release } : {}) });
    }
  }
}

const texts = new Map<string, ReadonlyMap<string, string>>();

/** A text file of the base system; '' when it has none. */
export function baseText(base: Base, path: string): string {
  const key = `${base.kind} ${base.release}`;
  let files = texts.get(key);
  if (!files) {
    const builder = new TreeBuilder();
    addBase(builder, base);
    files = new Map(['etc/passwd', 'etc/group'].map((name) => [name, textOf(builder.build(), name)]));
    texts.set(key, files);
  }
  return files.get(path) ?? '';
}

function textOf(tree: TreeDirectory, path: string): string {
  let node: TreeDirectory['entries'] extends ReadonlyMap<string, infer N> ? N | undefined : never = tree;
  for (const part of path.split('/')) node = node?.kind === 'directory' ? node.entries.get(part) : undefined;
  return node?.kind === 'file' ? new TextDecoder().decode(node.data.extents[0]?.bytes ?? new Uint8Array(0)) : '';
}
