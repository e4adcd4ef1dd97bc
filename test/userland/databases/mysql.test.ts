import { beforeAll, describe, expect, test } from 'vitest';
import { makeBox, type Box, type Service } from '../box.ts';

const ENV = { MYSQL_ROOT_PASSWORD: 'pw', MYSQL_DATABASE: 'shop', MYSQL_USER: 'app', MYSQL_PASSWORD: 'secret', MYSQL_VERSION: '8.4.6' };

describe('mysqld', () => {
  let box: Box;
  let server: Service;
  const sql = (text: string, more = '-uroot', password = 'pw') =>
    box.run(`mysql ${more} -e "${text}"`, { env: { MYSQL_PWD: password, MYSQL_VERSION: '8.4.6' } });

  beforeAll(async () => {
    box = await makeBox();
    box.fs.appendFile('/etc/passwd', 'mysql:x:999:999::/var/lib/mysql:/bin/bash\n');
    box.fs.appendFile('/etc/group', 'mysql:x:999:\n');
    server = box.start('mysql-entrypoint mysqld', ENV, 12);
  });

  test('initialises and is ready', () => {
    expect(server.output).toContain('[Note] [Entrypoint]: Creating database shop\n');
    expect(server.output).toContain('[Note] [Entrypoint]: MySQL init process done. Ready for start up.\n');
    expect(server.output).toMatch(
      /ready for connections\. Version: '8\.4\.6' {2}socket: '\/var\/run\/mysqld\/mysqld\.sock' {2}port: 3306 {2}MySQL Community Server - GPL\.\n$/,
    );
  });

  test('shows databases and keeps tables', () => {
    expect(sql('show databases').stdout).toBe('Database\ninformation_schema\nmysql\nperformance_schema\nshop\nsys\n');
    expect(
      sql(
        "create table t (id int auto_increment primary key, name varchar(20)); insert into t (name) values ('a'), ('b'); select * from t",
        '-uapp shop',
        'secret',
      ).stdout,
    ).toBe('id\tname\n1\ta\n2\tb\n');
    expect(box.run('mysql -uroot -t shop -e "select id, name from t where id = 2"', { env: { MYSQL_PWD: 'pw' } }).stdout).toBe(
      '+----+------+\n| id | name |\n+----+------+\n|  2 | b    |\n+----+------+\n',
    );
    expect(sql('select * from nope', '-uroot shop').stderr).toBe("ERROR 1146 (42S02) at line 1: Table 'shop.nope' doesn't exist\n");
  });

  test('checks passwords', () => {
    expect(box.run('mysql -uroot -pwrong -e "select 1"').stderr).toBe(
      "mysql: [Warning] Using a password on the command line interface can be insecure.\nERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)\n",
    );
    expect(box.run('mysql -h 127.0.0.1 -uapp -psecret -N -e "select database()" shop').stdout).toBe('shop\n');
    expect(box.run('mysqladmin ping').stdout).toBe('mysqld is alive\n');
  });

  test('stops with code 0', () => {
    expect(server.stop('SIGTERM')).toBe(0);
    expect(server.output).toContain('Received SHUTDOWN from user <via user signal>. Shutting down mysqld (Version: 8.4.6).\n');
    expect(sql('select 1').stderr).toBe("ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)\n");
  });
});
