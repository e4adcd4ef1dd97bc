/** psql's `\l \dt \du \d \di \ds \dn`, by queries on the system views. */
import type { Sys } from '../../../kernel/sys.ts';
import type { Psql } from './psql.ts';
import { formatResult } from './table-format.ts';

const column = (name: string): { name: string; type: number } => ({ name, type: 25 });
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function* show(psql: Psql, title: string, names: readonly string[], rows: readonly (readonly (string | null)[])[], footer?: readonly string[]): Sys<void> {
  let text = formatResult({ columns: names.map(column), rows }, { ...psql.format, title });
  if (footer && psql.format.aligned && !psql.format.expanded) text = text.replace(/\(\d+ rows?\)\n\n$/, `${footer.map((line) => `${line}\n`).join('')}\n`);
  yield* psql.print(text);
}

/** Runs a describing command; false when it is none. */
export function* describe(psql: Psql, command: string, args: readonly string[]): Sys<boolean> {
  const name = command.replace(/[+S]+$/, '');
  const [pattern] = args;
  const where = (field: string): string => (pattern === undefined ? '' : ` and ${field} like ${quote(pattern.replace(/^public\./, '').replaceAll('*', '%'))}`);
  switch (name) {
    case '\\l': case '\\list': {
      const rows = yield* psql.rows('select datname, owner from pg_database order by datname');
      const modern = Number.parseInt(psql.client.parameters.get('server_version') ?? '17', 10);
      const access = (database: string | null, owner: string | null): string => (database?.startsWith('template') ? `=c/${owner}          +\n${owner}=CTc/${owner}` : '');
      const names = ['Name', 'Owner', 'Encoding', ...(modern >= 15 ? ['Locale Provider'] : []), 'Collate', 'Ctype', ...(modern >= 17 ? ['Locale', 'ICU Rules'] : modern >= 15 ? ['ICU Locale', ...(modern >= 16 ? ['ICU Rules'] : [])] : []), 'Access privileges'];
      const extra = names.filter((each) => ['ICU Locale', 'Locale', 'ICU Rules'].includes(each)).length;
      yield* show(psql, 'List of databases', names, rows.map(([database = '', owner = '']) => [database, owner, 'UTF8', ...(modern >= 15 ? ['libc'] : []), 'en_US.utf8', 'en_US.utf8', ...Array.from({ length: extra }, () => ''), access(database, owner).replaceAll(/ +\+\n/g, '\n')]));
      return true;
    }
    case '\\dt': case '\\ds': case '\\di': case '\\dn': case '\\du': case '\\dg': return yield* list(psql, name, where);
    case '\\d': {
      if (pattern === undefined) return yield* relations(psql);
      return yield* table(psql, pattern.replace(/^public\./, '').replaceAll('"', ''));
    }
    case '\\dv': case '\\df': case '\\dx': case '\\dp': case '\\db': case '\\dT':
      yield* psql.warn(`psql: ${name} is not simulated here`);
      return true;
    default: return false;
  }
}

function* list(psql: Psql, name: string, where: (field: string) => string): Sys<boolean> {
  if (name === '\\du' || name === '\\dg') {
    const rows = yield* psql.rows(`select rolname, rolsuper, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication from pg_roles where true${where('rolname')} order by rolname`);
    yield* show(psql, 'List of roles', ['Role name', 'Attributes'], rows.map(([role = '', ...flags]) => {
      const [superuser, createRole, createDb, login, replication] = flags.map((flag) => flag === 't');
      return [role, [superuser && 'Superuser', createRole && 'Create role', createDb && 'Create DB', !login && 'Cannot login', replication && 'Replication, Bypass RLS'].filter((each) => each).join(', ')];
    }), []);
    return true;
  }
  if (name === '\\dn') {
    yield* show(psql, 'List of schemas', ['Name', 'Owner'], yield* psql.rows('select nspname, owner from pg_namespace'));
    return true;
  }
  const [query, title, headers] = name === '\\dt' ? [`select schemaname, tablename, 'table', tableowner from pg_tables where true${where('tablename')} order by 2`, 'List of relations', ['Schema', 'Name', 'Type', 'Owner']]
    : name === '\\ds' ? [`select schemaname, sequencename, 'sequence', sequenceowner from pg_sequences where true${where('sequencename')} order by 2`, 'List of relations', ['Schema', 'Name', 'Type', 'Owner']]
      : [`select i.schemaname, i.indexname, 'index', t.tableowner, i.tablename from pg_indexes i join pg_tables t on t.tablename = i.tablename where true${where('i.indexname')} order by 2`, 'List of relations', ['Schema', 'Name', 'Type', 'Owner', 'Table']];
  const rows = yield* psql.rows(query);
  if (rows.length === 0) yield* psql.warn(where('x') === '' ? `Did not find any relations.` : `Did not find any relation named "${/like '(.*)'$/.exec(where('x'))?.[1]?.replaceAll('%', '*') ?? ''}".`);
  else yield* show(psql, title, headers, rows);
  return true;
}

function* relations(psql: Psql): Sys<boolean> {
  const rows = [...(yield* psql.rows("select schemaname, tablename, 'table', tableowner from pg_tables")), ...(yield* psql.rows("select schemaname, sequencename, 'sequence', sequenceowner from pg_sequences"))];
  rows.sort((a, b) => ((a[1] ?? '') < (b[1] ?? '') ? -1 : 1));
  if (rows.length === 0) yield* psql.warn('Did not find any relations.');
  else yield* show(psql, 'List of relations', ['Schema', 'Name', 'Type', 'Owner'], rows);
  return true;
}

function* table(psql: Psql, name: string): Sys<boolean> {
  const columns = yield* psql.rows(`select column_name, formatted_type, is_nullable, column_default from information_schema.columns where table_name = ${quote(name)} order by ordinal_position`);
  if (columns.length === 0) {
    yield* psql.warn(`Did not find any relation named "${name}".`);
    return true;
  }
  const constraints = yield* psql.rows(`select conname, contype, definition from pg_constraint where relname = ${quote(name)}`);
  const indexes = yield* psql.rows(`select indexname, indexdef from pg_indexes where tablename = ${quote(name)} order by indexname`);
  const referring = yield* psql.rows(`select conname, relname, definition from pg_constraint where contype = 'f' and definition like ${quote(`%REFERENCES ${name}(%`)}`);
  const footer: string[] = [];
  if (indexes.length > 0) {
    footer.push('Indexes:');
    const kind = (index: string | null): string | null => constraints.find(([constraint]) => constraint === index)?.[1] ?? null;
    for (const [index = '', definition = ''] of [...indexes].sort((a, b) => Number(kind(b[0] ?? '') === 'p') - Number(kind(a[0] ?? '') === 'p'))) {
      const by = { p: ' PRIMARY KEY,', u: ' UNIQUE CONSTRAINT,' }[kind(index) ?? ''] ?? (definition?.includes('UNIQUE') ? ' UNIQUE,' : '');
      footer.push(`    "${index}"${by} ${definition?.replace(/^.* USING /, '')}`);
    }
  }
  const section = (title: string, type: string): void => {
    const found = constraints.filter(([, each]) => each === type);
    if (found.length > 0) footer.push(title, ...found.map(([constraint, , definition]) => `    "${constraint}" ${definition}`));
  };
  section('Check constraints:', 'c');
  section('Foreign-key constraints:', 'f');
  if (referring.length > 0) footer.push('Referenced by:', ...referring.map(([constraint, relation, definition]) => `    TABLE "${relation}" CONSTRAINT "${constraint}" ${definition}`));
  yield* show(psql, `Table "public.${name}"`, ['Column', 'Type', 'Collation', 'Nullable', 'Default'], columns.map(([each = '', type = '', nullable, value]) => [each, type, '', nullable === 'NO' ? 'not null' : '', value ?? '']), footer);
  return true;
}
