/** The storage of a registry: folders as the filesystem driver of Distribution lays them out under docker/registry/v2. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc } from '../../kernel/sys.ts';
import { digestOf } from '../../formats/sha256/sha256.ts';

function hexOf(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1);
}

export class Storage {
  readonly #proc: Proc;
  readonly #root: string;

  constructor(proc: Proc, root: string) {
    this.#proc = proc;
    this.#root = `${root}/docker/registry/v2`;
  }

  #blobPath(digest: string): string {
    const hex = hexOf(digest);
    return `${this.#root}/blobs/sha256/${hex.slice(0, 2)}/${hex}/data`;
  }

  #read(path: string): Uint8Array | undefined {
    try {
      return this.#proc.readFile(path);
    } catch (error) {
      if (isSysError(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    }
  }

  #names(path: string): string[] {
    try {
      return this.#proc.readdir(path).map((entry) => entry.name);
    } catch (error) {
      if (isSysError(error, 'ENOENT', 'ENOTDIR')) return [];
      throw error;
    }
  }

  #write(path: string, data: string | Uint8Array): void {
    this.#proc.fs.mkdirs(path.slice(0, path.lastIndexOf('/')), 0o755);
    this.#proc.writeFile(path, data, 0o644);
  }

  /** A blob that belongs to the repository. */
  blob(repository: string, digest: string): Uint8Array | undefined {
    if (!/^sha256:[0-9a-f]{64}$/.test(digest) || !this.hasBlob(repository, digest)) return undefined;
    return this.#read(this.#blobPath(digest));
  }

  hasBlob(repository: string, digest: string): boolean {
    return this.#proc.fs.exists(`${this.#root}/repositories/${repository}/_layers/sha256/${hexOf(digest)}/link`);
  }

  /** Stores bytes under their digest and enters them in the repository. */
  putBlob(repository: string, bytes: Uint8Array): string {
    const digest = digestOf(bytes);
    if (!this.#proc.fs.exists(this.#blobPath(digest))) this.#write(this.#blobPath(digest), bytes);
    this.linkBlob(repository, digest);
    return digest;
  }

  linkBlob(repository: string, digest: string): void {
    this.#write(`${this.#root}/repositories/${repository}/_layers/sha256/${hexOf(digest)}/link`, digest);
  }

  /** A manifest by tag or digest, with its digest. */
  manifest(repository: string, reference: string): { digest: string; bytes: Uint8Array } | undefined {
    const home = `${this.#root}/repositories/${repository}/_manifests`;
    const link = reference.startsWith('sha256:') ? `${home}/revisions/sha256/${hexOf(reference)}/link` : `${home}/tags/${reference}/current/link`;
    const digest = new TextDecoder().decode(this.#read(link) ?? new Uint8Array(0));
    const bytes = digest === '' ? undefined : this.#read(this.#blobPath(digest));
    return bytes && { digest, bytes };
  }

  putManifest(repository: string, tag: string | undefined, bytes: Uint8Array): string {
    const digest = digestOf(bytes);
    this.#write(this.#blobPath(digest), bytes);
    const home = `${this.#root}/repositories/${repository}/_manifests`;
    this.#write(`${home}/revisions/sha256/${hexOf(digest)}/link`, digest);
    if (tag !== undefined) {
      this.#write(`${home}/tags/${tag}/current/link`, digest);
      this.#write(`${home}/tags/${tag}/index/sha256/${hexOf(digest)}/link`, digest);
    }
    return digest;
  }

  deleteManifest(repository: string, digest: string): boolean {
    const home = `${this.#root}/repositories/${repository}/_manifests`;
    if (!this.#proc.fs.exists(`${home}/revisions/sha256/${hexOf(digest)}/link`)) return false;
    this.#proc.fs.removeAll(`${home}/revisions/sha256/${hexOf(digest)}`);
    for (const tag of this.tags(repository) ?? []) if (this.manifest(repository, tag)?.digest === digest || !this.manifest(repository, tag)) this.#proc.fs.removeAll(`${home}/tags/${tag}`);
    return true;
  }

  /** Tags in alphabetical order; undefined when there is no such repository. */
  tags(repository: string): string[] | undefined {
    if (!this.exists(repository)) return undefined;
    return this.#names(`${this.#root}/repositories/${repository}/_manifests/tags`).sort();
  }

  exists(repository: string): boolean {
    return this.#proc.fs.exists(`${this.#root}/repositories/${repository}/_manifests`);
  }

  repositories(): string[] {
    const found: string[] = [];
    const visit = (path: string, name: string): void => {
      for (const child of this.#names(path)) {
        if (child === '_manifests') found.push(name);
        else if (!child.startsWith('_')) visit(`${path}/${child}`, name === '' ? child : `${name}/${child}`);
      }
    };
    visit(`${this.#root}/repositories`, '');
    return found.sort();
  }
}
