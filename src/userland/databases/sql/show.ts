/** `SHOW`: settings in PostgreSQL; databases, tables and columns in MySQL. */
import { mayUse } from './cluster-statements.ts';
import { notSimulated, SqlError } from './errors.ts';
import type { Rows } from './select.ts';
import type { Session, StatementResult } from './session.ts';
import type { Value } from './values.ts';
import { defaultText } from './views.ts';

const SETTINGS: Readonly<Record<string, string>> = { server_encoding: 'UTF8', client_encoding: 'UTF8', timezone: 'Etc/UTC', max_connections: '100', shared_buffers: '128MB', port: '5432', listen_addresses: '*', search_path: '"$user", public', datestyle: 'ISO, MDY', standard_conforming_strings: 'on', password_encryption: 'scram-sha-256', data_checksums: 'off', work_mem: '4MB', wal_level: 'replica', 'transaction isolation level': 'read committed' };

export function showVariable(session: Session, what: string, argument: string | undefined): Omit<StatementResult, 'sleep'> {
  if (session.dialect === 'mysql') return mysqlShow(session, what, argument);
  const value = session.settings.get(what) ?? (what === 'server_version' ? (/PostgreSQL (.+?) on /.exec(session.host.version)?.[1] ?? '') : SETTINGS[what]);
  if (value === undefined) {
    if (what === 'all') throw notSimulated('SHOW ALL');
    throw new SqlError('42704', `unrecognized configuration parameter "${what}"`);
  }
  return answer([what], [[value]]);
}

function answer(names: readonly string[], rows: Value[][]): { rows: Rows; tag: string; count: number } {
  return { rows: { columns: names.map((name) => ({ name, type: { name: 'text', args: [] } })), rows }, tag: 'SHOW', count: rows.length };
}

function mysqlShow(session: Session, what: string, argument: string | undefined): Omit<StatementResult, 'sleep'> {
  const like = argument === undefined ? undefined : new RegExp(`^${argument.replaceAll('%', '.*')}$`);
  const role = session.cluster.roles.get(session.user);
  switch (what) {
    case 'databases': case 'schemas': return answer(['Database'], [...session.cluster.databases.keys()].filter((name) => (!like || like.test(name)) && (!role || mayUse(role, name) || name === 'information_schema' || name === 'performance_schema')).sort().map((name) => [name]));
    case 'tables': {
      if (!session.database) throw new SqlError('3D000', 'No database selected');
      return answer([`Tables_in_${session.database.name}`], session.tables().map((table) => [table.name]));
    }
    case 'columns': case 'fields': {
      const table = session.table(argument ?? '');
      return answer(['Field', 'Type', 'Null', 'Key', 'Default', 'Extra'], table.columns.map((column) => {
        const index = table.indexes.find((each) => each.columns[0] === column.name);
        return [column.name, mysqlType(column.type.name, column.type.args), column.notNull ? 'NO' : 'YES', index ? (index.primary ? 'PRI' : index.unique ? 'UNI' : 'MUL') : '', column.serial ? null : (defaultText(table, column.name)?.replace(/^'(.*)'.*$/, '$1') ?? null), column.serial ? 'auto_increment' : ''];
      }));
    }
    case 'variables': return answer(['Variable_name', 'Value'], [['version', session.host.version], ['port', '3306'], ['datadir', '/var/lib/mysql/'], ['max_connections', '151'], ['character_set_server', 'utf8mb4']].filter(([name]) => !like || like.test(name ?? '')));
    case 'processlist': return answer(['Id', 'User', 'db', 'Command', 'Info'], session.host.activity().map((each) => [each.pid, each.user, each.database || null, each.state === 'active' ? 'Query' : 'Sleep', each.query || null]));
    case 'warnings': return answer(['Level', 'Code', 'Message'], []);
    case 'grants': return answer([`Grants for ${session.user}@%`], (role?.superuser ? ['*.*'] : (role?.databases ?? []).map((name) => `\`${name}\`.*`)).map((scope) => [`GRANT ALL PRIVILEGES ON ${scope} TO \`${session.user}\`@\`%\``]));
    default: throw notSimulated(`SHOW ${what.toUpperCase()}`);
  }
}

/** A type in MySQL's spelling. */
export function mysqlType(name: string, args: readonly number[]): string {
  const text = ({ integer: 'int', 'character varying': 'varchar', character: 'char', numeric: 'decimal', 'double precision': 'double', real: 'float', boolean: 'tinyint(1)', 'timestamp without time zone': 'datetime', 'timestamp with time zone': 'timestamp', 'time without time zone': 'time' } as Readonly<Record<string, string>>)[name] ?? name;
  return args.length > 0 ? `${text}(${args.join(',')})` : text;
}
