/** The containers of the daemon, found by id, name or prefix (moby container.ViewDB). */
import { DaemonError } from '../daemon.ts';
import type { Container } from './container.ts';

export class ContainerStore {
  readonly #byId = new Map<string, Container>();
  readonly #byName = new Map<string, Container>();

  add(container: Container): void {
    this.#byId.set(container.id, container);
    this.#byName.set(container.name, container);
  }

  delete(container: Container): void {
    this.#byId.delete(container.id);
    if (this.#byName.get(container.name) === container) this.#byName.delete(container.name);
  }

  rename(container: Container, name: string): void {
    this.#byName.delete(container.name);
    container.name = name;
    this.#byName.set(name, container);
  }

  byName(name: string): Container | undefined {
    return this.#byName.get(name);
  }

  /** In the order of creation. */
  list(): readonly Container[] {
    return [...this.#byId.values()];
  }

  get size(): number {
    return this.#byId.size;
  }

  /** By full id, name (with or without slash) or unique prefix of an id. Throws 404 and 400 as GetContainer does. */
  get(reference: string): Container {
    if (reference === '') throw new DaemonError(400, "prefix can't be empty");
    const name = reference.startsWith('/') ? reference.slice(1) : reference;
    const exact = this.#byId.get(reference) ?? this.#byName.get(name);
    if (exact) return exact;
    let found: Container | undefined;
    if (/^[0-9a-f]{1,64}$/.test(reference)) {
      for (const [id, container] of this.#byId) {
        if (!id.startsWith(reference)) continue;
        if (found) throw new DaemonError(400, `multiple IDs found with provided prefix: ${reference}`);
        found = container;
      }
    }
    if (!found) throw new DaemonError(404, `No such container: ${reference}`);
    return found;
  }

  find(reference: string): Container | undefined {
    try {
      return this.get(reference);
    } catch (error) {
      if (error instanceof DaemonError) return undefined;
      throw error;
    }
  }
}
