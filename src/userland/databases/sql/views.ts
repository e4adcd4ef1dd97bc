/** System views that clients ask: pg_tables, pg_database, pg_roles, information_schema (PostgreSQL manual, chapters 36 and 53). */
import type { Cluster, Database, Table } from './catalog.ts';
import type { Expression } from './ast.ts';
import type { SourceColumn } from './scope.ts';
import { typeText, type Value } from './values.ts';

export interface View { readonly columns: readonly SourceColumn[]; readonly rows: Value[][] }

export interface Activity { readonly pid: number; readonly user: string; readonly database: string; readonly state: string; readonly query: string }

function view(columns: string, rows: Value[][]): View {
  return { columns: columns.split(' ').map((word) => {
    const [name = '', type = 'text'] = word.split(':');
    return { name, type: { name: type, args: [] } };
  }), rows };
}

/** An expression as the server prints it back. Only what defaults and checks hold. */
export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case 'literal': return expression.value === null ? 'NULL' : typeof expression.value === 'string' ? (expression.type === 'unknown' ? `'${expression.value}'::text` : expression.value) : String(expression.value);
    case 'column': return expression.name;
    case 'call': return ['current_timestamp', 'current_date', 'current_user'].includes(expression.name) ? expression.name.toUpperCase() : `${expression.name}(${expression.args.map(expressionText).join(', ')})`;
    case 'binary': return `(${expressionText(expression.left)} ${expression.operator.toUpperCase()} ${expressionText(expression.right)})`;
    case 'unary': return `${expression.operator === 'not' ? 'NOT ' : expression.operator}${expressionText(expression.operand)}`;
    case 'isNull': return `(${expressionText(expression.operand)} IS ${expression.not ? 'NOT ' : ''}NULL)`;
    case 'cast': return `${expressionText(expression.operand)}::${typeText(expression.type)}`;
    case 'in': return `(${expressionText(expression.operand)} ${expression.not ? 'NOT ' : ''}IN (${(expression.list ?? []).map(expressionText).join(', ')}))`;
    default: return '…';
  }
}

export function defaultText(table: Table, name: string): string | null {
  const column = table.columns.find((each) => each.name === name);
  if (!column) return null;
  if (column.serial) return `nextval('${table.name}_${column.name}_seq'::regclass)`;
  return column.default ? expressionText(column.default).replace(/::text$/, `::${column.type.name}`) : null;
}

/** The view of that name, or undefined. */
export function systemView(schema: string | undefined, name: string, cluster: Cluster, database: Database | undefined, tables: readonly Table[], activity: readonly Activity[]): View | undefined {
  if (schema === 'information_schema') return informationSchema(name, database?.name ?? '', tables);
  if (schema !== undefined && schema !== 'pg_catalog') return undefined;
  switch (name) {
    case 'pg_database': return view('oid:oid datname datdba:oid encoding:integer datcollate datctype datistemplate:boolean datallowconn:boolean owner', [...cluster.databases.values()].map((each) => [each.oid, each.name, 10, 6, 'en_US.utf8', 'en_US.utf8', each.template, each.name !== 'template0', each.owner]));
    case 'pg_tables': return view('schemaname tablename tableowner tablespace hasindexes:boolean hasrules:boolean hastriggers:boolean rowsecurity:boolean', tables.map((table) => ['public', table.name, table.owner, null, table.indexes.length > 0, false, table.foreignKeys.length > 0, false]));
    case 'pg_roles': case 'pg_authid': return view('rolname rolsuper:boolean rolinherit:boolean rolcreaterole:boolean rolcreatedb:boolean rolcanlogin:boolean rolreplication:boolean rolbypassrls:boolean rolconnlimit:integer', [...cluster.roles.values()].map((role) => [role.name, role.superuser, true, role.createRole || role.superuser, role.createDb || role.superuser, role.login, role.superuser && role.createDb, role.superuser && role.createDb, -1]));
    case 'pg_user': return view('usename usesysid:oid usecreatedb:boolean usesuper:boolean passwd', [...cluster.roles.values()].filter((role) => role.login).map((role, i) => [role.name, i === 0 ? 10 : 16384 + i, role.createDb || role.superuser, role.superuser, '********']));
    case 'pg_stat_activity': return view('pid:integer usename datname state query', activity.map((each) => [each.pid, each.user, each.database, each.state, each.query]));
    case 'pg_indexes': return view('schemaname tablename indexname tablespace indexdef', tables.flatMap((table) => table.indexes.map((index) => ['public', table.name, index.name, null, `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${index.name} ON public.${table.name} USING btree (${index.columns.join(', ')})`])));
    case 'pg_constraint': return view('conname contype relname definition', tables.flatMap((table) => [
      ...table.indexes.filter((index) => index.constraint).map((index) => [index.name, index.primary ? 'p' : 'u', table.name, `${index.primary ? 'PRIMARY KEY' : 'UNIQUE'} (${index.columns.join(', ')})`]),
      ...table.foreignKeys.map((key) => [key.name, 'f', table.name, `FOREIGN KEY (${key.columns.join(', ')}) REFERENCES ${key.table}(${key.targets.join(', ')})${key.cascade ? ' ON DELETE CASCADE' : ''}`]),
      ...table.checks.map((check) => [check.name, 'c', table.name, `CHECK (${expressionText(check.expression)})`]),
    ]));
    case 'pg_sequences': return view('schemaname sequencename sequenceowner last_value:bigint', tables.flatMap((table) => Object.entries(table.sequences).map(([column, next]) => ['public', `${table.name}_${column}_seq`, table.owner, next > 1 ? next - 1 : null])));
    case 'pg_namespace': return view('nspname owner', [['public', 'pg_database_owner']]);
    default: return undefined;
  }
}

function informationSchema(name: string, catalog: string, tables: readonly Table[]): View | undefined {
  switch (name.toLowerCase()) {
    case 'tables': return view('table_catalog table_schema table_name table_type', tables.map((table) => [catalog, 'public', table.name, 'BASE TABLE']));
    case 'schemata': return view('catalog_name schema_name schema_owner', [[catalog, 'public', 'pg_database_owner'], [catalog, 'information_schema', 'postgres'], [catalog, 'pg_catalog', 'postgres']]);
    case 'columns': return view('table_catalog table_schema table_name column_name ordinal_position:integer column_default is_nullable data_type character_maximum_length:integer formatted_type', tables.flatMap((table) => table.columns.map((column, i) => [catalog, 'public', table.name, column.name, i + 1, defaultText(table, column.name), column.notNull ? 'NO' : 'YES', column.type.name, column.type.name.startsWith('character') ? (column.type.args[0] ?? null) : null, typeText(column.type)])));
    default: return undefined;
  }
}
