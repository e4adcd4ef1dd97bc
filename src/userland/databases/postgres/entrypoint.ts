/** docker-entrypoint.sh of the postgres images: drops root, makes the cluster at the first start, runs the init files, then the command. */
import { isSysError } from '../../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { findUser, groupIds } from '../../accounts.ts';
import { findExecutable } from '../../run-command.ts';
import { secretFromFile } from '../secret.ts';

export const postgresEntrypoint: Program = {
  name: 'postgres-entrypoint',
  *main(proc) {
    let command = proc.argv.slice(1);
    if (command[0]?.startsWith('-')) command = ['postgres', ...command];
    if (command[0] === 'postgres' && !command.some((word) => ['-?', '--help', '--describe-config', '-V', '--version'].includes(word))) {
      const code = yield* prepare(proc, command);
      if (code !== 0) return code;
    }
    const path = find(proc, command[0] ?? '');
    if (path === undefined) {
      yield* proc.write(2, `${proc.argv[0]}: exec: ${command[0]}: not found\n`);
      return 127;
    }
    return yield* proc.exec(path, command);
  },
};

/** By PATH, else among the versions that are installed, as Debian's pg_wrapper does. */
function find(proc: Proc, name: string): string | undefined {
  const versions = '/usr/lib/postgresql';
  const installed = proc.fs.exists(versions) ? proc.readdir(versions).map((entry) => `${versions}/${entry.name}/bin/${name}`) : [];
  return findExecutable(proc, name) ?? installed.find((path) => proc.access(path, 1));
}

/** Runs a program to its end; its exit code. */
function* runProgram(proc: Proc, argv: readonly string[]): Sys<number> {
  const path = find(proc, argv[0] ?? '');
  if (path === undefined) {
    yield* proc.write(2, `${proc.argv[0]}: ${argv[0]}: command not found\n`);
    return 127;
  }
  const pid = yield* proc.spawn({ path, argv });
  const status = yield* proc.wait(pid);
  return status?.kind === 'exited' ? status.code : 1;
}

function* prepare(proc: Proc, command: readonly string[]): Sys<number> {
  const { env, fs } = proc;
  const data = env.get('PGDATA') ?? '/var/lib/postgresql/data';
  for (const name of ['POSTGRES_PASSWORD', 'POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_INITDB_ARGS']) {
    const problem = secretFromFile(proc, name);
    if (problem === undefined) continue;
    yield* proc.write(2, `${proc.argv[0]}: ${problem}\n`);
    return 1;
  }
  const owner = findUser(fs, 'postgres');
  try {
    fs.mkdirs(data);
    if (proc.credentials.uid === 0 && owner) {
      own(proc, data, owner.uid, owner.gid);
      fs.chmod(data, 0o700);
      fs.mkdirs('/var/run/postgresql');
      fs.chown('/var/run/postgresql', owner.uid, owner.gid);
      // What gosu does: become the user, keep the rest.
      env.set('HOME', owner.home);
      proc.setCredentials({ uid: owner.uid, gid: owner.gid, groups: groupIds(fs, owner) });
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* proc.write(2, `chown: changing ownership of '${data}': ${error.message}\n`);
    return 1;
  }
  if (fs.exists(`${data}/PG_VERSION`)) {
    yield* proc.write(1, '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n');
    return 0;
  }
  return yield* initialize(proc, data, command);
}

function own(proc: Proc, path: string, uid: number, gid: number): void {
  const stat = proc.lstat(path);
  if (stat.uid !== uid) proc.fs.chown(path, uid, gid, { noFollow: true });
  if (stat.kind === 'directory') for (const entry of proc.readdir(path)) own(proc, `${path}/${entry.name}`, uid, gid);
}

const NO_PASSWORD = `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
`;

function* initialize(proc: Proc, data: string, command: readonly string[]): Sys<number> {
  const { env, fs } = proc;
  const password = env.get('POSTGRES_PASSWORD') ?? '';
  const method = env.get('POSTGRES_HOST_AUTH_METHOD') || 'scram-sha-256';
  if (password === '' && method !== 'trust') {
    yield* proc.write(2, NO_PASSWORD);
    return 1;
  }
  if (method === 'trust') yield* proc.write(2, '********************************************************************************\nWARNING: POSTGRES_HOST_AUTH_METHOD has been set to "trust". This will allow\n         anyone with access to the Postgres port to access your database without\n         a password, even if POSTGRES_PASSWORD is set. See PostgreSQL\n         documentation about "trust":\n         https://www.postgresql.org/docs/current/auth-trust.html\n         In Docker\'s default configuration, this is effectively any other\n         container on the same system.\n\n         It is not recommended to use POSTGRES_HOST_AUTH_METHOD=trust. Replace\n         it with "-e POSTGRES_PASSWORD=password" instead to set a password in\n         "docker run".\n********************************************************************************\n');
  const user = env.get('POSTGRES_USER') || 'postgres';
  const database = env.get('POSTGRES_DB') || user;
  const passwordFile = `/tmp/initdb.${proc.pid}`;
  fs.writeFile(passwordFile, `${password}\n`, 0o600);
  const extra = (env.get('POSTGRES_INITDB_ARGS') ?? '').split(/\s+/).filter((word) => word !== '');
  const made = yield* runProgram(proc, ['initdb', '-D', data, `--username=${user}`, `--pwfile=${passwordFile}`, ...extra]);
  fs.removeAll(passwordFile);
  if (made !== 0) return made;
  fs.appendFile(`${data}/pg_hba.conf`, `\nhost all all all ${method}\n`);
  const settings = command.slice(1).map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ');
  yield* proc.write(1, '\n');
  const started = yield* runProgram(proc, ['pg_ctl', '-D', data, '-o', `${settings} -c listen_addresses='' -p 5432`, '-w', 'start']);
  if (started !== 0) return started;
  if (database !== 'postgres') {
    const code = yield* runProgram(proc, ['psql', '-v', 'ON_ERROR_STOP=1', '--username', user, '--no-password', '--no-psqlrc', '--dbname', 'postgres', '-c', `CREATE DATABASE "${database}"`]);
    if (code !== 0) return code;
    yield* proc.write(1, '\n');
  }
  const ran = yield* initFiles(proc, user, database);
  if (ran !== 0) return ran;
  const stopped = yield* runProgram(proc, ['pg_ctl', '-D', data, '-m', 'fast', '-w', 'stop']);
  if (stopped !== 0) return stopped;
  yield* proc.write(1, '\nPostgreSQL init process complete; ready for start up.\n\n');
  return 0;
}

function* initFiles(proc: Proc, user: string, database: string): Sys<number> {
  const folder = '/docker-entrypoint-initdb.d';
  const me = proc.argv[0] ?? '';
  yield* proc.write(1, '\n');
  const names = proc.fs.exists(folder) ? proc.readdir(folder).map((entry) => entry.name).sort() : [];
  const psql = ['psql', '-v', 'ON_ERROR_STOP=1', '--username', user, '--no-password', '--no-psqlrc', '--dbname', database];
  if (names.length === 0) yield* proc.write(1, `${me}: ignoring ${folder}/*\n\n`);
  for (const name of names) {
    const path = `${folder}/${name}`;
    let code = 0;
    if (name.endsWith('.sh')) {
      const runs = proc.access(path, 1);
      yield* proc.write(1, `${me}: ${runs ? 'running' : 'sourcing'} ${path}\n`);
      code = yield* runProgram(proc, runs ? [path] : ['bash', path]);
    } else if (name.endsWith('.sql')) {
      yield* proc.write(1, `${me}: running ${path}\n`);
      code = yield* runProgram(proc, [...psql, '-f', path]);
      yield* proc.write(1, '\n');
    } else if (/\.sql\.(gz|xz|zst)$/.test(name)) {
      yield* proc.write(2, `${me}: ${path}: compressed init files are not simulated here\n`);
      code = 1;
    } else yield* proc.write(1, `${me}: ignoring ${path}\n`);
    yield* proc.write(1, '\n');
    if (code !== 0) return code;
  }
  return 0;
}
