/** Immutable file trees: image layers and the files a machine starts with. Many machines share one tree without copying it. */
import type { FileData } from './types.ts';

interface TreeAttributes {
  /** Permission bits (0o7777). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Nanoseconds since 1970. */
  readonly mtime: bigint;
  readonly xattrs?: ReadonlyMap<string, Uint8Array>;
}

export interface TreeDirectory extends TreeAttributes {
  readonly kind: 'directory';
  readonly entries: ReadonlyMap<string, TreeNode>;
}

/** A node of an immutable tree. A node that stands under several names is a hard link; `links` then counts the names. */
export type TreeNode =
  | TreeDirectory
  | (TreeAttributes & { readonly kind: 'file'; readonly data: FileData; readonly links?: number })
  | (TreeAttributes & { readonly kind: 'symlink'; readonly target: string })
  | (TreeAttributes & { readonly kind: 'char' | 'block'; readonly rdev: number })
  | (TreeAttributes & { readonly kind: 'fifo' });

/** What to put at a path of a tree; attributes that are left out are those of root's ordinary files. */
export type TreeSpec = { readonly mode?: number; readonly uid?: number; readonly gid?: number; readonly mtime?: bigint; readonly xattrs?: ReadonlyMap<string, Uint8Array> } & (
  | { readonly kind: 'file'; readonly data: FileData | Uint8Array | string }
  | { readonly kind: 'directory' }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'char' | 'block'; readonly rdev: number }
  | { readonly kind: 'fifo' }
  | { readonly kind: 'link'; readonly to: string }
);

/** Content of a regular file from text or bytes. */
export function fileData(content: FileData | Uint8Array | string): FileData {
  if (typeof content !== 'string' && !(content instanceof Uint8Array)) return content;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { size: bytes.length, extents: bytes.length ? [{ offset: 0, bytes }] : [] };
}

interface Building { node: TreeNode; entries?: Map<string, TreeNode> }

/**
 * Builds a tree from paths (without a leading slash, `/` between names). Missing parents become directories 0755 of root;
 * a later entry replaces an earlier one, but a directory keeps its children when it is named again. A `link` names an earlier file.
 */
export class TreeBuilder {
  readonly #mtime: bigint;
  readonly #root: TreeDirectory;
  readonly #nodes = new Map<string, Building>();

  constructor(options: { mtime?: bigint; root?: { mode?: number; uid?: number; gid?: number; mtime?: bigint } } = {}) {
    this.#mtime = options.mtime ?? 0n;
    const entries = new Map<string, TreeNode>();
    const root = options.root ?? {};
    this.#root = { kind: 'directory', mode: root.mode ?? 0o755, uid: root.uid ?? 0, gid: root.gid ?? 0, mtime: root.mtime ?? this.#mtime, entries };
    this.#nodes.set('', { node: this.#root, entries });
  }

  add(path: string, spec: TreeSpec): this {
    const clean = path.split('/').filter((part) => part !== '' && part !== '.').join('/');
    if (clean === '') {
      Object.assign(this.#root, { mode: spec.mode ?? this.#root.mode, uid: spec.uid ?? this.#root.uid, gid: spec.gid ?? this.#root.gid, mtime: spec.mtime ?? this.#root.mtime });
      return this;
    }
    const before = this.#nodes.get(clean);
    const node = this.#make(spec, before);
    const slash = clean.lastIndexOf('/');
    this.#directory(clean.slice(0, Math.max(0, slash))).set(clean.slice(slash + 1), node);
    if (node.kind !== 'directory' && before?.entries) this.#forget(clean);
    this.#nodes.set(clean, node.kind === 'directory' ? { node, entries: node.entries as Map<string, TreeNode> } : { node });
    return this;
  }

  /** A directory gives way to something else: nothing is below it any more. */
  #forget(path: string): void {
    for (const known of [...this.#nodes.keys()]) if (known.startsWith(`${path}/`)) this.#nodes.delete(known);
  }

  file(path: string, data: FileData | Uint8Array | string, mode = 0o644, owner: { uid?: number; gid?: number } = {}): this {
    return this.add(path, { kind: 'file', data, mode, ...owner });
  }

  directory(path: string, mode = 0o755, owner: { uid?: number; gid?: number } = {}): this {
    return this.add(path, { kind: 'directory', mode, ...owner });
  }

  /** Puts a finished tree at a path; nothing is copied, so it must not be built on any more. */
  tree(path: string, tree: TreeDirectory): this {
    return this.node(path, tree);
  }

  /** Puts a finished node at a path. */
  node(path: string, node: TreeNode): this {
    const clean = path.split('/').filter((part) => part !== '' && part !== '.').join('/');
    const slash = clean.lastIndexOf('/');
    this.#directory(clean.slice(0, Math.max(0, slash))).set(clean.slice(slash + 1), node);
    return this;
  }

  symlink(path: string, target: string): this {
    return this.add(path, { kind: 'symlink', target });
  }

  /** The finished tree; the builder must not be used after it. */
  build(): TreeDirectory {
    return this.#root;
  }

  #directory(path: string): Map<string, TreeNode> {
    const known = this.#nodes.get(path);
    if (known?.entries) return known.entries;
    this.add(path, { kind: 'directory' });
    return this.#nodes.get(path)?.entries as Map<string, TreeNode>;
  }

  #make(spec: TreeSpec, existing: Building | undefined): TreeNode {
    const { kind, xattrs } = spec;
    const attributes = { uid: spec.uid ?? 0, gid: spec.gid ?? 0, mtime: spec.mtime ?? this.#mtime, ...(xattrs ? { xattrs } : {}) };
    switch (kind) {
      case 'directory':
        return { kind, mode: spec.mode ?? 0o755, ...attributes, entries: existing?.entries ?? new Map() };
      case 'symlink':
        return { kind, mode: 0o777, ...attributes, target: spec.target };
      case 'char':
      case 'block':
        return { kind, mode: spec.mode ?? 0o600, ...attributes, rdev: spec.rdev };
      case 'fifo':
        return { kind, mode: spec.mode ?? 0o644, ...attributes };
      case 'link': {
        const target = this.#nodes.get(spec.to.split('/').filter((part) => part !== '' && part !== '.').join('/'))?.node;
        if (target?.kind !== 'file') throw new Error(`hard link to ${spec.to}, which is not a file of the tree`);
        return Object.assign(target, { links: (target.links ?? 1) + 1 });
      }
      case 'file':
        return { kind, mode: spec.mode ?? 0o644, ...attributes, data: fileData(spec.data) };
    }
  }
}

/** A directory whose entries are computed when somebody looks into it (catalogue layers are built only when they are used). */
export function lazyDirectory(attributes: { mode?: number; mtime?: bigint }, make: () => TreeDirectory): TreeDirectory {
  let made: TreeDirectory | undefined;
  return {
    kind: 'directory', mode: attributes.mode ?? 0o755, uid: 0, gid: 0, mtime: attributes.mtime ?? 0n,
    get entries() {
      return (made ??= make()).entries;
    },
  };
}

/** A file whose content is computed when it is read. */
export function lazyFile(attributes: { mode?: number; mtime?: bigint }, make: () => FileData): TreeNode {
  let made: FileData | undefined;
  return {
    kind: 'file', mode: attributes.mode ?? 0o644, uid: 0, gid: 0, mtime: attributes.mtime ?? 0n,
    get data() {
      return (made ??= make());
    },
  };
}

/** Logical bytes of a tree as the overlay2 driver counts them: files (each hard-linked one once) and the targets of symbolic links. */
export function treeSize(tree: TreeNode): number {
  const seen = new Set<TreeNode>();
  const walk = (node: TreeNode): number => {
    if (node.kind === 'file') {
      if (seen.has(node)) return 0;
      seen.add(node);
      return node.data.size;
    }
    if (node.kind === 'symlink') return new TextEncoder().encode(node.target).length;
    if (node.kind !== 'directory') return 0;
    let sum = 0;
    for (const child of node.entries.values()) sum += walk(child);
    return sum;
  };
  return walk(tree);
}
