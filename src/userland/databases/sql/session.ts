/** One client's session: runs statements on a cluster, with transactions that others see only when they commit. */
import type { Expression, Select, SelectItem, Statement, TableReference } from './ast.ts';
import { columnIndex, copyTable, type Cluster, type Database, type Role, type Table } from './catalog.ts';
import { changeCluster } from './cluster-statements.ts';
import { defineTable, alterTable } from './definitions.ts';
import { SqlError } from './errors.ts';
import { evaluate, truth, type EvaluationContext } from './evaluate.ts';
import { checkRow, checkReferenced } from './integrity.ts';
import type { Dialect } from './lexer.ts';
import { DEFAULT, parseStatement } from './parser.ts';
import { Scope } from './scope.ts';
import { runSelect, type Rows, type SelectContext } from './select.ts';
import { showVariable } from './show.ts';
import { coerce, type Value } from './values.ts';
import { systemView, type Activity } from './views.ts';

/** What the session needs of the server process around it. */
export interface SessionHost {
  readonly version: string;
  readonly backend: number;
  realtime(): bigint;
  random(): number;
  activity(): readonly Activity[];
}

/** Another session's transaction has changed the table: try again when it has ended. */
export class LockWait extends Error {
  readonly holder: Session;

  constructor(holder: Session) {
    super('waiting for a lock');
    this.holder = holder;
  }
}

export interface StatementResult {
  /** Rows to send; undefined for statements without any. */
  readonly rows?: Rows;
  /** `INSERT 0 1`, `SELECT 3`, `CREATE TABLE`. */
  readonly tag: string;
  /** Rows changed or returned. */
  readonly count: number;
  readonly notice?: string;
  /** Seconds to sleep before the answer (pg_sleep). */
  readonly sleep: number;
  readonly insertId?: number;
  /** MySQL: the database of the session changed. */
  readonly use?: string;
}

export class Session {
  readonly cluster: Cluster;
  readonly dialect: Dialect;
  readonly user: string;
  database: Database | undefined;
  readonly host: SessionHost;
  /** 'idle', in a 'transaction', or in a 'failed' one. */
  state: 'idle' | 'transaction' | 'failed' = 'idle';
  readonly settings = new Map<string, string>();
  /** Tables as this transaction sees them; null: dropped. */
  readonly #changed = new Map<string, Table | null>();
  /** Whose lock this session waits for. */
  waitingFor: Session | undefined;
  #sleep = 0;

  constructor(cluster: Cluster, dialect: Dialect, user: string, database: Database | undefined, host: SessionHost) {
    this.cluster = cluster;
    this.dialect = dialect;
    this.user = user;
    this.database = database;
    this.host = host;
  }

  get role(): Role {
    return this.cluster.roles.get(this.user) ?? this.cluster.role(this.user);
  }

  /** Runs one statement. Throws SqlError; a transaction has then failed (PostgreSQL) or goes on (MySQL). */
  run(sql: string): StatementResult {
    this.#sleep = 0;
    let statement: Statement;
    try {
      statement = parseStatement(sql, this.dialect);
      if (this.state === 'failed' && !(statement.kind === 'transaction' && statement.verb !== 'begin')) throw new SqlError('25P02', 'current transaction is aborted, commands ignored until end of transaction block');
      const result = this.#execute(statement);
      if (this.state === 'idle') this.#publish();
      return { sleep: this.#sleep, ...result };
    } catch (error) {
      if (error instanceof LockWait) throw error;
      if (this.state === 'idle') this.#changed.clear();
      else if (this.dialect === 'postgres') this.state = 'failed';
      throw error;
    }
  }

  /** Forgets an open transaction, as when the client goes away. */
  end(): void {
    this.#changed.clear();
    this.#unlock();
    this.state = 'idle';
  }

  #unlock(): void {
    for (const [key, holder] of this.cluster.locks) if (holder === this) this.cluster.locks.delete(key);
  }

  #publish(): void {
    this.#unlock();
    const { database } = this;
    if (!database) return;
    for (const [name, table] of this.#changed) {
      const old = database.tables.get(name);
      if (table === null) {
        database.tables.delete(name);
        if (old) this.cluster.storage.removeTable(database, old);
      } else {
        database.tables.set(name, table);
        this.cluster.storage.saveTable(database, table);
      }
    }
    if (this.#changed.size > 0) this.cluster.storage.saveGlobals(this.cluster);
    this.#changed.clear();
  }

  /** The table as this session sees it. */
  lookup(name: string): Table | undefined {
    const changed = this.#changed.get(name);
    return changed === undefined ? this.database?.tables.get(name) : (changed ?? undefined);
  }

  tables(): Table[] {
    const names = new Set([...(this.database?.tables.keys() ?? []), ...this.#changed.keys()]);
    return [...names].sort().flatMap((name) => this.lookup(name) ?? []);
  }

  /** 42P01 when there is none. */
  table(name: string, position?: number): Table {
    const table = this.lookup(name);
    if (table) return table;
    if (this.dialect === 'mysql') {
      if (!this.database) throw new SqlError('3D000', 'No database selected');
      throw new SqlError('42S02', `Table '${this.database.name}.${name}' doesn't exist`);
    }
    throw new SqlError('42P01', `relation "${name}" does not exist`, position === undefined ? {} : { position });
  }

  /** A copy of the table that this statement may change. */
  change(table: Table): Table {
    const own = this.#changed.get(table.name);
    if (own && this.state === 'transaction') return own;
    const key = `${this.database?.name} ${table.name}`;
    const holder = this.cluster.locks.get(key);
    if (holder instanceof Session && holder !== this) throw new LockWait(holder);
    if (this.state === 'transaction') this.cluster.locks.set(key, this);
    const copy = copyTable(table);
    this.#changed.set(table.name, copy);
    return copy;
  }

  put(table: Table): void {
    this.#changed.set(table.name, table);
  }

  drop(name: string): void {
    this.#changed.set(name, null);
  }

  /** 42501 when the role may not do that with the table. */
  permit(table: Table, privilege: string): void {
    const role = this.cluster.roles.get(this.user);
    if (!role || role.superuser || table.owner === role.name || role.databases.includes('*') || role.databases.includes(this.database?.name ?? '')) return;
    if (table.grants[role.name]?.includes(privilege) || table.grants['public']?.includes(privilege)) return;
    throw this.dialect === 'mysql' ? new SqlError('42000', `${privilege.toUpperCase()} command denied to user '${this.user}'@'%' for table '${table.name}'`) : new SqlError('42501', privilege === 'owner' ? `must be owner of table ${table.name}` : `permission denied for table ${table.name}`);
  }

  get context(): SelectContext {
    const context: EvaluationContext & { relation: SelectContext['relation'] } = {
      mysql: this.dialect === 'mysql', user: this.dialect === 'mysql' ? `${this.user}@%` : this.user, database: this.database?.name ?? '', version: this.host.version, backend: this.host.backend, instant: this.host.realtime(),
      random: () => this.host.random(),
      sleep: (seconds) => {
        this.#sleep += seconds;
      },
      databaseSize: (name) => 7_500_000 + [...(this.cluster.databases.get(name)?.tables.values() ?? [])].reduce((sum, table) => sum + 8192 * (1 + Math.ceil(table.rows.length / 100)), 0),
      subquery: (query, outer) => {
        const { rows, columns } = runSelect(query, context, outer);
        return { rows, types: columns.map((column) => column.type) };
      },
      relation: (reference) => this.#relation(reference),
    };
    return context;
  }

  #relation(reference: TableReference): ReturnType<SelectContext['relation']> {
    const name = reference.name ?? '';
    const { schema } = reference;
    const table = schema === undefined || schema === 'public' || schema === this.database?.name ? this.lookup(name) : undefined;
    if (table) {
      this.permit(table, 'select');
      return { columns: table.columns, rows: table.rows };
    }
    const view = systemView(schema, name, this.cluster, this.database, this.tables(), this.host.activity());
    if (view) return view;
    if (schema !== undefined && schema !== 'public' && this.dialect === 'postgres') throw new SqlError('42P01', `relation "${schema}.${name}" does not exist`, { position: reference.position });
    const other = this.dialect === 'mysql' && schema !== undefined ? this.cluster.databases.get(schema)?.tables.get(name) : undefined;
    return other ?? this.table(name, reference.position);
  }

  #execute(statement: Statement): Omit<StatementResult, 'sleep'> {
    switch (statement.kind) {
      case 'empty': return { tag: '', count: 0 };
      case 'select': {
        const rows = runSelect(statement, this.context);
        return { rows, tag: `SELECT ${rows.rows.length}`, count: rows.rows.length };
      }
      case 'insert': return this.#insert(statement);
      case 'update': return this.#update(statement);
      case 'delete': return this.#delete(statement);
      case 'createTable': case 'createTableAs': case 'dropTable': case 'truncate': case 'createIndex': return defineTable(this, statement);
      case 'alterTable': return alterTable(this, statement);
      case 'transaction': return this.#transaction(statement.verb);
      case 'set':
        this.settings.set(statement.name, statement.value);
        return { tag: 'SET', count: 0 };
      case 'show': return showVariable(this, statement.what, statement.argument);
      default: return changeCluster(this, statement);
    }
  }

  #transaction(verb: 'begin' | 'commit' | 'rollback'): Omit<StatementResult, 'sleep'> {
    if (verb === 'begin') {
      const notice = this.state === 'idle' ? undefined : 'there is already a transaction in progress';
      this.state = 'transaction';
      return { tag: 'BEGIN', count: 0, ...(notice !== undefined && { notice }) };
    }
    const failed = this.state === 'failed';
    const notice = this.state === 'idle' ? 'there is no transaction in progress' : undefined;
    if (verb === 'rollback' || failed) this.#changed.clear();
    if (verb === 'rollback' || failed) this.#unlock();
    this.state = 'idle';
    return { tag: verb === 'commit' && !failed ? 'COMMIT' : 'ROLLBACK', count: 0, ...(notice !== undefined && { notice }) };
  }

  #insert(statement: Extract<Statement, { kind: 'insert' }>): Omit<StatementResult, 'sleep'> {
    const table = this.change(this.table(statement.table, statement.position));
    this.permit(table, 'insert');
    const names = statement.columns ?? table.columns.map((column) => column.name);
    const targets = names.map((name) => {
      const index = columnIndex(table, name);
      if (index < 0) throw this.dialect === 'mysql' ? new SqlError('42S22', `Unknown column '${name}' in 'field list'`) : new SqlError('42703', `column "${name}" of relation "${table.name}" does not exist`);
      return index;
    });
    const { context } = this;
    const scope = new Scope([], this.dialect);
    const added: Value[][] = [];
    let insertId: number | undefined;
    for (const given of this.#sourceRows(statement.source, context)) {
      if (given.length > targets.length || (this.dialect === 'mysql' && given.length < targets.length)) throw this.dialect === 'mysql' ? new SqlError('21S01', `Column count doesn't match value count at row ${added.length + 1}`) : new SqlError('42601', `INSERT has more expressions than target columns`);
      if (statement.columns && given.length < targets.length) throw new SqlError('42601', 'INSERT has more target columns than expressions');
      const row = table.columns.map((column, i): Value => {
        const at = targets.indexOf(i);
        const value = at < 0 || at >= given.length ? undefined : given[at];
        if (value !== undefined && !(this.dialect === 'mysql' && column.serial && (value === null || value === 0))) {
          const converted = coerce(value, column.type);
          if (column.serial && this.dialect === 'mysql') table.sequences[column.name] = Math.max(table.sequences[column.name] ?? 1, Number(converted) + 1);
          return converted;
        }
        if (column.serial) {
          const next = table.sequences[column.name] ?? 1;
          table.sequences[column.name] = next + 1;
          insertId ??= next;
          return next;
        }
        return column.default ? coerce(evaluate(column.default, scope, context), column.type) : null;
      });
      const problem = checkRow(this, table, row, undefined);
      if (problem) {
        if ((statement.onConflict || statement.ignore) && problem.sqlState === '23505') continue;
        throw problem;
      }
      table.rows.push(row);
      added.push(row);
    }
    return { tag: `INSERT 0 ${added.length}`, count: added.length, ...(insertId !== undefined && { insertId }), ...this.#returning(statement.returning, table, added, context) };
  }

  /** Rows to insert; undefined stands for DEFAULT. */
  #sourceRows(source: Select | undefined, context: SelectContext): (Value | undefined)[][] {
    if (!source) return [[]];
    if (!source.values) return runSelect(source, context).rows;
    const scope = new Scope([], this.dialect);
    return source.values.map((row) => row.map((expression) => (expression.kind === 'column' && expression.name === DEFAULT ? undefined : evaluate(expression, scope, context))));
  }

  #matching(table: Table, where: Expression | undefined, context: SelectContext): { scope: Scope; indexes: number[]; place: (row: readonly Value[]) => void } {
    const source = { alias: table.name, columns: table.columns, row: undefined as readonly Value[] | undefined };
    const scope = new Scope([source], this.dialect);
    const place = (row: readonly Value[]): void => {
      source.row = row;
    };
    if (where && table.rows.length === 0) {
      place(table.columns.map(() => null));
      evaluate(where, scope, context);
    }
    const indexes = table.rows.flatMap((row, i) => {
      place(row);
      const value = where ? evaluate(where, scope, context) : true;
      return value !== null && truth(value) ? [i] : [];
    });
    return { scope, indexes, place };
  }

  #update(statement: Extract<Statement, { kind: 'update' }>): Omit<StatementResult, 'sleep'> {
    const table = this.change(this.table(statement.table, statement.position));
    this.permit(table, 'update');
    const { context } = this;
    const { scope, indexes, place } = this.#matching(table, statement.where, context);
    const set = statement.set.map(({ column, value }) => {
      const index = columnIndex(table, column);
      if (index < 0) throw this.dialect === 'mysql' ? new SqlError('42S22', `Unknown column '${column}' in 'field list'`) : new SqlError('42703', `column "${column}" of relation "${table.name}" does not exist`);
      return { index, value };
    });
    const updated: Value[][] = [];
    for (const i of indexes) {
      const old = table.rows[i] ?? [];
      place(old);
      const row = [...old];
      for (const { index, value } of set) {
        const column = table.columns[index];
        if (column) row[index] = value.kind === 'column' && value.name === 'default' ? (column.default ? evaluate(column.default, scope, context) : null) : coerce(evaluate(value, scope, context), column.type);
      }
      const problem = checkRow(this, table, row, old);
      if (problem) throw problem;
      table.rows[i] = row;
      updated.push(row);
    }
    return { tag: `UPDATE ${updated.length}`, count: updated.length, ...this.#returning(statement.returning, table, updated, context) };
  }

  #delete(statement: Extract<Statement, { kind: 'delete' }>): Omit<StatementResult, 'sleep'> {
    const table = this.change(this.table(statement.table, statement.position));
    this.permit(table, 'delete');
    const { context } = this;
    const { indexes } = this.#matching(table, statement.where, context);
    const removed = indexes.map((i) => table.rows[i] ?? []);
    checkReferenced(this, table, removed);
    const gone = new Set(indexes);
    table.rows = table.rows.filter((_, i) => !gone.has(i));
    return { tag: `DELETE ${removed.length}`, count: removed.length, ...this.#returning(statement.returning, table, removed, context) };
  }

  #returning(items: readonly SelectItem[] | undefined, table: Table, rows: Value[][], context: SelectContext): { rows?: Rows } {
    if (!items) return {};
    const query: Select = { kind: 'select', distinct: false, items, from: { name: table.name, position: 0 }, joins: [], groupBy: [], orderBy: [] };
    return { rows: runSelect(query, { ...context, relation: () => ({ columns: table.columns, rows }) }) };
  }
}
