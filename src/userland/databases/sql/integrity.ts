/** Constraints of rows: not null, unique, check, foreign keys. */
import { columnIndex, type Table } from './catalog.ts';
import { SqlError } from './errors.ts';
import { evaluate, truth } from './evaluate.ts';
import { Scope } from './scope.ts';
import type { Session } from './session.ts';
import { compareValues, valueText, type Value } from './values.ts';

function pick(table: Table, row: readonly Value[], columns: readonly string[]): Value[] {
  return columns.map((name) => row[columnIndex(table, name)] ?? null);
}

function same(a: readonly Value[], b: readonly Value[]): boolean {
  return a.every((value, i) => value !== null && b[i] !== null && compareValues(value, b[i] ?? null) === 0);
}

const list = (values: readonly Value[]): string => values.map((value) => (value === null ? 'null' : valueText(value))).join(', ');

/** What a row breaks, or undefined. `old` is the row that it replaces. */
export function checkRow(session: Session, table: Table, row: readonly Value[], old: readonly Value[] | undefined): SqlError | undefined {
  const mysql = session.dialect === 'mysql';
  for (const [i, column] of table.columns.entries()) {
    if (!column.notNull || row[i] !== null) continue;
    if (mysql) return new SqlError('23000', `Column '${column.name}' cannot be null`);
    return new SqlError('23502', `null value in column "${column.name}" of relation "${table.name}" violates not-null constraint`, { detail: `Failing row contains (${list(row)}).` });
  }
  for (const check of table.checks) {
    const value = evaluate(check.expression, new Scope([{ alias: table.name, columns: table.columns, row }], session.dialect), session.context);
    if (value === null || truth(value)) continue;
    return mysql ? new SqlError('HY000', `Check constraint '${check.name}' is violated.`) : new SqlError('23514', `new row for relation "${table.name}" violates check constraint "${check.name}"`, { detail: `Failing row contains (${list(row)}).` });
  }
  for (const index of table.indexes) {
    if (!index.unique) continue;
    const key = pick(table, row, index.columns);
    if (!table.rows.some((other) => other !== old && same(key, pick(table, other, index.columns)))) continue;
    if (mysql) return new SqlError('23505', `Duplicate entry '${key.map((value) => valueText(value)).join('-')}' for key '${table.name}.${index.primary ? 'PRIMARY' : index.name}'`);
    return new SqlError('23505', `duplicate key value violates unique constraint "${index.name}"`, { detail: `Key (${index.columns.join(', ')})=(${list(key)}) already exists.` });
  }
  for (const foreign of table.foreignKeys) {
    const key = pick(table, row, foreign.columns);
    const target = foreign.table === table.name ? table : session.lookup(foreign.table);
    if (key.includes(null) || !target || target.rows.some((other) => same(key, pick(target, other, foreign.targets)))) continue;
    if (mysql) return new SqlError('23000', `Cannot add or update a child row: a foreign key constraint fails (\`${session.database?.name}\`.\`${table.name}\`, CONSTRAINT \`${foreign.name}\` FOREIGN KEY (\`${foreign.columns.join('`, `')}\`) REFERENCES \`${foreign.table}\` (\`${foreign.targets.join('`, `')}\`))`);
    return new SqlError('23503', `insert or update on table "${table.name}" violates foreign key constraint "${foreign.name}"`, { detail: `Key (${foreign.columns.join(', ')})=(${list(key)}) is not present in table "${foreign.table}".` });
  }
  return undefined;
}

/** Rows that refer to removed ones: deleted with ON DELETE CASCADE, else 23503. */
export function checkReferenced(session: Session, table: Table, removed: readonly (readonly Value[])[]): void {
  for (const other of session.tables()) {
    for (const foreign of other.foreignKeys) {
      if (foreign.table !== table.name || other.name === table.name) continue;
      const keys = removed.map((row) => pick(table, row, foreign.targets));
      const hit = (row: readonly Value[]): readonly Value[] | undefined => keys.find((key) => same(key, pick(other, row, foreign.columns)));
      const referring = other.rows.filter(hit);
      if (referring.length === 0) continue;
      if (!foreign.cascade) {
        const key = hit(referring[0] ?? []) ?? [];
        if (session.dialect === 'mysql') throw new SqlError('23000', `Cannot delete or update a parent row: a foreign key constraint fails (\`${session.database?.name}\`.\`${other.name}\`, CONSTRAINT \`${foreign.name}\` FOREIGN KEY (\`${foreign.columns.join('`, `')}\`) REFERENCES \`${table.name}\` (\`${foreign.targets.join('`, `')}\`))`);
        throw new SqlError('23503', `update or delete on table "${table.name}" violates foreign key constraint "${foreign.name}" on table "${other.name}"`, { detail: `Key (${foreign.targets.join(', ')})=(${list(key)}) is still referenced from table "${other.name}".` });
      }
      const copy = session.change(other);
      copy.rows = copy.rows.filter((row) => !hit(row));
      checkReferenced(session, other, referring);
    }
  }
}
