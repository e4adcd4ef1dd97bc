/** The syntax tree of jq. */
import type { Json } from './values.ts';

export type Pattern = { readonly kind: 'var'; readonly name: string } | { readonly kind: 'array'; readonly items: readonly Pattern[] } | { readonly kind: 'object'; readonly entries: readonly { readonly key: Node; readonly bind: string | undefined; readonly value: Pattern | undefined }[] };

export interface Definition { readonly name: string; readonly params: readonly string[]; readonly body: Node }

export type Node =
  | { readonly type: 'identity' | 'recurse' }
  | { readonly type: 'literal'; readonly value: Json }
  | { readonly type: 'format'; readonly name: string }
  | { readonly type: 'string'; readonly parts: readonly (string | Node)[]; readonly format: string | undefined }
  | { readonly type: 'index'; readonly target: Node; readonly index: Node }
  | { readonly type: 'slice'; readonly target: Node; readonly from: Node | undefined; readonly to: Node | undefined }
  | { readonly type: 'iterate'; readonly target: Node }
  | { readonly type: 'try'; readonly body: Node; readonly handler: Node | undefined }
  | { readonly type: 'pipe' | 'comma' | 'alternative' | 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly type: 'binary'; readonly op: string; readonly left: Node; readonly right: Node }
  | { readonly type: 'assign'; readonly op: string; readonly left: Node; readonly right: Node }
  | { readonly type: 'negate'; readonly operand: Node }
  | { readonly type: 'array'; readonly body: Node | undefined }
  | { readonly type: 'object'; readonly entries: readonly { readonly key: Node; readonly value: Node }[] }
  | { readonly type: 'if'; readonly test: Node; readonly then: Node; readonly other: Node | undefined }
  | { readonly type: 'reduce'; readonly source: Node; readonly pattern: Pattern; readonly init: Node; readonly update: Node }
  | { readonly type: 'foreach'; readonly source: Node; readonly pattern: Pattern; readonly init: Node; readonly update: Node; readonly extract: Node | undefined }
  | { readonly type: 'as'; readonly source: Node; readonly patterns: readonly Pattern[]; readonly body: Node }
  | { readonly type: 'def'; readonly definition: Definition; readonly body: Node }
  | { readonly type: 'label'; readonly name: string; readonly body: Node }
  | { readonly type: 'break'; readonly name: string }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Node[]; readonly line: number }
  | { readonly type: 'var'; readonly name: string; readonly line: number };
