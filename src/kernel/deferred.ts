/**
 * Parts of programs that are loaded when they are first used, through the external exit: a run that has to load one gives the same bytes,
 * steps and times as one that finds it loaded. What was loaded is there for all machines.
 */
import type { Proc, Sys } from './sys.ts';

const all: Deferred<unknown>[] = [];

export class Deferred<T> {
  /** Undefined until it is loaded. */
  value: T | undefined = undefined;
  readonly #load: () => Promise<T>;

  constructor(load: () => Promise<T>) {
    this.#load = load;
    all.push(this);
  }

  async load(): Promise<T> {
    return (this.value ??= await this.#load());
  }

  /** The part; the process waits for it if need be. */
  *of(proc: Proc): Sys<T> {
    return this.value ?? (yield* proc.external(this.load()));
  }
}

/** Loads all that is deferred by modules that are loaded, and by those that this loads. */
export async function loadDeferred(): Promise<void> {
  for (const part of all) await part.load();
}
