/** mysql and mariadb, the clients; mysqladmin ping. */
import { isSysError } from '../../../kernel/errno.ts';
import { resolve, ResolveError } from '../../../kernel/net/resolver.ts';
import { Lines } from '../../../kernel/stdio.ts';
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { findUser } from '../../accounts.ts';
import { splitStatements } from '../sql/lexer.ts';
import { flavourOf } from './flavour.ts';
import { nativePassword, PacketStream, PacketWriter, type PacketReader } from './packets.ts';

interface Options { host: string; port: number; user: string; password: string | undefined; ask: boolean; database: string; execute: string | undefined; batch: boolean; headers: boolean; words: string[] }

interface Answer { readonly columns?: { name: string; numeric: boolean }[]; readonly rows: (string | null)[][]; readonly affected: number; readonly error?: string }

export const mysql: Program = { name: 'mysql', main: (proc) => client(proc) };
export const mariadb: Program = { name: 'mariadb', main: (proc) => client(proc) };
export const mysqladmin: Program = { name: 'mysqladmin', main: (proc) => admin(proc) };
export const mysqldump: Program = {
  name: 'mysqldump',
  *main(proc) {
    yield* proc.write(2, 'mysqldump: dumping is not simulated here\n');
    return 1;
  },
};

function* parse(proc: Proc): Sys<Options | undefined> {
  const options: Options = { host: proc.env.get('MYSQL_HOST') ?? 'localhost', port: 3306, user: findUser(proc.fs, proc.credentials.uid)?.name ?? 'root', password: proc.env.get('MYSQL_PWD'), ask: false, database: '', execute: undefined, batch: !proc.isatty(1), headers: true, words: [] };
  const args = proc.argv.slice(1);
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const [, long, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const letter = long === undefined && /^-[a-zA-Z]/.test(arg) ? arg[1] : undefined;
    const given = (): string => (long === undefined ? (arg.length > 2 ? arg.slice(2) : (args[++i] ?? '')) : (value ?? args[++i] ?? ''));
    const key = long ?? letter;
    if (key === 'h' || key === 'host') options.host = given();
    else if (key === 'P' || key === 'port') options.port = Number(given());
    else if (key === 'u' || key === 'user') options.user = given();
    else if (key === 'p' || key === 'password') {
      if (letter === 'p' ? arg.length > 2 : value !== undefined) {
        options.password = letter === 'p' ? arg.slice(2) : value;
        if (!flavourOf(proc).mariadb) yield* proc.write(2, `${proc.argv[0]}: [Warning] Using a password on the command line interface can be insecure.\n`);
      } else options.ask = true;
    } else if (key === 'D' || key === 'database') options.database = given();
    else if (key === 'e' || key === 'execute') options.execute = given();
    else if (key === 'B' || key === 'batch' || key === 's' || key === 'silent') options.batch = true;
    else if (key === 'N' || key === 'skip-column-names') options.headers = false;
    else if (key === 't' || key === 'table') options.batch = false;
    else if (key === 'protocol' || key === 'socket' || key === 'S' || key === 'ssl-mode') given();
    else if (key === undefined) options.words.push(arg);
    else if (!['A', 'no-auto-rehash', 'skip-ssl', 'comments', 'silent'].includes(key)) {
      yield* proc.write(2, `${proc.argv[0]}: [ERROR] unknown option '${arg}'.\n`);
      return undefined;
    }
  }
  if (options.ask && options.password === undefined) {
    yield* proc.write(2, 'Enter password: ');
    const terminal = proc.isatty(0) ? proc.tcgetattr(0) : undefined;
    if (terminal) proc.tcsetattr(0, { ...terminal, echo: false });
    options.password = (yield* new Lines(proc, 0).next()) ?? '';
    if (terminal) {
      proc.tcsetattr(0, terminal);
      yield* proc.write(2, '\n');
    }
  }
  return options;
}

/** Connects; a text is the message of the failure. */
function* connect(proc: Proc, options: Options): Sys<PacketStream | string> {
  const { socket } = flavourOf(proc);
  let fd: number;
  if (options.host === 'localhost') {
    fd = proc.socket('unix', 'stream');
    try {
      yield* proc.connect(fd, { family: 'unix', path: socket });
    } catch (error) {
      if (!isSysError(error)) throw error;
      return `ERROR 2002 (HY000): Can't connect to local ${flavourOf(proc).mariadb ? 'server' : 'MySQL server'} through socket '${socket}' (${error.code === 'ENOENT' ? 2 : error.code === 'ECONNREFUSED' ? 111 : 13})`;
    }
  } else {
    fd = proc.socket('inet', 'stream');
    try {
      const address = (yield* resolve(proc, options.host)).find((each) => !each.includes(':')) ?? '';
      yield* proc.connect(fd, { family: 'inet', address, port: options.port });
    } catch (error) {
      if (error instanceof ResolveError) return `ERROR 2005 (HY000): Unknown MySQL server host '${options.host}' (-2)`;
      if (!isSysError(error)) throw error;
      return `ERROR 2003 (HY000): Can't connect to MySQL server on '${options.host}:${options.port}' (${error.code === 'ECONNREFUSED' ? 111 : error.code === 'EHOSTUNREACH' ? 113 : 110})`;
    }
  }
  proc.setCloseOnExec(fd, true);
  const stream = new PacketStream(proc, fd);
  const hello = yield* stream.next();
  if (!hello) return 'ERROR 2013 (HY000): Lost connection to MySQL server at \'reading initial communication packet\', system error: 0';
  hello.int(1);
  hello.zero();
  hello.int(4);
  const first = hello.take(8);
  hello.take(19);
  const scramble = Uint8Array.from([...first, ...hello.take(12)]);
  const proof = nativePassword(options.password ?? '', scramble);
  yield* stream.send(new PacketWriter().int(0x000a_a20d, 4).int(16_777_216, 4).int(45, 1).raw(new Uint8Array(23)).zero(options.user).length(proof.length).raw(proof).zero(options.database).zero('mysql_native_password'));
  const answer = yield* stream.next();
  return !answer || answer.bytes[0] === 255 ? (answer ? errorText(answer) : 'ERROR 2013 (HY000): Lost connection to MySQL server') : stream;
}

function errorText(packet: PacketReader): string {
  packet.int(1);
  const number = packet.int(2);
  const state = new TextDecoder().decode(packet.take(6)).slice(1);
  return `ERROR ${number} (${state}): ${packet.rest()}`;
}

function* ask(stream: PacketStream, sql: string): Sys<Answer | undefined> {
  stream.sequence = 0;
  yield* stream.send(new PacketWriter().int(3, 1).raw(sql));
  const first = yield* stream.next();
  if (!first) return undefined;
  if (first.bytes[0] === 255) return { rows: [], affected: 0, error: errorText(first) };
  if (first.bytes[0] === 0) {
    first.int(1);
    return { rows: [], affected: first.length() };
  }
  const columns: { name: string; numeric: boolean }[] = [];
  for (let count = first.length(); count > 0; count--) {
    const column = yield* stream.next();
    if (!column) return undefined;
    for (let i = 0; i < 4; i++) column.text();
    const name = column.text() ?? '';
    column.text();
    column.length();
    column.int(6);
    columns.push({ name, numeric: column.int(1) === 3 });
  }
  yield* stream.next();
  const rows: (string | null)[][] = [];
  for (let row = yield* stream.next(); row && !(row.bytes[0] === 254 && row.bytes.length < 9); row = yield* stream.next()) {
    const reader = row;
    rows.push(columns.map(() => reader.text()));
  }
  return { columns, rows, affected: rows.length };
}

function table(answer: Answer): string {
  const columns = answer.columns ?? [];
  const widths = columns.map((column, i) => Math.max(column.name.length, ...answer.rows.map((row) => (row[i] ?? 'NULL').length)));
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const line = (cells: readonly string[], right: boolean): string => `|${cells.map((cell, i) => ` ${right && columns[i]?.numeric ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)} `).join('|')}|\n`;
  return rule + line(columns.map((column) => column.name), false) + rule + answer.rows.map((row) => line(row.map((value) => value ?? 'NULL'), true)).join('') + rule;
}

function* client(proc: Proc): Sys<number> {
  const flavour = flavourOf(proc);
  if (proc.argv.includes('--version') || proc.argv.includes('-V')) {
    yield* proc.write(1, `${proc.argv[0]}  Ver ${flavour.version} for Linux on x86_64 (${flavour.comment})\n`);
    return 0;
  }
  const options = yield* parse(proc);
  if (!options) return 2;
  if (options.words[0] !== undefined) [options.database = ''] = options.words;
  const stream = yield* connect(proc, options);
  if (typeof stream === 'string') {
    yield* proc.write(2, `${stream}\n`);
    return 1;
  }
  let { database } = options;
  const run = function* (sql: string, interactive: boolean, line?: number): Sys<boolean> {
    const answer = yield* ask(stream, sql.replace(/\\G$/, ''));
    if (!answer || answer.error !== undefined) {
      yield* proc.write(2, `${(answer?.error ?? 'ERROR 2013 (HY000): Lost connection to MySQL server during query').replace(/: /, line === undefined ? ': ' : ` at line ${line}: `)}\n${interactive ? '' : ''}`);
      return false;
    }
    const used = /^\s*use\s+`?(\w+)/i.exec(sql);
    if (used) database = used[1] ?? '';
    const plural = (count: number): string => `${count} row${count === 1 ? '' : 's'}`;
    if (answer.columns && answer.rows.length > 0) {
      if (options.batch && !interactive) yield* proc.write(1, [...(options.headers ? [answer.columns.map((column) => column.name)] : []), ...answer.rows.map((row) => row.map((value) => value ?? 'NULL'))].map((row) => `${row.join('\t')}\n`).join(''));
      else yield* proc.write(1, table(answer));
    }
    if (interactive) yield* proc.write(1, used ? 'Database changed\n' : answer.columns ? (answer.rows.length === 0 ? 'Empty set (0.00 sec)\n\n' : `${plural(answer.rows.length)} in set (0.00 sec)\n\n`) : `Query OK, ${plural(answer.affected)} affected (0.01 sec)\n\n`);
    return true;
  };
  if (options.execute !== undefined) {
    const { statements, rest } = splitStatements(`${options.execute}`, 'mysql');
    for (const sql of [...statements, rest.trim()]) if (sql !== '' && !(yield* run(sql, false, 1))) return 1;
    return 0;
  }
  const interactive = proc.isatty(0);
  if (interactive) yield* proc.write(1, flavour.mariadb ? `Welcome to the MariaDB monitor.  Commands end with ; or \\g.\nServer version: ${flavour.version} ${flavour.comment}\n\n` : `Welcome to the MySQL monitor.  Commands end with ; or \\g.\nYour MySQL connection id is 8\nServer version: ${flavour.version} ${flavour.comment}\n\nType 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.\n\n`);
  const lines = new Lines(proc, 0);
  let buffer = '';
  for (let number = 1; ; number++) {
    if (interactive) yield* proc.write(1, buffer !== '' ? '    -> ' : flavour.mariadb ? `MariaDB [${database || '(none)'}]> ` : 'mysql> ');
    const line = yield* lines.next();
    if (line === undefined) break;
    if (buffer === '' && /^\s*(exit|quit|\\q)\s*;?\s*$/.test(line)) break;
    buffer += `${line.replace(/\\g\s*$/, ';')}\n`;
    const { statements, rest } = splitStatements(buffer, 'mysql');
    buffer = rest.trim() === '' ? '' : rest;
    for (const sql of statements) if (!(yield* run(sql, interactive, interactive ? undefined : number)) && !interactive) return 1;
  }
  if (buffer.trim() !== '' && !interactive) return (yield* run(buffer, false, 1)) ? 0 : 1;
  if (interactive) yield* proc.write(1, 'Bye\n');
  return 0;
}

function* admin(proc: Proc): Sys<number> {
  const options = yield* parse(proc);
  if (!options) return 2;
  const [verb] = options.words;
  if (verb !== 'ping') {
    yield* proc.write(2, `mysqladmin: '${verb ?? ''}' is not simulated here\n`);
    return 1;
  }
  const stream = yield* connect(proc, options);
  if (typeof stream === 'string' && !/ERROR 1045/.test(stream)) {
    yield* proc.write(2, `mysqladmin: connect to server at '${options.host}' failed\nerror: '${stream.replace(/^ERROR \d+ \(\w+\): /, '')}'\n`);
    return 1;
  }
  yield* proc.write(1, 'mysqld is alive\n');
  return 0;
}
