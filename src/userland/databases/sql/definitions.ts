/** `CREATE TABLE`, `DROP TABLE`, `ALTER TABLE`, indexes. */
import type { ColumnDefinition, Statement, TableConstraint } from './ast.ts';
import { columnIndex, type Check, type Column, type ForeignKey, type Index, type Table } from './catalog.ts';
import { SqlError } from './errors.ts';
import { evaluate } from './evaluate.ts';
import { Scope } from './scope.ts';
import { runSelect } from './select.ts';
import type { Session, StatementResult } from './session.ts';
import { coerce } from './values.ts';

type Result = Omit<StatementResult, 'sleep'>;
type Definition = Extract<Statement, { kind: 'createTable' | 'createTableAs' | 'dropTable' | 'truncate' | 'createIndex' }>;

export function defineTable(session: Session, statement: Definition): Result {
  if (!session.database) throw new SqlError('3D000', 'No database selected');
  switch (statement.kind) {
    case 'createTable': return createTable(session, statement);
    case 'createTableAs': {
      const { columns, rows } = runSelect(statement.query, session.context);
      if (session.lookup(statement.name)) throw exists(session, statement.name);
      const table = empty(session, statement.name);
      table.columns = columns.map(({ name, type }) => ({ name, type, notNull: false, serial: false }));
      table.rows = rows;
      session.put(table);
      return { tag: `SELECT ${rows.length}`, count: rows.length };
    }
    case 'dropTable': return dropTables(session, statement);
    case 'truncate': {
      for (const name of statement.names) {
        const table = session.change(session.table(name));
        session.permit(table, 'truncate');
        table.rows = [];
      }
      return { tag: 'TRUNCATE TABLE', count: 0 };
    }
    case 'createIndex': {
      const table = session.change(session.table(statement.table));
      session.permit(table, 'owner');
      if (session.tables().some((each) => each.indexes.some((index) => index.name === statement.name))) {
        if (statement.ifNotExists) return { tag: 'CREATE INDEX', count: 0, notice: `relation "${statement.name}" already exists, skipping` };
        throw exists(session, statement.name);
      }
      for (const name of statement.columns) if (columnIndex(table, name) < 0) throw new SqlError('42703', `column "${name}" does not exist`);
      table.indexes.push({ name: statement.name, columns: statement.columns, unique: statement.unique, primary: false, constraint: false });
      return { tag: 'CREATE INDEX', count: 0 };
    }
  }
}

function exists(session: Session, name: string): SqlError {
  return session.dialect === 'mysql' ? new SqlError('42S01', `Table '${name}' already exists`) : new SqlError('42P07', `relation "${name}" already exists`);
}

function empty(session: Session, name: string): Table {
  return { oid: session.cluster.allocate(), name, owner: session.user, columns: [], rows: [], indexes: [], foreignKeys: [], checks: [], sequences: {}, grants: {} };
}

function column(definition: ColumnDefinition): Column {
  return { name: definition.name, type: definition.type, notNull: definition.notNull, serial: definition.serial, ...(definition.default && { default: definition.default }) };
}

function createTable(session: Session, statement: Extract<Statement, { kind: 'createTable' }>): Result {
  if (session.lookup(statement.name)) {
    if (statement.ifNotExists) return { tag: 'CREATE TABLE', count: 0, notice: `relation "${statement.name}" already exists, skipping` };
    throw exists(session, statement.name);
  }
  const table = empty(session, statement.name);
  for (const definition of statement.columns) {
    if (columnIndex(table, definition.name) >= 0) throw session.dialect === 'mysql' ? new SqlError('42S21', `Duplicate column name '${definition.name}'`) : new SqlError('42701', `column "${definition.name}" specified more than once`);
    table.columns.push(column(definition));
    if (definition.serial) table.sequences[definition.name] = 1;
  }
  for (const constraint of [...statement.columns.flatMap(fromColumn), ...statement.constraints]) addConstraint(session, table, constraint);
  session.put(table);
  return { tag: 'CREATE TABLE', count: 0 };
}

function fromColumn(definition: ColumnDefinition): TableConstraint[] {
  const columns = [definition.name];
  return [
    ...(definition.primaryKey ? [{ kind: 'primary' as const, columns }] : []),
    ...(definition.unique ? [{ kind: 'unique' as const, columns }] : []),
    ...(definition.check ? [{ kind: 'check' as const, columns, check: definition.check }] : []),
    ...(definition.references ? [{ kind: 'foreign' as const, columns, references: { table: definition.references.table, columns: definition.references.column === undefined ? [] : [definition.references.column], cascade: definition.references.cascade } }] : []),
  ];
}

function addConstraint(session: Session, table: Table, constraint: TableConstraint): void {
  for (const name of constraint.columns) if (columnIndex(table, name) < 0) throw new SqlError('42703', `column "${name}" named in key does not exist`);
  if (constraint.kind === 'check') {
    if (constraint.check) table.checks.push({ name: constraint.name ?? `${[table.name, ...constraint.columns].join('_')}_check`, expression: constraint.check } satisfies Check);
    return;
  }
  if (constraint.kind === 'foreign') {
    const target = constraint.references?.table === table.name ? table : session.table(constraint.references?.table ?? '');
    const targets = constraint.references?.columns.length ? constraint.references.columns : (target.indexes.find((index) => index.primary)?.columns ?? []);
    if (!target.indexes.some((index) => index.unique && index.columns.join() === targets.join())) throw new SqlError('42830', `there is no unique constraint matching given keys for referenced table "${target.name}"`);
    table.foreignKeys.push({ name: constraint.name ?? `${table.name}_${constraint.columns.join('_')}_fkey`, columns: constraint.columns, table: target.name, targets, cascade: constraint.references?.cascade ?? false } satisfies ForeignKey);
    return;
  }
  const primary = constraint.kind === 'primary';
  if (primary && table.indexes.some((index) => index.primary)) throw session.dialect === 'mysql' ? new SqlError('42000', 'Multiple primary key defined') : new SqlError('42P16', `multiple primary keys for table "${table.name}" are not allowed`);
  if (primary) table.columns = table.columns.map((each) => (constraint.columns.includes(each.name) ? { ...each, notNull: true } : each));
  const name = constraint.name ?? (session.dialect === 'mysql' ? (primary ? 'PRIMARY' : (constraint.columns[0] ?? '')) : primary ? `${table.name}_pkey` : `${table.name}_${constraint.columns.join('_')}_key`);
  table.indexes.push({ name, columns: constraint.columns, unique: true, primary, constraint: true } satisfies Index);
}

function dropTables(session: Session, statement: Extract<Statement, { kind: 'dropTable' }>): Result {
  let notice: string | undefined;
  for (const name of statement.names) {
    const table = session.lookup(name);
    if (!table) {
      if (!statement.ifExists) throw session.dialect === 'mysql' ? new SqlError('42S02', `Unknown table '${session.database?.name}.${name}'`) : new SqlError('42P01', `table "${name}" does not exist`);
      notice = `table "${name}" does not exist, skipping`;
      continue;
    }
    session.permit(table, 'owner');
    for (const other of session.tables()) {
      const key = other.foreignKeys.find((each) => each.table === name);
      if (!key || statement.names.includes(other.name)) continue;
      if (!statement.cascade) throw new SqlError('2BP01', `cannot drop table ${name} because other objects depend on it`, { detail: `constraint ${key.name} on table ${other.name} depends on table ${name}`, hint: 'Use DROP ... CASCADE to drop the dependent objects too.' });
      const copy = session.change(other);
      copy.foreignKeys = copy.foreignKeys.filter((each) => each.table !== name);
    }
    session.drop(name);
  }
  return { tag: 'DROP TABLE', count: 0, ...(notice !== undefined && { notice }) };
}

export function alterTable(session: Session, statement: Extract<Statement, { kind: 'alterTable' }>): Result {
  const table = session.change(session.table(statement.name));
  session.permit(table, 'owner');
  const { action } = statement;
  const find = (name: string): number => {
    const index = columnIndex(table, name);
    if (index < 0) throw new SqlError('42703', `column "${name}" of relation "${table.name}" does not exist`);
    return index;
  };
  switch (action.kind) {
    case 'add': {
      const added = column(action.column);
      if (columnIndex(table, added.name) >= 0) throw new SqlError('42701', `column "${added.name}" of relation "${table.name}" already exists`);
      const { context } = session;
      const value = added.default ? coerce(evaluate(added.default, new Scope([], session.dialect), context), added.type) : null;
      if (added.notNull && !added.serial && value === null && table.rows.length > 0) throw new SqlError('23502', `column "${added.name}" of relation "${table.name}" contains null values`);
      table.columns.push(added);
      table.rows = table.rows.map((row, i) => [...row, added.serial ? i + 1 : value]);
      if (added.serial) table.sequences[added.name] = table.rows.length + 1;
      for (const constraint of fromColumn(action.column)) addConstraint(session, table, constraint);
      break;
    }
    case 'drop': {
      const index = find(action.column);
      const { name } = table.columns[index] as Column;
      table.columns.splice(index, 1);
      table.rows = table.rows.map((row) => row.filter((_, i) => i !== index));
      table.indexes = table.indexes.filter((each) => !each.columns.includes(name));
      table.foreignKeys = table.foreignKeys.filter((each) => !each.columns.includes(name));
      break;
    }
    case 'renameColumn': {
      const index = find(action.column);
      const old = table.columns[index] as Column;
      const rename = (names: readonly string[]): string[] => names.map((name) => (name === old.name ? action.to : name));
      table.columns[index] = { ...old, name: action.to };
      table.indexes = table.indexes.map((each) => ({ ...each, columns: rename(each.columns) }));
      table.foreignKeys = table.foreignKeys.map((each) => ({ ...each, columns: rename(each.columns) }));
      const next = table.sequences[old.name];
      delete table.sequences[old.name];
      if (next !== undefined) table.sequences[action.to] = next;
      break;
    }
    case 'rename':
      if (session.lookup(action.to)) throw exists(session, action.to);
      session.drop(table.name);
      session.put({ ...table, name: action.to });
      break;
    case 'owner':
      session.cluster.role(action.role);
      table.owner = action.role;
  }
  return { tag: 'ALTER TABLE', count: 0 };
}
