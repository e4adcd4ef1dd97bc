/** Process numbers: pid_namespaces(7). A process has a number in its own namespace and in each one around it. */
import type { PidNamespaceRef } from './sys.ts';
import type { Process } from './process.ts';

export class PidNamespace implements PidNamespaceRef {
  readonly parent: PidNamespace | undefined;
  readonly level: number;
  /** Live processes and zombies by their number here, in the order of creation. */
  readonly processes = new Map<number, Process>();
  /** PID 1 of the namespace: the reaper of orphans. Its end is the end of the namespace. */
  init: Process | undefined = undefined;
  /** Set when PID 1 has ended: no process can be made here any more. */
  dead = false;
  /** The last number given out. */
  last = 0;

  constructor(parent: PidNamespace | undefined) {
    this.parent = parent;
    this.level = parent === undefined ? 0 : parent.level + 1;
  }

  /** A fresh number here and in all namespaces around. */
  allocate(): Pid {
    const numbers = new Map<PidNamespace, number>();
    this.#number(numbers);
    return new Pid(this, numbers);
  }

  #number(numbers: Map<PidNamespace, number>): void {
    numbers.set(this, ++this.last);
    if (this.parent !== undefined) this.parent.#number(numbers);
  }

  /** True when `other` is this namespace or lies inside it. */
  contains(other: PidNamespace): boolean {
    for (let ns: PidNamespace | undefined = other; ns !== undefined; ns = ns.parent) if (ns === this) return true;
    return false;
  }
}

/** The numbers of one process, which its group and session may keep when it is gone. */
export class Pid {
  readonly namespace: PidNamespace;
  readonly #numbers: ReadonlyMap<PidNamespace, number>;

  constructor(namespace: PidNamespace, numbers: ReadonlyMap<PidNamespace, number>) {
    this.namespace = namespace;
    this.#numbers = numbers;
  }

  /** The number as `viewer` sees it; 0 when it cannot see it. */
  in(viewer: PidNamespace): number {
    return this.#numbers.get(viewer) ?? 0;
  }

  entries(): Iterable<[PidNamespace, number]> {
    return this.#numbers;
  }
}
