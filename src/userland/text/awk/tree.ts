/** The syntax tree of awk. `pure` expressions and statements make no system call and run no loop or user function: they are evaluated without a generator. */

export type LValue = { readonly type: 'var'; readonly name: string; pure: boolean; slot?: number } | { readonly type: 'field'; readonly index: Expr; pure: boolean } | { readonly type: 'item'; readonly array: string; readonly keys: readonly Expr[]; pure: boolean };

export type Expr = { pure: boolean } & (
  | LValue
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'regex'; readonly regex: RegExp }
  | { readonly type: 'group'; readonly keys: readonly Expr[] }
  | { readonly type: 'assign'; readonly op: string; readonly target: LValue; readonly value: Expr }
  | { readonly type: 'cond'; readonly test: Expr; readonly then: Expr; readonly other: Expr }
  | { readonly type: 'binary'; readonly op: string; readonly left: Expr; readonly right: Expr }
  | { readonly type: 'logic'; readonly op: '&&' | '||'; readonly left: Expr; readonly right: Expr }
  | { readonly type: 'unary'; readonly op: string; readonly operand: Expr }
  | { readonly type: 'step'; readonly by: 1 | -1; readonly prefix: boolean; readonly target: LValue }
  | { readonly type: 'match'; readonly negated: boolean; readonly text: Expr; readonly pattern: Expr }
  | { readonly type: 'in'; readonly keys: readonly Expr[]; readonly array: string }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly line: number }
  | { readonly type: 'builtin'; readonly name: string; readonly args: readonly Expr[] }
  | { readonly type: 'getline'; readonly from: 'main' | 'file' | 'command'; readonly source?: Expr; readonly target?: LValue }
);

export interface Redirect { readonly kind: '>' | '>>' | '|'; readonly to: Expr }

export type Stmt = { pure: boolean } & (
  | { readonly type: 'block'; readonly body: readonly Stmt[] }
  | { readonly type: 'expr'; readonly expr: Expr }
  | { readonly type: 'print'; readonly args: readonly Expr[]; readonly redirect?: Redirect }
  | { readonly type: 'printf'; readonly args: readonly Expr[]; readonly redirect?: Redirect }
  | { readonly type: 'if'; readonly test: Expr; readonly then: Stmt; readonly other?: Stmt }
  | { readonly type: 'while'; readonly test: Expr; readonly body: Stmt }
  | { readonly type: 'do'; readonly test: Expr; readonly body: Stmt }
  | { readonly type: 'for'; readonly init?: Stmt; readonly test?: Expr; readonly step?: Stmt; readonly body: Stmt }
  | { readonly type: 'forin'; readonly name: string; readonly array: string; readonly body: Stmt }
  | { readonly type: 'break' | 'continue' | 'next' | 'nextfile' }
  | { readonly type: 'exit' | 'return'; readonly value?: Expr }
  | { readonly type: 'delete'; readonly array: string; readonly keys?: readonly Expr[] }
);

export type Pattern = { readonly kind: 'begin' | 'end' | 'always' } | { readonly kind: 'expr'; readonly expr: Expr } | { readonly kind: 'range'; readonly from: Expr; readonly to: Expr };
export interface Rule { readonly pattern: Pattern; readonly action: Stmt | undefined; active: boolean }
export interface Func { readonly name: string; readonly params: readonly string[]; readonly body: Stmt }
export interface AwkProgram { readonly rules: readonly Rule[]; readonly functions: ReadonlyMap<string, Func> }
