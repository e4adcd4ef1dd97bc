/** Names of images (moby reference store): image/overlay2/repositories.json maps repositories to their tags and digests. */
import type { FsView } from '../../kernel/fs/types.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { familiarName, parseNormalizedNamed, referenceString, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { NamedReference } from '../../formats/image-reference/reference.ts';
import { readIfThere, writeThrough } from '../content/store-files.ts';

export class ReferenceStore {
  readonly #fs: FsView;
  readonly #path: string;
  /** Familiar repository → familiar reference → image id. */
  readonly #repositories = new Map<string, Map<string, string>>();
  readonly #byImage = new Map<string, Set<string>>();

  constructor(root: string, fs: FsView) {
    this.#fs = fs;
    this.#path = `${root}/image/overlay2/repositories.json`;
    const text = readIfThere(fs, this.#path);
    if (!text) return;
    const { Repositories } = decodeJSON(text) as { Repositories?: Record<string, Record<string, string>> };
    for (const [name, references] of Object.entries(Repositories ?? {})) for (const [reference, id] of Object.entries(references)) this.#set(name, reference, id);
  }

  #set(name: string, reference: string, id: string): void {
    let repository = this.#repositories.get(name);
    if (!repository) this.#repositories.set(name, (repository = new Map()));
    const before = repository.get(reference);
    if (before) this.#byImage.get(before)?.delete(reference);
    repository.set(reference, id);
    let images = this.#byImage.get(id);
    if (!images) this.#byImage.set(id, (images = new Set()));
    images.add(reference);
  }

  #save(): void {
    const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    const Repositories = Object.fromEntries(sorted(this.#repositories).map(([name, references]) => [name, Object.fromEntries(sorted(references))]));
    writeThrough(this.#fs, this.#path, encodeJSON({ Repositories }), 0o600);
  }

  /** Image id of a reference (`:latest` is implied; a digest wins over a tag). */
  get(reference: NamedReference): string | undefined {
    return this.#repositories.get(familiarName(reference))?.get(key(reference));
  }

  add(reference: NamedReference, id: string): void {
    this.#set(familiarName(reference), key(reference), id);
    this.#save();
  }

  delete(reference: NamedReference): boolean {
    const name = familiarName(reference);
    const repository = this.#repositories.get(name);
    const id = repository?.get(key(reference));
    if (!repository || id === undefined) return false;
    repository.delete(key(reference));
    if (repository.size === 0) this.#repositories.delete(name);
    this.#byImage.get(id)?.delete(key(reference));
    this.#save();
    return true;
  }

  /** References of an image: tags and digests, sorted by their full form. */
  references(id: string): NamedReference[] {
    const list = [...(this.#byImage.get(id) ?? [])].map((text) => parseNormalizedNamed(text));
    return list.sort((a, b) => (referenceString(a) < referenceString(b) ? -1 : 1));
  }

  /** All references of one repository with their images, sorted. */
  inRepository(reference: NamedReference): { reference: NamedReference; id: string }[] {
    const repository = this.#repositories.get(familiarName(reference)) ?? new Map<string, string>();
    return [...repository].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, id]) => ({ reference: parseNormalizedNamed(text), id }));
  }
}

function key(reference: NamedReference): string {
  const complete = tagNameOnly(reference);
  const name = familiarName(complete);
  return complete.digest ? `${name}@${complete.digest}` : `${name}:${complete.tag}`;
}
