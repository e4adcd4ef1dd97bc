/** Expressions of find as data. */
import type { FileKind, Stat } from '../../../kernel/fs/types.ts';

export interface Visit { readonly path: string; readonly root: string; readonly name: string; readonly depth: number; readonly stat: Stat }

export type Compare = { readonly sign: '+' | '-' | ''; readonly value: number };

export type Node =
  | { readonly type: 'and' | 'or' | 'comma'; readonly left: Node; readonly right: Node }
  | { readonly type: 'not'; readonly operand: Node }
  | { readonly type: 'test'; readonly test: (visit: Visit) => boolean }
  | { readonly type: 'prune' | 'delete' | 'ls' | 'quit' }
  | { readonly type: 'print'; readonly end: string; readonly file?: string }
  | { readonly type: 'printf'; readonly format: string; readonly file?: string }
  | { readonly type: 'exec'; readonly argv: readonly string[]; readonly batch: boolean; readonly ask: boolean; readonly inDirectory: boolean; readonly pending: string[] };

export interface Options { maxDepth: number; minDepth: number; depthFirst: boolean; follow: 'never' | 'always' | 'operands'; sameDevice: boolean }

export const KIND_OF: Readonly<Record<string, FileKind>> = { f: 'file', d: 'directory', l: 'symlink', c: 'char', b: 'block', p: 'fifo', s: 'socket' };

export function matches(compare: Compare, value: number): boolean {
  return compare.sign === '+' ? value > compare.value : compare.sign === '-' ? value < compare.value : value === compare.value;
}
