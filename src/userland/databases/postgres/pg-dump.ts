/** pg_dump: a database as a script of statements that psql reads. Rows are INSERTs (as with --inserts: COPY is not simulated). */
import { Output } from '../../../kernel/stdio.ts';
import type { Program, Proc, Sys } from '../../../kernel/sys.ts';
import { isSysError } from '../../../kernel/errno.ts';
import { Client, ConnectionError, parseUri } from './client.ts';
import { commonOptions } from './tools.ts';
import { longVersion } from './version.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const identifier = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

export const pgDump: Program = {
  name: 'pg_dump',
  *main(proc) {
    const common = yield* commonOptions(proc, 'pg_dump', [{ short: 'd', long: 'dbname', argument: 'DBNAME' }, { short: 'f', long: 'file', argument: 'FILENAME' }, { short: 'F', long: 'format', argument: 'c|d|t|p' }, { short: 't', long: 'table', argument: 'PATTERN' }, { short: 's', long: 'schema-only' }, { short: 'a', long: 'data-only' }, { short: 'O', long: 'no-owner' }, { short: 'x', long: 'no-privileges' }, { short: 'c', long: 'clean' }, { short: 'C', long: 'create' }, { long: 'inserts' }, { long: 'if-exists' }]);
    if (typeof common === 'number') return common;
    const { options, target } = common;
    const database = options.value('dbname') ?? options.operands[0];
    if (database !== undefined && !parseUri(database, target)) target.database = database;
    const format = options.value('format');
    if (format !== undefined && !['p', 'plain'].includes(format)) {
      yield* proc.write(2, `pg_dump: error: output format "${format}" is not simulated here\n`);
      return 1;
    }
    try {
      const client = yield* Client.connect(proc, target);
      const file = options.value('file');
      const out = new Output(proc, file === undefined ? 1 : proc.open(file, { write: true, create: true, truncate: true }, 0o644));
      const code = yield* dump(proc, client, out, { table: options.value('table'), schema: !options.has('data-only'), data: !options.has('schema-only'), owner: !options.has('no-owner'), clean: options.has('clean') });
      yield* out.flush();
      yield* client.end();
      return code;
    } catch (error) {
      if (!(error instanceof ConnectionError) && !isSysError(error)) throw error;
      yield* proc.write(2, error instanceof ConnectionError ? `pg_dump: error: ${error.message}\n` : `pg_dump: error: could not open output file "${options.value('file')}": ${error.message}\n`);
      return 1;
    }
  },
};

interface What { readonly table: string | undefined; readonly schema: boolean; readonly data: boolean; readonly owner: boolean; readonly clean: boolean }

function* dump(proc: Proc, client: Client, out: Output, what: What): Sys<number> {
  const rows = function* (sql: string): Sys<(string | null)[][]> {
    return (yield* client.query(sql))?.[0]?.rows ?? [];
  };
  const tables = (yield* rows('select tablename, tableowner from pg_tables order by tablename')).filter(([name]) => what.table === undefined || name === what.table);
  if (tables.length === 0 && what.table !== undefined) {
    yield* proc.write(2, 'pg_dump: error: no matching tables were found\n');
    return 1;
  }
  yield* out.write(`--\n-- PostgreSQL database dump\n--\n\n-- Dumped from database version ${client.parameters.get('server_version')}\n-- Dumped by pg_dump version ${longVersion(proc)}\n\nSET statement_timeout = 0;\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n\n`);
  const late: string[] = [];
  for (const [name = '', owner = ''] of tables) {
    const table = `public.${identifier(name ?? '')}`;
    const columns = yield* rows(`select column_name, formatted_type, is_nullable, column_default from information_schema.columns where table_name = ${quoted(name ?? '')} order by ordinal_position`);
    if (what.schema) {
      const lines = columns.map(([column = '', type, nullable, value]) => {
        const serial = value?.startsWith('nextval(');
        const kind = serial ? ({ integer: 'serial', bigint: 'bigserial', smallint: 'smallserial' }[type ?? ''] ?? type) : type;
        return `    ${identifier(column ?? '')} ${kind}${value && !serial ? ` DEFAULT ${value}` : ''}${nullable === 'NO' ? ' NOT NULL' : ''}`;
      });
      yield* out.write(`--\n-- Name: ${name}; Type: TABLE; Schema: public; Owner: ${owner}\n--\n\n${what.clean ? `DROP TABLE IF EXISTS ${table};\n` : ''}CREATE TABLE ${table} (\n${lines.join(',\n')}${yield* keys(rows, name ?? '')}\n);\n\n\n`);
      if (what.owner) yield* out.write(`ALTER TABLE ${table} OWNER TO ${identifier(owner ?? '')};\n\n`);
      for (const [index, definition] of yield* rows(`select indexname, indexdef from pg_indexes where tablename = ${quoted(name ?? '')}`)) {
        const own = yield* rows(`select conname from pg_constraint where conname = ${quoted(index ?? '')}`);
        if (own.length === 0) late.push(`${definition};`);
      }
    }
    if (!what.data) continue;
    yield* out.write(`--\n-- Data for Name: ${name}; Type: TABLE DATA; Schema: public; Owner: ${owner}\n--\n\n`);
    for (const row of yield* rows(`select * from ${table}`)) yield* out.write(`INSERT INTO ${table} VALUES (${row.map((value, i) => (value === null ? 'NULL' : /^(integer|bigint|smallint|numeric|real|double)/.test(columns[i]?.[1] ?? '') ? value : quoted(value))).join(', ')});\n`);
    yield* out.write('\n\n');
  }
  if (late.length > 0) yield* out.write(`${late.join('\n')}\n\n`);
  yield* out.write('--\n-- PostgreSQL database dump complete\n--\n\n');
  return 0;
}

function* keys(rows: (sql: string) => Sys<(string | null)[][]>, name: string): Sys<string> {
  const constraints = yield* rows(`select conname, definition from pg_constraint where relname = ${quoted(name)}`);
  return constraints.map(([constraint, definition]) => `,\n    CONSTRAINT ${identifier(constraint ?? '')} ${definition}`).join('');
}
