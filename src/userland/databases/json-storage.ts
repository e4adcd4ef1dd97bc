/** A cluster in files: `global/` for roles and databases, `base/OID/` for tables. What is written is what a volume keeps. */
import type { FsView } from '../../kernel/fs/types.ts';
import { Cluster, type Database, type Role, type Storage, type Table } from './sql/catalog.ts';

interface Globals { readonly nextOid: number; readonly roles: readonly Role[]; readonly databases: readonly { readonly oid: number; readonly name: string; readonly owner: string; readonly template: boolean }[] }

/** Reads and writes below `directory`. Calls throw SysError. */
export class JsonStorage implements Storage {
  readonly #fs: FsView;
  readonly #directory: string;

  constructor(fs: FsView, directory: string) {
    this.#fs = fs;
    this.#directory = directory;
  }

  /** The cluster that was saved there. */
  load(): Cluster {
    const cluster = new Cluster(this);
    const globals = JSON.parse(this.#fs.readText(`${this.#directory}/global/1260`)) as Globals;
    cluster.nextOid = globals.nextOid;
    for (const role of globals.roles) cluster.roles.set(role.name, role);
    for (const { oid, name, owner, template } of globals.databases) {
      const database = cluster.addDatabase(name, owner, { oid, template });
      const folder = this.#folder(database);
      for (const entry of this.#fs.readdir(folder)) {
        if (!/^\d{5,}$/.test(entry.name)) continue;
        const table = JSON.parse(this.#fs.readText(`${folder}/${entry.name}`)) as Table;
        database.tables.set(table.name, table);
      }
    }
    return cluster;
  }

  #folder(database: Database): string {
    return `${this.#directory}/base/${database.oid}`;
  }

  saveTable(database: Database, table: Table): void {
    this.#fs.writeFile(`${this.#folder(database)}/${table.oid}`, JSON.stringify(table), 0o600);
  }

  removeTable(database: Database, table: Table): void {
    this.#fs.removeAll(`${this.#folder(database)}/${table.oid}`);
  }

  saveGlobals(cluster: Cluster): void {
    const globals: Globals = { nextOid: cluster.nextOid, roles: [...cluster.roles.values()], databases: [...cluster.databases.values()].map(({ oid, name, owner, template }) => ({ oid, name, owner, template })) };
    this.#fs.writeFile(`${this.#directory}/global/1260`, JSON.stringify(globals), 0o600);
  }

  createDatabase(database: Database): void {
    this.#fs.mkdirs(this.#folder(database), 0o700);
  }

  removeDatabase(database: Database): void {
    this.#fs.removeAll(this.#folder(database));
  }
}
