/** docker-entrypoint.sh of the mysql and mariadb images: initialises, makes root's password, a database and a user, runs the init files. */
import { isSysError } from '../../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { findUser, groupIds } from '../../accounts.ts';
import { strftime } from '../../dates.ts';
import { findExecutable } from '../../run-command.ts';
import { secretFromFile } from '../secret.ts';
import { flavourOf } from './flavour.ts';

const DATA = '/var/lib/mysql';

export const mysqlEntrypoint: Program = {
  name: 'mysql-entrypoint',
  *main(proc) {
    let command = proc.argv.slice(1);
    const server = flavourOf(proc).mariadb ? 'mariadbd' : 'mysqld';
    if (command[0]?.startsWith('-')) command = [server, ...command];
    if (['mysqld', 'mariadbd'].includes(command[0] ?? '') && !command.some((word) => ['--version', '-V', '--help', '--verbose'].includes(word))) {
      const code = yield* prepare(proc, command[0] ?? server, command.slice(1));
      if (code !== 0) return code;
    }
    const path = findExecutable(proc, command[0] ?? '');
    if (path !== undefined) return yield* proc.exec(path, command);
    yield* proc.write(2, `${proc.argv[0]}: exec: ${command[0]}: not found\n`);
    return 127;
  },
};

function* note(proc: Proc, text: string, level = 'Note'): Sys<void> {
  yield* proc.write(level === 'Note' ? 1 : 2, `${strftime('%Y-%m-%d %H:%M:%S', proc.realtime())}+00:00 [${level}] [Entrypoint]: ${text}\n`);
}

function* prepare(proc: Proc, server: string, args: readonly string[]): Sys<number> {
  const { env, fs } = proc;
  const { mariadb, version, socket } = flavourOf(proc);
  const read = (name: string): string => env.get(`MARIADB_${name}`) || env.get(`MYSQL_${name}`) || '';
  for (const name of ['ROOT_PASSWORD', 'DATABASE', 'USER', 'PASSWORD']) {
    const problem = secretFromFile(proc, `MYSQL_${name}`) ?? (mariadb ? secretFromFile(proc, `MARIADB_${name}`) : undefined);
    if (problem === undefined) continue;
    yield* note(proc, problem, 'ERROR');
    return 1;
  }
  const greeting = `Entrypoint script for ${mariadb ? `MariaDB Server ${env.get('MARIADB_VERSION') ?? version}` : `MySQL Server ${env.get('MYSQL_VERSION') ?? version}`} started.`;
  yield* note(proc, greeting);
  const owner = findUser(fs, 'mysql');
  try {
    if (proc.credentials.uid === 0 && owner) {
      for (const folder of [DATA, socket.slice(0, socket.lastIndexOf('/'))]) {
        fs.mkdirs(folder);
        fs.chown(folder, owner.uid, owner.gid);
      }
      yield* note(proc, "Switching to dedicated user 'mysql'");
      proc.setCredentials({ uid: owner.uid, gid: owner.gid, groups: groupIds(fs, owner) });
      yield* note(proc, greeting);
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* proc.write(2, `chown: changing ownership of '${DATA}': ${error.message}\n`);
    return 1;
  }
  if (fs.exists(`${DATA}/global`)) return 0;
  const password = read('ROOT_PASSWORD');
  const random = read('RANDOM_ROOT_PASSWORD') !== '';
  if (password === '' && !random && read('ALLOW_EMPTY_PASSWORD') === '' && read('ALLOW_EMPTY_ROOT_PASSWORD') === '') {
    yield* note(proc, `Database is uninitialized and password option is not specified\n${mariadb ? '\tYou need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD' : '    You need to specify one of the following as an environment variable:\n    - MYSQL_ROOT_PASSWORD\n    - MYSQL_ALLOW_EMPTY_PASSWORD\n    - MYSQL_RANDOM_ROOT_PASSWORD'}`, 'ERROR');
    return 1;
  }
  if (read('USER') === 'root') {
    yield* note(proc, 'MYSQL_USER="root", MYSQL_USER and MYSQL_PASSWORD are for configuring a regular user and cannot be used for the root user', 'ERROR');
    return 1;
  }
  yield* note(proc, 'Initializing database files');
  const path = findExecutable(proc, server) ?? server;
  const run = function* (program: string, argv: readonly string[]): Sys<number> {
    const status = yield* proc.wait(yield* proc.spawn({ path: findExecutable(proc, program) ?? program, argv: [program, ...argv] }));
    return status?.kind === 'exited' ? status.code : 1;
  };
  if ((yield* run(server, ['--initialize-insecure', `--datadir=${DATA}`])) !== 0) return 1;
  yield* note(proc, 'Database files initialized');
  yield* note(proc, 'Starting temporary server');
  const pid = yield* proc.spawn({ path, argv: [server, ...args, '--skip-networking'], setsid: true });
  for (let turns = 0; turns < 300 && !fs.exists(socket); turns++) yield* proc.sleep(100_000_000);
  yield* proc.sleep(100_000_000);
  yield* note(proc, 'Temporary server started.');
  const code = yield* fill(proc, run, mariadb ? 'mariadb' : 'mysql', read, password, random);
  if (code !== 0) return code;
  yield* proc.write(1, '\n');
  yield* note(proc, 'Stopping temporary server');
  proc.kill(pid, 'SIGTERM');
  yield* proc.wait(pid);
  yield* note(proc, 'Temporary server stopped');
  yield* proc.write(1, '\n');
  yield* note(proc, `${mariadb ? 'MariaDB' : 'MySQL'} init process done. Ready for start up.`);
  yield* proc.write(1, '\n');
  return 0;
}

/** Makes what the variables ask for, by statements through the client. */
function* fill(proc: Proc, run: (program: string, argv: readonly string[]) => Sys<number>, client: string, read: (name: string) => string, given: string, random: boolean): Sys<number> {
  const [database, user] = [read('DATABASE'), read('USER')];
  const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const password = random ? proc.random('mysql').hex(32) : given;
  if (random) yield* note(proc, `GENERATED ROOT PASSWORD: ${password}`);
  const statements = [`ALTER USER 'root'@'localhost' IDENTIFIED BY ${quote(password)}`];
  if (database !== '') {
    yield* note(proc, `Creating database ${database}`);
    statements.push(`CREATE DATABASE IF NOT EXISTS \`${database}\``);
  }
  if (user !== '' && read('PASSWORD') !== '') {
    yield* note(proc, `Creating user ${user}`);
    statements.push(`CREATE USER ${quote(user)}@'%' IDENTIFIED BY ${quote(read('PASSWORD'))}`);
    if (database !== '') {
      yield* note(proc, `Giving user ${user} access to schema ${database}`);
      statements.push(`GRANT ALL ON \`${database}\`.* TO ${quote(user)}@'%'`);
    }
  } else if (user !== '') yield* note(proc, 'MYSQL_USER specified, but missing MYSQL_PASSWORD; MYSQL_USER will not be created', 'Warn');
  const made = yield* run(client, ['-uroot', '-e', `${statements.slice(1).join('; ')}; ${statements[0]}`]);
  if (made !== 0) return made;
  const folder = '/docker-entrypoint-initdb.d';
  for (const name of proc.fs.exists(folder) ? proc.readdir(folder).map((entry) => entry.name).sort() : []) {
    const path = `${folder}/${name}`;
    yield* proc.write(1, '\n');
    if (!name.endsWith('.sql') && !name.endsWith('.sh')) {
      yield* note(proc, `${proc.argv[0]}: ignoring ${path}`, 'Warn');
      continue;
    }
    yield* note(proc, `${proc.argv[0]}: running ${path}`);
    proc.env.set('MYSQL_PWD', password);
    const code = name.endsWith('.sh') ? yield* run('bash', [path]) : yield* run(client, ['-uroot', ...(database === '' ? [] : ['-D', database]), '-e', proc.readText(path)]);
    proc.env.delete('MYSQL_PWD');
    if (code !== 0) return code;
  }
  return 0;
}
