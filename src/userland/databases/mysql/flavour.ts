/** What tells MySQL and MariaDB apart. */
import type { Proc } from '../../../kernel/sys.ts';

export interface Flavour { readonly mariadb: boolean; readonly version: string; readonly comment: string; readonly socket: string }

export function flavourOf(proc: Proc): Flavour {
  const mariadb = proc.env.has('MARIADB_VERSION') || /mariadb/.test(proc.exe);
  const version = /\d+\.\d+\.\d+/.exec(proc.env.get(mariadb ? 'MARIADB_VERSION' : 'MYSQL_VERSION') ?? proc.variant)?.[0] ?? (mariadb ? '12.0.2' : '8.4.6');
  return mariadb ? { mariadb, version: `${version}-MariaDB-ubu2404`, comment: 'mariadb.org binary distribution', socket: '/run/mysqld/mysqld.sock' } : { mariadb, version, comment: 'MySQL Community Server - GPL', socket: '/var/run/mysqld/mysqld.sock' };
}
