/** Contexts: named addresses of daemons, kept in ~/.docker/contexts (docker/cli cli/context/store). */
import { sha256Hex } from '../../formats/sha256/sha256.ts';
import { isSysError, strerror } from '../../kernel/errno.ts';
import type { Proc } from '../../kernel/sys.ts';
import { StatusError } from '../errors.ts';

export interface ContextMeta {
  Name: string;
  Metadata: { Description?: string; [key: string]: unknown };
  Endpoints: { docker?: { Host?: string; SkipTLSVerify?: boolean } };
}

const idOf = (name: string): string => sha256Hex(new TextEncoder().encode(name));

export class ContextStore {
  readonly #proc: Proc;
  readonly root: string;

  constructor(proc: Proc, configDirectory: string) {
    this.#proc = proc;
    this.root = `${configDirectory}/contexts`;
  }

  metaPath(name: string): string {
    return `${this.root}/meta/${idOf(name)}`;
  }
  tlsPath(name: string): string {
    return `${this.root}/tls/${idOf(name)}`;
  }

  exists(name: string): boolean {
    return this.#proc.fs.exists(`${this.metaPath(name)}/meta.json`);
  }

  /** Throws `context "x": context not found: …`. */
  get(name: string): ContextMeta {
    const path = `${this.metaPath(name)}/meta.json`;
    try {
      return JSON.parse(this.#proc.readText(path)) as ContextMeta;
    } catch (error) {
      if (!isSysError(error)) throw error;
      throw new StatusError(`context "${name}": context not found: open ${path}: ${strerror(error.code).toLowerCase()}`);
    }
  }

  /** All contexts, sorted by name in natural order. */
  list(): ContextMeta[] {
    const folder = `${this.root}/meta`;
    if (!this.#proc.fs.exists(folder)) return [];
    const metas = this.#proc.readdir(folder).map((entry) => JSON.parse(this.#proc.readText(`${folder}/${entry.name}/meta.json`)) as ContextMeta);
    return metas.sort((a, b) => (a.Name < b.Name ? -1 : 1));
  }

  put(meta: ContextMeta): void {
    this.#proc.fs.mkdirs(this.metaPath(meta.Name), 0o755);
    this.#proc.writeFile(`${this.metaPath(meta.Name)}/meta.json`, JSON.stringify(meta), 0o644);
  }

  remove(name: string): void {
    this.#proc.fs.removeAll(this.metaPath(name));
    this.#proc.fs.removeAll(this.tlsPath(name));
  }
}
