/** The overlay2 graph driver (moby daemon/graphdriver/overlay2): one folder a layer, short links to keep mount options short. */
import { MemoryFs } from '../../kernel/fs/memory.ts';
import { createOverlayFs } from '../../kernel/fs/overlay.ts';
import type { OverlayFs } from '../../kernel/fs/overlay.ts';
import type { TreeDirectory } from '../../kernel/fs/tree.ts';
import type { FsView, Inode } from '../../kernel/fs/types.ts';
import type { RandomStream } from '../../kernel/random.ts';
import { readIfThere } from './store-files.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export interface GraphDriverState {
  readonly Name: string;
  readonly Data: Readonly<Record<string, string>>;
}

/** Where the content of a layer comes from: a shared tree that is known by an id, or one that the disk has to hold itself. */
export type LayerSource = { readonly tree: TreeDirectory; readonly known?: { readonly id: string; readonly bytes: number } };

/** The folder name that a short link is made of, for layers whose links need not be random. */
export function linkName(random: () => number): string {
  let name = '';
  while (name.length < 26) name += BASE32[random() & 31];
  return name;
}

export class Overlay2 {
  readonly home: string;
  readonly #fs: FsView;
  readonly #random: RandomStream;

  constructor(root: string, fs: FsView, random: RandomStream) {
    this.home = `${root}/overlay2`;
    this.#fs = fs;
    this.#random = random;
  }

  /** Makes the folder of a layer on top of another one ('' for none). */
  create(id: string, parent: string, source?: LayerSource): void {
    const fs = this.#fs;
    const folder = `${this.home}/${id}`;
    if (!fs.exists(`${this.home}/l`)) fs.mkdirs(`${this.home}/l`, 0o710);
    fs.mkdir(folder, 0o710);
    if (source) this.#fill(folder, source);
    else fs.mkdir(`${folder}/diff`, 0o755);
    const link = linkName(() => this.#random.below(32));
    fs.symlink(`../${id}/diff`, `${this.home}/l/${link}`);
    fs.writeFile(`${folder}/link`, link, 0o644);
    if (parent === '') return;
    fs.mkdir(`${folder}/work`, 0o700);
    fs.writeFile(`${folder}/lower`, [`l/${this.#link(parent)}`, ...this.#lower(parent)].join(':'), 0o644);
  }

  #fill(folder: string, source: LayerSource): void {
    const { node, mount } = this.#fs.resolve(folder);
    if (!(mount.fs instanceof MemoryFs)) throw new TypeError('the daemon root is not on a disk');
    if (source.known) mount.fs.graft(node, 'diff', source.known.id, source.tree, source.known.bytes);
    else mount.fs.copyTree(node, 'diff', source.tree);
  }

  #link(id: string): string {
    return readIfThere(this.#fs, `${this.home}/${id}/link`) ?? '';
  }

  #lower(id: string): string[] {
    return (readIfThere(this.#fs, `${this.home}/${id}/lower`) ?? '').split(':').filter(Boolean);
  }

  /** Folders below a layer, the uppermost first. */
  lowers(id: string): string[] {
    return this.#lower(id).map((link) => this.#fs.readlink(`${this.home}/${link}`).split('/')[1] ?? '');
  }

  /** The directory that holds what the layer itself changes. */
  diff(id: string): Inode {
    return this.#fs.resolve(`${this.home}/${id}/diff`).node;
  }

  state(id: string): GraphDriverState {
    const folder = `${this.home}/${id}`;
    const lowers = this.lowers(id).map((lower) => `${this.home}/${lower}/diff`);
    return {
      Data: { ...(lowers.length ? { LowerDir: lowers.join(':') } : {}), MergedDir: `${folder}/merged`, UpperDir: `${folder}/diff`, WorkDir: `${folder}/work` },
      Name: 'overlay2',
    };
  }

  /** The layer with all that is below it, writable. */
  open(id: string): OverlayFs {
    const work = `${this.home}/${id}/work`;
    const links = this.#lower(id);
    const options = links.length ? `relatime,lowerdir=${links.map((link) => `${this.home}/${link}`).join(':')},upperdir=${this.home}/${id}/diff,workdir=${work}/work` : 'relatime';
    return createOverlayFs({
      upper: this.diff(id), lowers: this.lowers(id).map((lower) => this.diff(lower)), options,
      ...(this.#fs.exists(work) ? { work: this.#fs.resolve(work).node } : {}),
    });
  }

  remove(id: string): void {
    const link = this.#link(id);
    if (link !== '') this.#fs.removeAll(`${this.home}/l/${link}`);
    this.#fs.removeAll(`${this.home}/${id}`);
  }
}
