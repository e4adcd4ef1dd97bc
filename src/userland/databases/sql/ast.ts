/** Statements and expressions of the SQL subset, as the parser makes them. */
import type { Value } from './values.ts';

export type Expression =
  | { readonly kind: 'literal'; readonly value: Value; readonly type: string }
  | { readonly kind: 'column'; readonly table?: string; readonly name: string; readonly position: number }
  | { readonly kind: 'star'; readonly table?: string }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression; readonly position: number }
  | { readonly kind: 'isNull'; readonly operand: Expression; readonly not: boolean }
  | { readonly kind: 'in'; readonly operand: Expression; readonly list?: readonly Expression[]; readonly query?: Select; readonly not: boolean }
  | { readonly kind: 'between'; readonly operand: Expression; readonly low: Expression; readonly high: Expression; readonly not: boolean }
  | { readonly kind: 'case'; readonly subject?: Expression; readonly branches: readonly { readonly when: Expression; readonly then: Expression }[]; readonly otherwise?: Expression }
  | { readonly kind: 'cast'; readonly operand: Expression; readonly type: TypeName }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly distinct: boolean; readonly position: number }
  | { readonly kind: 'subquery'; readonly query: Select }
  | { readonly kind: 'exists'; readonly query: Select };

/** `varchar(20)`: base name in PostgreSQL's spelling, and its numbers. */
export interface TypeName { readonly name: string; readonly args: readonly number[] }

export interface SelectItem { readonly expression: Expression; readonly alias?: string }
export interface TableReference { readonly name?: string; readonly schema?: string; readonly query?: Select; readonly call?: Extract<Expression, { kind: 'call' }>; readonly alias?: string; readonly position: number }
export interface Join { readonly type: 'inner' | 'left' | 'right' | 'cross'; readonly table: TableReference; readonly on?: Expression; readonly using?: readonly string[] }
export interface OrderTerm { readonly expression: Expression; readonly descending: boolean; readonly nullsFirst?: boolean }

export interface Select {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from?: TableReference;
  readonly joins: readonly Join[];
  readonly where?: Expression;
  readonly groupBy: readonly Expression[];
  readonly having?: Expression;
  readonly orderBy: readonly OrderTerm[];
  readonly limit?: Expression;
  readonly offset?: Expression;
  /** Rows of VALUES (…), (…) instead of a SELECT. */
  readonly values?: readonly (readonly Expression[])[];
  readonly union?: { readonly all: boolean; readonly query: Select };
}

export interface ColumnDefinition { readonly name: string; readonly type: TypeName; readonly notNull: boolean; readonly primaryKey: boolean; readonly unique: boolean; readonly serial: boolean; readonly default?: Expression; readonly check?: Expression; readonly references?: { readonly table: string; readonly column?: string; readonly cascade: boolean } }
export interface TableConstraint { readonly kind: 'primary' | 'unique' | 'foreign' | 'check'; readonly name?: string; readonly columns: readonly string[]; readonly references?: { readonly table: string; readonly columns: readonly string[]; readonly cascade: boolean }; readonly check?: Expression }

export interface RoleOptions { readonly password?: string | null; readonly login?: boolean; readonly superuser?: boolean; readonly createDb?: boolean; readonly createRole?: boolean }

export type Statement =
  | Select
  | { readonly kind: 'insert'; readonly table: string; readonly position: number; readonly columns?: readonly string[]; readonly source?: Select; readonly onConflict?: 'nothing'; readonly returning?: readonly SelectItem[]; readonly ignore: boolean }
  | { readonly kind: 'update'; readonly table: string; readonly position: number; readonly set: readonly { readonly column: string; readonly value: Expression }[]; readonly where?: Expression; readonly returning?: readonly SelectItem[] }
  | { readonly kind: 'delete'; readonly table: string; readonly position: number; readonly where?: Expression; readonly returning?: readonly SelectItem[] }
  | { readonly kind: 'createTable'; readonly name: string; readonly ifNotExists: boolean; readonly columns: readonly ColumnDefinition[]; readonly constraints: readonly TableConstraint[] }
  | { readonly kind: 'createTableAs'; readonly name: string; readonly query: Select }
  | { readonly kind: 'dropTable'; readonly names: readonly string[]; readonly ifExists: boolean; readonly cascade: boolean }
  | { readonly kind: 'truncate'; readonly names: readonly string[] }
  | { readonly kind: 'alterTable'; readonly name: string; readonly action: { readonly kind: 'add'; readonly column: ColumnDefinition } | { readonly kind: 'drop'; readonly column: string } | { readonly kind: 'rename'; readonly to: string } | { readonly kind: 'renameColumn'; readonly column: string; readonly to: string } | { readonly kind: 'owner'; readonly role: string } }
  | { readonly kind: 'createIndex'; readonly name: string; readonly table: string; readonly columns: readonly string[]; readonly unique: boolean; readonly ifNotExists: boolean }
  | { readonly kind: 'createDatabase'; readonly name: string; readonly owner?: string; readonly ifNotExists: boolean }
  | { readonly kind: 'dropDatabase'; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: 'createRole'; readonly name: string; readonly options: RoleOptions; readonly ifNotExists: boolean }
  | { readonly kind: 'alterRole'; readonly name: string; readonly options: RoleOptions }
  | { readonly kind: 'dropRole'; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: 'grant'; readonly revoke: boolean; readonly privileges: readonly string[]; readonly on: 'table' | 'database' | 'schema' | 'all tables' | 'everything'; readonly names: readonly string[]; readonly roles: readonly string[] }
  | { readonly kind: 'transaction'; readonly verb: 'begin' | 'commit' | 'rollback' }
  | { readonly kind: 'set'; readonly name: string; readonly value: string }
  | { readonly kind: 'show'; readonly what: string; readonly argument?: string }
  | { readonly kind: 'use'; readonly name: string }
  | { readonly kind: 'empty' };
