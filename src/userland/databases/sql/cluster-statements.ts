/** Statements on the whole server: databases, roles, privileges. */
import type { RoleOptions, Statement } from './ast.ts';
import type { Cluster, Role } from './catalog.ts';
import { SqlError } from './errors.ts';
import type { Session, StatementResult } from './session.ts';

type Result = Omit<StatementResult, 'sleep'>;
type ClusterStatement = Extract<Statement, { kind: 'createDatabase' | 'dropDatabase' | 'createRole' | 'alterRole' | 'dropRole' | 'grant' | 'use' }>;

export function changeCluster(session: Session, statement: ClusterStatement): Result {
  const { cluster } = session;
  const mysql = session.dialect === 'mysql';
  switch (statement.kind) {
    case 'createDatabase': {
      if (session.state !== 'idle' && !mysql) throw new SqlError('25001', 'CREATE DATABASE cannot run inside a transaction block');
      if (!session.role.superuser && !session.role.createDb) throw mysql ? denied(session, statement.name) : new SqlError('42501', 'permission denied to create database');
      if (cluster.databases.has(statement.name)) {
        if (statement.ifNotExists) return { tag: 'CREATE DATABASE', count: 1 };
        throw mysql ? new SqlError('HY000', `Can't create database '${statement.name}'; database exists`) : new SqlError('42P04', `database "${statement.name}" already exists`);
      }
      if (statement.owner !== undefined) cluster.role(statement.owner);
      cluster.storage.createDatabase(cluster.addDatabase(statement.name, statement.owner ?? session.user));
      cluster.storage.saveGlobals(cluster);
      return { tag: 'CREATE DATABASE', count: 1 };
    }
    case 'dropDatabase': {
      const database = cluster.databases.get(statement.name);
      if (!database) {
        if (statement.ifExists) return { tag: 'DROP DATABASE', count: 0, notice: `database "${statement.name}" does not exist, skipping` };
        throw mysql ? new SqlError('HY000', `Can't drop database '${statement.name}'; database doesn't exist`) : new SqlError('3D000', `database "${statement.name}" does not exist`);
      }
      if (!mysql && session.database === database) throw new SqlError('55006', 'cannot drop the currently open database');
      if (!session.role.superuser && database.owner !== session.user) throw mysql ? denied(session, statement.name) : new SqlError('42501', `must be owner of database ${statement.name}`);
      const users = session.host.activity().filter((each) => each.database === statement.name).length;
      if (users > 0 && !mysql) throw new SqlError('55006', `database "${statement.name}" is being accessed by other users`, { detail: users === 1 ? 'There is 1 other session using the database.' : `There are ${users} other sessions using the database.` });
      cluster.databases.delete(statement.name);
      cluster.storage.removeDatabase(database);
      cluster.storage.saveGlobals(cluster);
      if (session.database === database) session.database = undefined;
      return { tag: 'DROP DATABASE', count: database.tables.size };
    }
    case 'createRole': {
      manageRoles(session, 'create');
      if (cluster.roles.has(statement.name)) {
        if (statement.ifNotExists) return { tag: 'CREATE ROLE', count: 0 };
        throw mysql ? new SqlError('HY000', `Operation CREATE USER failed for '${statement.name}'@'%'`) : new SqlError('42710', `role "${statement.name}" already exists`);
      }
      apply(cluster, cluster.addRole(statement.name, {}), statement.options);
      cluster.storage.saveGlobals(cluster);
      return { tag: 'CREATE ROLE', count: 0 };
    }
    case 'alterRole': {
      const role = cluster.roles.get(statement.name);
      if (statement.name !== session.user) manageRoles(session, 'alter');
      if (!role) throw mysql ? new SqlError('HY000', `Operation ALTER USER failed for '${statement.name}'@'%'`) : new SqlError('42704', `role "${statement.name}" does not exist`);
      apply(cluster, role, statement.options);
      cluster.storage.saveGlobals(cluster);
      return { tag: 'ALTER ROLE', count: 0 };
    }
    case 'dropRole': {
      manageRoles(session, 'drop');
      if (!cluster.roles.has(statement.name)) {
        if (statement.ifExists) return { tag: 'DROP ROLE', count: 0, notice: `role "${statement.name}" does not exist, skipping` };
        throw mysql ? new SqlError('HY000', `Operation DROP USER failed for '${statement.name}'@'%'`) : new SqlError('42704', `role "${statement.name}" does not exist`);
      }
      if (statement.name === session.user) throw new SqlError('55006', 'current user cannot be dropped');
      const owned = [...cluster.databases.values()].filter((database) => database.owner === statement.name).map((database) => `owner of database ${database.name}`).concat(session.tables().filter((table) => table.owner === statement.name).map((table) => `owner of table ${table.name}`));
      if (owned.length > 0 && !mysql) throw new SqlError('2BP01', `role "${statement.name}" cannot be dropped because some objects depend on it`, { detail: owned.join('\n') });
      cluster.roles.delete(statement.name);
      cluster.storage.saveGlobals(cluster);
      return { tag: 'DROP ROLE', count: 0 };
    }
    case 'grant': return grant(session, statement);
    case 'use': {
      const database = cluster.databases.get(statement.name);
      if (!database) throw new SqlError('42000', `Unknown database '${statement.name}'`);
      if (!mayUse(session.role, statement.name)) throw denied(session, statement.name);
      session.database = database;
      return { tag: 'USE', count: 0, use: statement.name };
    }
  }
}

/** Whether a MySQL user may use a database. */
export function mayUse(role: Role, database: string): boolean {
  return role.superuser || role.databases.includes('*') || role.databases.includes(database);
}

function denied(session: Session, database: string): SqlError {
  return new SqlError('42000', `Access denied for user '${session.user}'@'%' to database '${database}'`);
}

function manageRoles(session: Session, verb: string): void {
  if (session.role.superuser || session.role.createRole) return;
  throw session.dialect === 'mysql' ? new SqlError('42000', 'Access denied; you need (at least one of) the CREATE USER privilege(s) for this operation') : new SqlError('42501', `permission denied to ${verb} role`);
}

function apply(cluster: Cluster, role: Role, options: RoleOptions): void {
  if (options.password !== undefined) role.password = options.password === null ? null : cluster.hashPassword(options.password);
  if (options.login !== undefined) role.login = options.login;
  if (options.superuser !== undefined) role.superuser = options.superuser;
  if (options.createDb !== undefined) role.createDb = options.createDb;
  if (options.createRole !== undefined) role.createRole = options.createRole;
}

function grant(session: Session, statement: Extract<Statement, { kind: 'grant' }>): Result {
  const { cluster } = session;
  for (const name of statement.roles) if (name !== 'public') cluster.role(name);
  if (statement.on === 'everything' || (statement.on === 'database' && session.dialect === 'mysql')) {
    const database = statement.on === 'everything' ? '*' : (statement.names[0] ?? '');
    for (const name of statement.roles) {
      const role = cluster.role(name);
      role.databases = role.databases.filter((each) => each !== database);
      if (!statement.revoke) role.databases.push(database);
      if (database === '*') role.superuser = !statement.revoke;
    }
  }
  const tables = statement.on === 'all tables' ? session.tables() : statement.on === 'table' ? statement.names.map((name) => session.table(name)) : [];
  for (const each of tables) {
    session.permit(each, 'owner');
    const table = session.change(each);
    for (const name of statement.roles) {
      const kept = (table.grants[name] ?? []).filter((privilege) => !statement.privileges.includes(privilege));
      table.grants[name] = statement.revoke ? kept : [...kept, ...statement.privileges];
    }
  }
  if (statement.on === 'database') for (const name of statement.names) if (!cluster.databases.has(name) && session.dialect === 'postgres') throw new SqlError('3D000', `database "${name}" does not exist`);
  cluster.storage.saveGlobals(cluster);
  return { tag: statement.revoke ? 'REVOKE' : 'GRANT', count: 0 };
}
