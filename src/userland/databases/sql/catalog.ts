/** What a database server holds: roles, databases, tables. Plain data, so that it can be written to files as it is. */
import type { Expression, TypeName } from './ast.ts';
import { SqlError } from './errors.ts';
import type { Value } from './values.ts';

export interface Column { readonly name: string; readonly type: TypeName; readonly notNull: boolean; readonly serial: boolean; readonly default?: Expression | undefined }
export interface Index { readonly name: string; readonly columns: readonly string[]; readonly unique: boolean; readonly primary: boolean; readonly constraint: boolean }
export interface ForeignKey { readonly name: string; readonly columns: readonly string[]; readonly table: string; readonly targets: readonly string[]; readonly cascade: boolean }
export interface Check { readonly name: string; readonly expression: Expression }

export interface Table {
  readonly oid: number;
  name: string;
  owner: string;
  columns: Column[];
  rows: Value[][];
  indexes: Index[];
  foreignKeys: ForeignKey[];
  checks: Check[];
  /** Next value of each serial column. */
  sequences: Record<string, number>;
  /** Privileges by role. */
  grants: Record<string, string[]>;
}

export interface Role { readonly name: string; password: string | null; login: boolean; superuser: boolean; createDb: boolean; createRole: boolean; /** Databases of MySQL that the user may use; `*` is all. */ databases: string[] }

export interface Database { readonly oid: number; readonly name: string; owner: string; readonly template: boolean; readonly tables: Map<string, Table> }

/** Where changes are written. Each call may throw SysError (ENOSPC, EROFS …). */
export interface Storage {
  saveTable(database: Database, table: Table): void;
  removeTable(database: Database, table: Table): void;
  saveGlobals(cluster: Cluster): void;
  createDatabase(database: Database): void;
  removeDatabase(database: Database): void;
}

export class Cluster {
  readonly roles = new Map<string, Role>();
  readonly databases = new Map<string, Database>();
  nextOid = 16384;
  /** How a password is kept; in clear text unless a server sets it. */
  hashPassword: (password: string) => string = (password) => password;
  /** Tables that an open transaction has changed, by database and name. */
  readonly locks = new Map<string, object>();
  readonly storage: Storage;

  constructor(storage: Storage) {
    this.storage = storage;
  }

  allocate(): number {
    return this.nextOid++;
  }

  addRole(name: string, options: Partial<Omit<Role, 'name'>>): Role {
    const role: Role = { name, password: null, login: false, superuser: false, createDb: false, createRole: false, databases: [], ...options };
    this.roles.set(name, role);
    return role;
  }

  addDatabase(name: string, owner: string, options: { oid?: number; template?: boolean } = {}): Database {
    const database: Database = { oid: options.oid ?? this.allocate(), name, owner, template: options.template ?? false, tables: new Map() };
    this.databases.set(name, database);
    return database;
  }

  role(name: string): Role {
    const role = this.roles.get(name);
    if (!role) throw new SqlError('42704', `role "${name}" does not exist`);
    return role;
  }
}

export function columnIndex(table: Table, name: string): number {
  const lower = name.toLowerCase();
  const exact = table.columns.findIndex((column) => column.name === name);
  return exact >= 0 ? exact : table.columns.findIndex((column) => column.name.toLowerCase() === lower);
}

/** A copy whose rows can be changed without the original knowing. */
export function copyTable(table: Table): Table {
  return { ...table, columns: [...table.columns], rows: table.rows.map((row) => [...row]), indexes: [...table.indexes], foreignKeys: [...table.foreignKeys], checks: [...table.checks], sequences: { ...table.sequences }, grants: { ...table.grants } };
}
