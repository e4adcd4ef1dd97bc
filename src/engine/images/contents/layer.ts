/** Builds the tree of one layer: the base system, the program's files, what a COPY line names, and a hole for the rest of its size. */
import { executable } from '../../../kernel/executable.ts';
import { TreeBuilder, treeSize } from '../../../kernel/fs/tree.ts';
import type { TreeDirectory } from '../../../kernel/fs/tree.ts';
import { addPackage } from '../rootfs/debian.ts';
import { packageNamed } from '../rootfs/packages.ts';
import { addBase, baseText } from './base.ts';
import { addProgram } from './contents.ts';
import type { ContentContext, Contents } from './contents.ts';

export interface LayerPlan {
  readonly createdBy: string;
  /** Logical bytes that the layer should have. */
  readonly size: number;
  /** Nanoseconds since 1970, of all its files. */
  readonly time: bigint;
  readonly isBase: boolean;
  /** The layer that installs what the image is for. */
  readonly isMain: boolean;
  /** Name for what stands for the bulk of it. */
  readonly bulk: string;
}

/** The tree of a layer. Equal plans and contents give equal trees. */
export function buildLayer(plan: LayerPlan, contents: Contents, context: ContentContext): TreeDirectory {
  const tree = new TreeBuilder({ mtime: plan.time });
  if (plan.isBase) addBase(tree, context.base);
  if (plan.isMain) addMain(tree, contents, context);
  addCopied(tree, plan, contents, context);
  const missing = plan.size - treeSize(tree.build());
  if (missing > 0 && (plan.isBase || !/(^| )COPY /.test(plan.createdBy))) tree.add(plan.bulk, { kind: 'file', data: { size: missing, extents: [] } });
  return tree.build();
}

function addMain(tree: TreeBuilder, contents: Contents, context: ContentContext): void {
  const { base } = context;
  if (contents.users) tree.add('etc/passwd', { kind: 'file', data: baseText(base, 'etc/passwd') + contents.users });
  if (contents.groups) tree.add('etc/group', { kind: 'file', data: baseText(base, 'etc/group') + contents.groups });
  for (const name of contents.packages ?? []) {
    if (base.kind === 'debian') addPackage(tree, name);
    else for (const { path, program, size } of packageNamed(name)?.executables ?? []) addProgram(tree, context, path.slice(1), program, size, 'gnu');
  }
  contents.main?.(tree, context);
}

/** `COPY a b /dest/` and `COPY file:… in /dest` bring files whose text the contents know. */
function addCopied(tree: TreeBuilder, plan: LayerPlan, contents: Contents, context: ContentContext): void {
  const match = /^(?:\/bin\/sh -c #\(nop\) )?COPY (?:--\S+ )*(.+?)(?: # buildkit)?$/.exec(plan.createdBy.trim());
  if (!match || plan.isBase && context.base.kind !== 'scratch') return;
  const words = (match[1] ?? '').split(/\s+/).filter((word) => word !== 'in');
  const target = words.pop() ?? '/';
  const sources = words.map((word) => word.slice(word.lastIndexOf('/') + 1)).map((name) => (/^(file|multi|dir):/.test(name) ? '' : name));
  let left = plan.size;
  sources.forEach((name, i) => {
    if (name === '' || name === '.') return;
    const fileName = (isFolder(target, name, sources.length) ? `${target.replace(/\/$/, '')}/${name}` : target).replace(/^\//, '');
    const content = contents.copies?.[name];
    const share = i === sources.length - 1 ? left : Math.floor(plan.size / sources.length);
    if (fileName === '') return;
    if (typeof content === 'object') {
      tree.add(fileName, { kind: 'file', mode: 0o755, data: executable(content.program, { variant: context.version, size: Math.max(share, content.size ?? 0) }) });
    } else if (content !== undefined || /\.(sh|envsh)$|entrypoint|foreground/.test(name)) {
      tree.add(fileName, { kind: 'file', mode: 0o755, data: padScript(content ?? '#!/bin/sh\nset -e\nexec "$@"\n', share) });
    } else tree.add(fileName, { kind: 'file', data: { size: share, extents: [] } });
    left -= share;
  });
}

/** COPY makes a folder of a target that ends in a slash or takes several files; here also of one without the look of a file. */
function isFolder(target: string, source: string, count: number): boolean {
  if (target.endsWith('/') || count > 1) return true;
  const last = target.slice(target.lastIndexOf('/') + 1);
  return last !== source && !/\.(sh|ya?ml|json|conf|cfg|ini|toml|xml|envsh)$/.test(last) && !last.endsWith('entrypoint');
}

/** A script as long as it is said to be: the rest is a comment. */
function padScript(text: string, size: number): string {
  let missing = size - new TextEncoder().encode(text).length;
  let padded = text;
  while (missing > 2) {
    const line = `#${' '.repeat(Math.max(0, Math.min(missing, 100) - 2))}\n`;
    padded += line;
    missing -= line.length;
  }
  return padded;
}
