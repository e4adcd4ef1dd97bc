/** What makes the files of an image's layers, beside its base system. */
import type { TreeBuilder } from '../../../kernel/fs/tree.ts';
import { executable } from '../../../kernel/executable.ts';
import type { Base } from './base.ts';

export interface ContentContext {
  readonly base: Base;
  /** Version of the main program, as its own `--version` says. */
  readonly version: string;
  readonly env: ReadonlyMap<string, string>;
}

export interface Contents {
  /** Lines for /etc/passwd and /etc/group. */
  readonly users?: string;
  readonly groups?: string;
  /** Variables of the image that tell the version, the first that is set. */
  readonly version?: readonly string[];
  /** Packages of the simulated Debian that the image brings; on Alpine the programs of their names. */
  readonly packages?: readonly string[];
  /** Files that COPY lines bring, by base name. */
  readonly copies?: Readonly<Record<string, string | { readonly program: string; readonly size?: number }>>;
  /** Files of the layer that installs the program. */
  main?(tree: TreeBuilder, context: ContentContext): void;
}

/** Adds a program of the machine's table as an executable that fits the base system. */
export function addProgram(tree: TreeBuilder, context: ContentContext, path: string, program: string, size: number, variant = context.version): void {
  tree.add(path, { kind: 'file', mode: 0o755, data: executable(program, { variant, interpreter: context.base.interpreter, size }) });
}

