/** pg_isready, createdb, dropdb, createuser, dropuser: small clients of the server. */
import type { Proc, Program, Sys } from '../../../kernel/sys.ts';
import { OptionError, parseOptions, type Option, type ParsedOptions } from '../../options.ts';
import { Client, ConnectionError, defaultTarget, type Target } from './client.ts';
import { CONNECTION_OPTIONS } from './psql-options.ts';
import { longVersion } from './version.ts';

/** Parses the options that all of them share; a number is the exit code. */
export function* commonOptions(proc: Proc, name: string, extra: readonly Option[]): Sys<{ options: ParsedOptions; target: Target } | number> {
  let options: ParsedOptions;
  try {
    options = parseOptions(proc.argv.slice(1), [...extra, ...CONNECTION_OPTIONS.filter((option) => !extra.some((each) => each.short === option.short)), { short: 'V', long: 'version' }, { long: 'help' }]);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    yield* proc.write(2, `${name}: ${error.message}\n${name}: hint: Try "${name} --help" for more information.\n`);
    return name === 'pg_isready' ? 3 : 1;
  }
  if (options.has('version')) {
    yield* proc.write(1, `${name} (PostgreSQL) ${longVersion(proc)}\n`);
    return 0;
  }
  if (options.has('help')) {
    yield* proc.write(1, `Usage:\n  ${name} [OPTION]...\n\nOptions:\n${[...extra, ...CONNECTION_OPTIONS].map((option) => `  ${`${option.short ? `-${option.short}, ` : '    '}--${option.long ?? ''}${option.argument ? `=${option.argument}` : ''}`.padEnd(29)}${option.help ?? ''}`.trimEnd()).join('\n')}\n`);
    return 0;
  }
  const target = defaultTarget(proc);
  target.host = options.value('host') ?? target.host;
  target.port = Number(options.value('port') ?? target.port);
  target.user = options.value('username') ?? target.user;
  if (options.has('no-password')) target.prompt = false;
  return { options, target };
}

export const pgIsready: Program = {
  name: 'pg_isready',
  *main(proc) {
    const common = yield* commonOptions(proc, 'pg_isready', [{ short: 'd', long: 'dbname', argument: 'DBNAME' }, { short: 'q', long: 'quiet' }, { short: 't', long: 'timeout', argument: 'SECS' }]);
    if (typeof common === 'number') return common;
    const { options, target } = common;
    const where = `${target.host ?? '/var/run/postgresql'}:${target.port}`;
    let [text, code] = ['accepting connections', 0];
    try {
      const client = yield* Client.connect(proc, { ...target, database: options.value('dbname') ?? target.database, prompt: false });
      yield* client.end();
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      if (/shutting down|starting up/.test(error.message)) [text, code] = ['rejecting connections', 1];
      else if (!/FATAL|no password supplied/.test(error.message)) [text, code] = ['no response', 2];
    }
    if (!options.has('quiet')) yield* proc.write(1, `${where} - ${text}\n`);
    return code;
  },
};

const identifier = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** A program that sends one statement. */
function* sendOne(proc: Proc, name: string, what: string, target: Target, sql: string): Sys<number> {
  try {
    const client = yield* Client.connect(proc, target);
    const result = (yield* client.query(sql))?.at(-1);
    yield* client.end();
    if (!result?.error) return 0;
    yield* proc.write(2, `${name}: error: ${what} failed: ${result.error.get('S')}:  ${result.error.get('M')}\n`);
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    yield* proc.write(2, `${name}: error: ${error.message}\n`);
  }
  return 1;
}

export const createdb: Program = {
  name: 'createdb',
  *main(proc) {
    const common = yield* commonOptions(proc, 'createdb', [{ short: 'O', long: 'owner', argument: 'OWNER' }, { short: 'E', long: 'encoding', argument: 'ENCODING' }, { short: 'T', long: 'template', argument: 'TEMPLATE' }, { short: 'e', long: 'echo' }]);
    if (typeof common === 'number') return common;
    const { options, target } = common;
    const name = options.operands[0] ?? target.user;
    const owner = options.value('owner');
    return yield* sendOne(proc, 'createdb', 'database creation', { ...target, database: 'postgres' }, `CREATE DATABASE ${identifier(name)}${owner === undefined ? '' : ` OWNER ${identifier(owner)}`}`);
  },
};

export const dropdb: Program = {
  name: 'dropdb',
  *main(proc) {
    const common = yield* commonOptions(proc, 'dropdb', [{ long: 'if-exists' }, { short: 'f', long: 'force' }, { short: 'e', long: 'echo' }]);
    if (typeof common === 'number') return common;
    const { options, target } = common;
    const name = options.operands[0];
    if (name === undefined) {
      yield* proc.write(2, 'dropdb: error: missing required argument database name\ndropdb: hint: Try "dropdb --help" for more information.\n');
      return 1;
    }
    return yield* sendOne(proc, 'dropdb', 'database removal', { ...target, database: 'postgres' }, `DROP DATABASE ${options.has('if-exists') ? 'IF EXISTS ' : ''}${identifier(name)}`);
  },
};

export const createuser: Program = {
  name: 'createuser',
  *main(proc) {
    const common = yield* commonOptions(proc, 'createuser', [{ short: 's', long: 'superuser' }, { short: 'd', long: 'createdb' }, { short: 'r', long: 'createrole' }, { short: 'l', long: 'login' }, { short: 'L', long: 'no-login' }, { short: 'e', long: 'echo' }]);
    if (typeof common === 'number') return common;
    const { options, target } = common;
    const flags = [options.has('superuser') && 'SUPERUSER', options.has('createdb') && 'CREATEDB', options.has('createrole') && 'CREATEROLE', options.has('no-login') ? 'NOLOGIN' : 'LOGIN'].filter((flag) => flag);
    return yield* sendOne(proc, 'createuser', 'creation of new role', { ...target, database: 'postgres' }, `CREATE ROLE ${identifier(options.operands[0] ?? target.user)} ${flags.join(' ')}`);
  },
};
