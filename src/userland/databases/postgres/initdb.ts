/** initdb: makes the files of a new cluster (manual, initdb). */
import { isSysError } from '../../../kernel/errno.ts';
import type { Program } from '../../../kernel/sys.ts';
import { strftime } from '../../dates.ts';
import { findUser } from '../../accounts.ts';
import { OptionError, parseOptions, type ParsedOptions } from '../../options.ts';
import { JsonStorage } from '../json-storage.ts';
import { Cluster } from '../sql/catalog.ts';
import { hashPassword } from './scram.ts';
import { longVersion, majorVersion } from './version.ts';

const OPTIONS = [
  { short: 'A', long: 'auth', argument: 'METHOD' }, { long: 'auth-host', argument: 'METHOD' }, { long: 'auth-local', argument: 'METHOD' }, { short: 'D', long: 'pgdata', argument: 'DATADIR' },
  { short: 'E', long: 'encoding', argument: 'ENCODING' }, { long: 'locale', argument: 'LOCALE' }, { short: 'U', long: 'username', argument: 'NAME' }, { short: 'W', long: 'pwprompt' }, { long: 'pwfile', argument: 'FILE' },
  { short: 'k', long: 'data-checksums' }, { short: 'N', long: 'no-sync' }, { long: 'nosync' }, { short: 'X', long: 'waldir', argument: 'WALDIR' }, { short: 'V', long: 'version' }, { long: 'no-instructions' }, { long: 'locale-provider', argument: 'P' }, { long: 'icu-locale', argument: 'L' }, { long: 'lc-collate', argument: 'L' }, { long: 'lc-ctype', argument: 'L' }, { long: 'wal-segsize', argument: 'N' },
];

const SUBDIRECTORIES = ['base', 'base/1', 'base/4', 'base/5', 'global', 'pg_commit_ts', 'pg_dynshmem', 'pg_logical', 'pg_multixact', 'pg_notify', 'pg_replslot', 'pg_serial', 'pg_snapshots', 'pg_stat', 'pg_stat_tmp', 'pg_subtrans', 'pg_tblspc', 'pg_twophase', 'pg_wal', 'pg_xact'];

function accessFile(local: string, host: string): string {
  const row = (type: string, address: string, method: string): string => `${type.padEnd(8)}all             all             ${address.padEnd(24)}${method}`;
  return `# PostgreSQL Client Authentication Configuration File\n# TYPE  DATABASE        USER            ADDRESS                 METHOD\n\n# "local" is for Unix domain socket connections only\n${row('local', '', local)}\n# IPv4 local connections:\n${row('host', '127.0.0.1/32', host)}\n# IPv6 local connections:\n${row('host', '::1/128', host)}\n`;
}

function configuration(): string {
  return "# PostgreSQL configuration file\nlisten_addresses = '*'\n#port = 5432\t\t\t\t# (change requires restart)\nmax_connections = 100\t\t\t# (change requires restart)\nshared_buffers = 128MB\t\t\t# min 128kB\ndynamic_shared_memory_type = posix\t# the default is usually the first option\nmax_wal_size = 1GB\nmin_wal_size = 80MB\nlog_timezone = 'Etc/UTC'\ndatestyle = 'iso, mdy'\ntimezone = 'Etc/UTC'\nlc_messages = 'en_US.utf8'\ndefault_text_search_config = 'pg_catalog.english'\n";
}

export const initdb: Program = {
  name: 'initdb',
  *main(proc) {
    let options: ParsedOptions;
    try {
      options = parseOptions(proc.argv.slice(1), OPTIONS);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      yield* proc.write(2, `initdb: ${error.message}\ninitdb: hint: Try "initdb --help" for more information.\n`);
      return 1;
    }
    if (options.has('version')) {
      yield* proc.write(1, `initdb (PostgreSQL) ${longVersion(proc)}\n`);
      return 0;
    }
    const { fs, credentials } = proc;
    if (credentials.uid === 0) {
      yield* proc.write(2, 'initdb: error: cannot be run as root\ninitdb: hint: Please log in (using, e.g., "su") as the (unprivileged) user that will own the server process.\n');
      return 1;
    }
    const directory = options.value('pgdata') ?? options.operands[0] ?? proc.env.get('PGDATA');
    if (directory === undefined) {
      yield* proc.write(2, 'initdb: error: no data directory specified\ninitdb: hint: You must identify the directory where the data for this database system will reside.  Do this with either the invocation option -D or the environment variable PGDATA.\n');
      return 1;
    }
    const owner = findUser(fs, credentials.uid)?.name ?? String(credentials.uid);
    const user = options.value('username') ?? owner;
    const passwordFile = options.value('pwfile');
    let password: string | undefined;
    try {
      if (passwordFile !== undefined) password = fs.readText(passwordFile).split('\n')[0] ?? '';
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(2, `initdb: error: could not open file "${passwordFile}" for reading: ${error.message}\n`);
      return 1;
    }
    const checksums = Number(majorVersion(proc)) >= 18 || options.has('data-checksums');
    yield* proc.write(1, `The files belonging to this database system will be owned by user "${owner}".\nThis user must also own the server process.\n\nThe database cluster will be initialized with locale "en_US.utf8".\nThe default database encoding has accordingly been set to "UTF8".\nThe default text search configuration will be set to "english".\n\nData page checksums are ${checksums ? 'enabled' : 'disabled'}.\n\n`);
    const exists = fs.exists(directory);
    if (exists && fs.readdir(directory).length > 0) {
      yield* proc.write(2, `initdb: error: directory "${directory}" exists but is not empty\ninitdb: hint: If you want to create a new database system, either remove or empty the directory "${directory}" or run initdb with an argument other than "${directory}".\n`);
      return 1;
    }
    const local = options.value('auth-local') ?? options.value('auth') ?? 'trust';
    const host = options.value('auth-host') ?? options.value('auth') ?? 'trust';
    const step = function* (text: string, nanoseconds: number) {
      yield* proc.write(1, `${text} ... `);
      yield* proc.sleep(nanoseconds);
      yield* proc.write(1, text.startsWith('selecting') ? '' : 'ok\n');
    };
    try {
      yield* step(exists ? `fixing permissions on existing directory ${directory}` : `creating directory ${directory}`, 1_000_000);
      fs.mkdirs(directory);
      fs.chmod(directory, 0o700);
      yield* step('creating subdirectories', 2_000_000);
      for (const name of SUBDIRECTORIES) fs.mkdirs(`${directory}/${name}`, 0o700);
      for (const [what, chosen] of [['dynamic shared memory implementation', 'posix'], ['default "max_connections"', '100'], ['default "shared_buffers"', '128MB'], ['default time zone', 'Etc/UTC']]) {
        yield* step(`selecting ${what}`, 20_000_000);
        yield* proc.write(1, `${chosen}\n`);
      }
      yield* step('creating configuration files', 2_000_000);
      const file = (name: string, text: string): void => fs.writeFile(`${directory}/${name}`, text, 0o600);
      file('PG_VERSION', `${majorVersion(proc)}\n`);
      file('postgresql.conf', configuration());
      file('postgresql.auto.conf', '# Do not edit this file manually!\n# It will be overwritten by the ALTER SYSTEM command.\n');
      file('pg_hba.conf', accessFile(local, host));
      file('pg_ident.conf', '# PostgreSQL User Name Maps\n');
      yield* step('running bootstrap script', 250_000_000);
      const storage = new JsonStorage(fs, directory);
      const cluster = new Cluster(storage);
      cluster.addRole(user, { login: true, superuser: true, createDb: true, createRole: true, password: password === undefined || password === '' ? null : hashPassword(password, proc.random('postgres')) });
      cluster.addDatabase('template1', user, { oid: 1, template: true });
      cluster.addDatabase('template0', user, { oid: 4, template: true });
      cluster.addDatabase('postgres', user, { oid: 5 });
      storage.saveGlobals(cluster);
      file('global/pg_control', JSON.stringify({ state: 'shut down', time: `${strftime('%Y-%m-%d %H:%M:%S', proc.realtime())} UTC` }));
      yield* step('performing post-bootstrap initialization', 500_000_000);
      yield* step('syncing data to disk', 200_000_000);
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(2, `\ninitdb: error: could not access directory "${directory}": ${error.message}\n`);
      return 1;
    }
    yield* proc.write(1, `\n`);
    if (local === 'trust' || host === 'trust') yield* proc.write(2, 'initdb: warning: enabling "trust" authentication for local connections\ninitdb: hint: You can change this by editing pg_hba.conf or using the option -A, or --auth-local and --auth-host, the next time you run initdb.\n');
    if (!options.has('no-instructions')) yield* proc.write(1, `\nSuccess. You can now start the database server using:\n\n    pg_ctl -D ${directory} -l logfile start\n\n`);
    return 0;
  },
};
