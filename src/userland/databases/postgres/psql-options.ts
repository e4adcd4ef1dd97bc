/** Options of psql and of the programs that connect like it. */
import type { Option } from '../../options.ts';

export const CONNECTION_OPTIONS: readonly Option[] = [
  { short: 'h', long: 'host', argument: 'HOSTNAME', help: 'database server host or socket directory' },
  { short: 'p', long: 'port', argument: 'PORT', help: 'database server port' },
  { short: 'U', long: 'username', argument: 'USERNAME', help: 'database user name' },
  { short: 'w', long: 'no-password', help: 'never prompt for password' },
  { short: 'W', long: 'password', help: 'force password prompt (should happen automatically)' },
];

export const PSQL_OPTIONS: readonly Option[] = [
  { short: 'c', long: 'command', argument: 'COMMAND', help: 'run only single command (SQL or internal) and exit' },
  { short: 'd', long: 'dbname', argument: 'DBNAME', help: 'database name to connect to' },
  { short: 'f', long: 'file', argument: 'FILENAME', help: 'execute commands from file, then exit' },
  { short: 'l', long: 'list', help: 'list available databases, then exit' },
  { short: 'v', long: 'set', argument: 'NAME=VALUE', help: 'set psql variable NAME to VALUE' },
  { short: 'V', long: 'version', help: 'output version information, then exit' },
  { short: 'X', long: 'no-psqlrc', help: 'do not read startup file (~/.psqlrc)' },
  { short: '1', long: 'single-transaction', help: 'execute as a single transaction (if non-interactive)' },
  { short: 'a', long: 'echo-all', help: 'echo all input from script' },
  { short: 'b', long: 'echo-errors', help: 'echo failed commands' },
  { short: 'e', long: 'echo-queries', help: 'echo commands sent to server' },
  { short: 'n', long: 'no-readline', help: 'disable enhanced command line editing (readline)' },
  { short: 'o', long: 'output', argument: 'FILENAME', help: 'send query results to file (or |pipe)' },
  { short: 'q', long: 'quiet', help: 'run quietly (no messages, only query output)' },
  { short: 'A', long: 'no-align', help: 'unaligned table output mode' },
  { long: 'csv', help: 'CSV (Comma-Separated Values) table output mode' },
  { short: 'F', long: 'field-separator', argument: 'STRING', help: 'field separator for unaligned output (default: "|")' },
  { short: 'P', long: 'pset', argument: 'VAR[=ARG]', help: 'set printing option VAR to ARG (see \\pset command)' },
  { short: 't', long: 'tuples-only', help: 'print rows only' },
  { short: 'x', long: 'expanded', help: 'turn on expanded table output' },
  { short: '?', long: 'help', help: 'show this help, then exit' },
  ...CONNECTION_OPTIONS,
];
