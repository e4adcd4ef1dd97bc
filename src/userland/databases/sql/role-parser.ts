/** Roles and privileges: PostgreSQL's `CREATE ROLE`, MySQL's `CREATE USER 'name'@'host' IDENTIFIED BY`. */
import type { RoleOptions, Statement } from './ast.ts';
import { notSimulated } from './errors.ts';
import type { TokenStream } from './token-stream.ts';

function roleName(s: TokenStream): string {
  const name = s.peek().kind === 'string' ? s.string() : s.at('public') || s.at('current_user') ? s.next().text : s.identifier();
  if (s.dialect === 'postgres') return name;
  // 'name'@'host': one user for all hosts here
  if (s.peek().text === '@') {
    s.next();
    s.next();
  } else if (s.peek().text.startsWith('@')) s.next();
  return name.split('@')[0] ?? name;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function options(s: TokenStream): Mutable<RoleOptions> {
  const result: Mutable<RoleOptions> = {};
  s.take('with');
  while (!s.atEnd()) {
    const { position, raw } = s.peek();
    if (s.take('encrypted')) continue;
    if (s.take('password')) result.password = s.take('null') ? null : s.string();
    else if (s.take('identified')) {
      if (s.take('with')) s.next();
      result.password = s.take('by') ? s.string() : null;
    } else if (s.take('login')) result.login = true;
    else if (s.take('nologin')) result.login = false;
    else if (s.take('superuser')) result.superuser = true;
    else if (s.take('nosuperuser')) result.superuser = false;
    else if (s.take('createdb')) result.createDb = true;
    else if (s.take('nocreatedb')) result.createDb = false;
    else if (s.take('createrole')) result.createRole = true;
    else if (s.take('nocreaterole')) result.createRole = false;
    else if (s.take('inherit') || s.take('noinherit')) continue;
    else throw notSimulated(`the role option ${raw.toUpperCase()}`, position);
  }
  return result;
}

/** After `CREATE USER` or `CREATE ROLE`. */
export function parseCreateRole(s: TokenStream, login: boolean): Statement {
  const ifNotExists = s.take('if', 'not', 'exists');
  const name = roleName(s);
  return { kind: 'createRole', name, options: { login, ...options(s) }, ifNotExists };
}

export function parseAlterRole(s: TokenStream): Statement {
  s.take('if', 'exists');
  return { kind: 'alterRole', name: roleName(s), options: options(s) };
}

const ALL = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger', 'create', 'connect', 'temporary', 'usage'];

/** After `GRANT` or `REVOKE`. */
export function parseGrant(s: TokenStream, revoke: boolean): Statement {
  const { position } = s.peek();
  const privileges = s.take('all') ? (s.take('privileges'), ALL) : s.commaList(() => s.next().text);
  if (!s.take('on')) throw notSimulated('membership of roles', position);
  let on: 'table' | 'database' | 'schema' | 'all tables' | 'everything' = 'table';
  let names: string[] = [];
  if (s.take('all', 'tables', 'in', 'schema')) {
    on = 'all tables';
    s.identifier();
  } else if (s.take('all', 'sequences', 'in', 'schema')) {
    on = 'schema';
    s.identifier();
  } else if (s.dialect === 'mysql') {
    const first = s.takeOperator('*') ? '*' : s.identifier();
    const second = s.takeOperator('.') ? (s.takeOperator('*') ? '*' : s.identifier()) : undefined;
    on = first === '*' ? 'everything' : second === '*' ? 'database' : 'table';
    names = [second === undefined || second === '*' ? first : second];
  } else {
    if (s.take('database')) on = 'database';
    else if (s.take('schema')) on = 'schema';
    else s.take('table');
    names = s.commaList(() => {
      let name = s.identifier();
      while (s.takeOperator('.')) name = s.identifier();
      return name;
    });
  }
  if (revoke) s.expect('from');
  else s.expect('to');
  const roles = s.commaList(() => roleName(s));
  s.take('with', 'grant', 'option');
  s.take('cascade');
  return { kind: 'grant', revoke, privileges, on, names, roles };
}
