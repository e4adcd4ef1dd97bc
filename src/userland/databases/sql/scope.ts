/** What names in an expression mean: the rows of the tables in FROM, those of enclosing queries behind them. */
import type { TypeName } from './ast.ts';
import { SqlError } from './errors.ts';
import type { Dialect } from './lexer.ts';
import type { Value } from './values.ts';

export interface SourceColumn { readonly name: string; readonly type: TypeName }

/** One table of FROM under its alias; `row` is the current one, undefined when an outer join found none. */
export interface Source { readonly alias: string; readonly columns: readonly SourceColumn[]; row: readonly Value[] | undefined; /** Columns that USING hides in `*`. */ readonly hidden?: ReadonlySet<string> }

export class Scope {
  readonly sources: readonly Source[];
  readonly outer: Scope | undefined;
  readonly #dialect: Dialect;

  constructor(sources: readonly Source[], dialect: Dialect, outer?: Scope) {
    this.sources = sources;
    this.#dialect = dialect;
    this.outer = outer;
  }

  /** The source and column of a name. 42703, 42702, 42P01. */
  find(table: string | undefined, name: string, position: number): { source: Source; index: number } {
    const lower = name.toLowerCase();
    const match = (column: SourceColumn): boolean => column.name === name || (this.#dialect === 'mysql' && column.name.toLowerCase() === lower);
    const candidates = this.sources.filter((source) => table === undefined || source.alias === table);
    const hits = candidates.filter((source) => source.columns.some(match) && !source.hidden?.has(name));
    if (hits.length > 1) throw new SqlError('42702', this.#dialect === 'mysql' ? `Column '${name}' in field list is ambiguous` : `column reference "${name}" is ambiguous`, { position });
    const source = hits[0];
    if (source) return { source, index: source.columns.findIndex(match) };
    if (this.outer) return this.outer.find(table, name, position);
    if (this.#dialect === 'mysql') throw new SqlError('42S22', `Unknown column '${table === undefined ? '' : `${table}.`}${name}' in 'field list'`);
    if (table !== undefined && candidates.length === 0) throw new SqlError('42P01', `missing FROM-clause entry for table "${table}"`, { position });
    throw new SqlError('42703', table === undefined ? `column "${name}" does not exist` : `column ${table}.${name} does not exist`, { position });
  }
}
