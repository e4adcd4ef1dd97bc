import { beforeAll, describe, expect, test } from 'vitest';
import { makeBox, type Box, type Service } from '../box.ts';

const ENV = { PGDATA: '/var/lib/postgresql/data', PG_VERSION: '16.10-1.pgdg12+1', POSTGRES_PASSWORD: 'pw' };
const VERSIONS = Object.fromEntries(['postgres', 'initdb', 'pg_ctl', 'psql', 'pg_isready', 'pg_dump', 'createdb'].map((name) => [name, '16.10']));

async function postgresBox(): Promise<Box> {
  const box = await makeBox(VERSIONS);
  box.fs.appendFile('/etc/passwd', 'postgres:x:999:999::/var/lib/postgresql:/bin/bash\n');
  box.fs.appendFile('/etc/group', 'postgres:x:999:\n');
  box.fs.mkdirs('/docker-entrypoint-initdb.d');
  return box;
}

describe('postgres', () => {
  let box: Box;
  let server: Service;
  const sql = (text: string, more = '') => box.run(`psql -U postgres ${more} -c "${text.replaceAll('"', '\\"')}"`, { env: ENV });

  beforeAll(async () => {
    box = await postgresBox();
    server = box.start('postgres-entrypoint postgres', ENV, 8);
  });

  test('initialises, logs as it does, and is ready', () => {
    expect(server.output).toContain('fixing permissions on existing directory /var/lib/postgresql/data ... ok\n');
    expect(server.output).toContain(' done\nserver started\n');
    expect(server.output).toContain('PostgreSQL init process complete; ready for start up.\n');
    expect(server.output).toMatch(/UTC \[\d+\] LOG: {2}starting PostgreSQL 16\.10 \(Debian 16\.10-1\.pgdg12\+1\) on x86_64-pc-linux-gnu/);
    expect(server.output.match(/database system is ready to accept connections/g)).toHaveLength(2);
    expect(box.run('pg_isready').stdout).toBe('/var/run/postgresql:5432 - accepting connections\n');
  });

  test('create, insert, select', () => {
    expect(box.run("psql -U postgres -c 'create table t(x int)' -c 'insert into t values (42)'").stdout).toBe('CREATE TABLE\nINSERT 0 1\n');
    expect(sql('select x from t', '-At').stdout).toBe('42\n');
    expect(sql('select 40 + 2', '-At').stdout).toBe('42\n');
  });

  test('a table as psql prints it', () => {
    sql(
      'create table users (id serial primary key, name varchar(20) not null, score numeric(5,2), active boolean default true, created timestamp default now())',
    );
    expect(sql("insert into users (name, score) values ('Ann', 1.5), ('Bob', null), ('Zoë', 12)").stdout).toBe('INSERT 0 3\n');
    expect(sql('select id, name, score, active from users order by name desc').stdout).toBe(
      ' id | name | score | active \n----+------+-------+--------\n  3 | Zoë  | 12.00 | t\n  2 | Bob  |       | t\n  1 | Ann  |  1.50 | t\n(3 rows)\n\n',
    );
    expect(sql('select count(*), avg(score)::numeric(5,2) as mean, max(name) from users where score > 1').stdout).toBe(
      ' count | mean | max \n-------+------+-----\n     2 | 6.75 | Zoë\n(1 row)\n\n',
    );
    expect(sql("update users set score = score + 1 where name = 'Ann' returning score", '-At').stdout).toBe('2.50\nUPDATE 1\n');
    expect(box.run("psql -U postgres -c '\\d users'").stdout).toContain(
      " id      | integer                     |           | not null | nextval('users_id_seq'::regclass)\n",
    );
    expect(box.run("psql -U postgres -c '\\dt'").stdout).toContain(
      '         List of relations\n Schema | Name  | Type  |  Owner   \n--------+-------+-------+----------\n public | t     | table | postgres\n',
    );
  });

  test('joins and groups', () => {
    sql('create table orders (id serial primary key, user_id int references users(id) on delete cascade, amount int)');
    sql('insert into orders (user_id, amount) values (1, 10), (1, 20), (2, 5)');
    expect(
      sql(
        'select u.name, sum(o.amount) as total from users u left join orders o on o.user_id = u.id group by u.name order by total desc nulls last, u.name',
        '-At',
      ).stdout,
    ).toBe('Ann|30\nBob|5\nZoë|\n');
    expect(sql('insert into orders (user_id, amount) values (99, 1)').stderr).toBe(
      'ERROR:  insert or update on table "orders" violates foreign key constraint "orders_user_id_fkey"\nDETAIL:  Key (user_id)=(99) is not present in table "users".\n',
    );
    expect(sql('delete from users where id = 2', '-q').code).toBe(0);
    expect(sql('select count(*) from orders', '-At').stdout).toBe('2\n');
  });

  test('errors point at the place', () => {
    const result = sql('select * from nope');
    expect(result.stderr).toBe('ERROR:  relation "nope" does not exist\nLINE 1: select * from nope\n                      ^\n');
    expect(result.code).toBe(1);
    expect(sql('selec 1').stderr).toBe('ERROR:  syntax error at or near "selec"\nLINE 1: selec 1\n        ^\n');
    expect(sql('with a as (select 1) select * from a').stderr).toContain('ERROR:  WITH is not simulated here\n');
    expect(sql("insert into users (id, name) values (1, 'again')").stderr).toBe(
      'ERROR:  duplicate key value violates unique constraint "users_pkey"\nDETAIL:  Key (id)=(1) already exists.\n',
    );
    expect(server.output).toContain('ERROR:  relation "nope" does not exist at character 15\n');
    expect(server.output).toContain('STATEMENT:  select * from nope\n');
  });

  test('transactions are seen by others when they commit', () => {
    const script =
      'begin;\ninsert into t values (1);\nselect count(*) from t;\nrollback;\nselect count(*) from t;\nbegin; insert into t values (2); commit;\nselect count(*) from t;\n';
    expect(box.run('psql -U postgres -At', { stdin: script }).stdout).toBe('BEGIN\nINSERT 0 1\n2\nROLLBACK\n1\nBEGIN\nINSERT 0 1\nCOMMIT\n2\n');
  });

  test('a second writer waits for the first', () => {
    const first = box.start(`psql -U postgres -c "begin" -c "update t set x = 100" -c "select pg_sleep(2)" -c "commit"`);
    const before = box.kernel.now();
    expect(sql('update t set x = x + 1').stdout).toBe('UPDATE 2\n');
    expect(box.kernel.now() - before).toBeGreaterThan(1e9);
    expect(first.output).toContain('COMMIT');
    expect(sql('select x from t limit 1', '-At').stdout).toBe('101\n');
  });

  test('asks for the password over TCP and refuses a wrong one', () => {
    expect(box.run('psql -h localhost -U postgres -At -c "select 1"')).toEqual({ code: 0, stderr: '', stdout: '1\n' });
    box.file('/var/lib/postgresql/data/pg_hba.conf', 'local all all trust\nhost all all all scram-sha-256\n');
    expect(box.run('psql -h 127.0.0.1 -U postgres -w -c "select 1"').stderr).toBe(
      'psql: error: connection to server at "127.0.0.1", port 5432 failed: fe_sendauth: no password supplied\n',
    );
    expect(box.run('psql -h localhost -U postgres -At -c "select current_user"', { env: { PGPASSWORD: 'pw' } }).stdout).toBe('postgres\n');
    const wrong = box.run('psql -h localhost -U postgres -c "select 1"', { env: { PGPASSWORD: 'no' } });
    expect(wrong.stderr).toBe(
      'psql: error: connection to server at "localhost" (::1), port 5432 failed: FATAL:  password authentication failed for user "postgres"\n',
    );
    expect(wrong.code).toBe(2);
    expect(server.output).toContain('DETAIL:  Connection matched file "/var/lib/postgresql/data/pg_hba.conf" line 2: "host all all all scram-sha-256"\n');
  });

  test('roles, databases and privileges', () => {
    expect(sql("create user app password 'secret'").stdout).toBe('CREATE ROLE\n');
    expect(sql('create database shop owner app').stdout).toBe('CREATE DATABASE\n');
    expect(box.run('psql -U app -d shop -At -c "select current_user, current_database()"').stdout).toBe('app|shop\n');
    expect(box.run('psql -U app -d postgres -c "select * from t"').stderr).toBe('ERROR:  permission denied for table t\n');
    sql('grant select on t to app');
    expect(box.run('psql -U app -d postgres -At -c "select count(*) from t"').stdout).toBe('2\n');
    expect(box.run('psql -U nobody2').stderr).toBe(
      'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  role "nobody2" does not exist\n',
    );
    expect(box.run('psql -U postgres -l').stdout).toContain(' shop      | app      | UTF8     | libc            | en_US.utf8 |');
    expect(sql('drop database shop').stdout).toBe('DROP DATABASE\n');
  });

  test('an interactive session', () => {
    const screen = box.typed('psql -U postgres', ['select 1 as one;\r', '\\q\r']);
    expect(screen).toContain(
      'psql (16.10, server 16.10 (Debian 16.10-1.pgdg12+1))\nType "help" for help.\n\npostgres=# select 1 as one;\n one \n-----\n   1\n(1 row)\n\npostgres=# \\q\n',
    );
  });

  test('pg_dump makes what psql reads', () => {
    expect(
      box.run(
        'createdb -U postgres copy; pg_dump -U postgres postgres > /tmp/dump.sql; psql -q -U postgres -d copy -f /tmp/dump.sql; psql -U postgres -d copy -At -c "select name from users order by 1"',
      ).stdout,
    ).toBe('Ann\nZoë\n');
  });

  test('stops on SIGINT with code 0, and keeps its data', () => {
    expect(server.stop('SIGINT')).toBe(0);
    expect(server.output).toMatch(/LOG: {2}received fast shutdown request\n.*LOG: {2}aborting any active transactions\n/);
    expect(server.output).toMatch(/LOG: {2}database system is shut down\n$/);
    expect(box.run('psql -U postgres -c "select 1"').stderr).toBe(
      'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket?\n',
    );
    const again = box.start('postgres-entrypoint postgres', ENV, 2);
    expect(again.output).toContain('PostgreSQL Database directory appears to contain a database; Skipping initialization\n');
    expect(box.run('psql -U postgres -At -c "select count(*) from users"').stdout).toBe('2\n');
    expect(again.stop('SIGTERM')).toBe(0);
  });
});

test('the entrypoint wants a password, runs init files and reads secrets', async () => {
  const box = await postgresBox();
  const refused = box.run('postgres-entrypoint postgres', { env: { PGDATA: ENV.PGDATA } });
  expect(refused.stderr).toContain('Error: Database is uninitialized and superuser password is not specified.\n');
  expect(refused.code).toBe(1);
  box.file('/docker-entrypoint-initdb.d/01.sql', 'create table seed (a int);\ninsert into seed values (7);\n');
  box.file('/run/secrets/pw', 's\n');
  const server = box.start(
    'postgres-entrypoint postgres',
    { PGDATA: ENV.PGDATA, POSTGRES_PASSWORD_FILE: '/run/secrets/pw', POSTGRES_USER: 'me', POSTGRES_DB: 'shop' },
    8,
  );
  expect(server.output).toContain('running /docker-entrypoint-initdb.d/01.sql\nCREATE TABLE\nINSERT 0 1\n');
  expect(box.run('psql -U me -d shop -At -c "select a from seed"').stdout).toBe('7\n');
});
