/** One request for each of several names, made at the same time, reported in the order of the names. */
import type { Sys } from '../kernel/sys.ts';
import type { Cli } from './cli.ts';
import { StatusError, throwJoined } from './errors.ts';

/** Prints each name whose request went well; failures are printed together at the end. `tolerate` may print one instead. */
export function* forEachName(
  cli: Cli,
  names: readonly string[],
  operation: (name: string) => Sys<void>,
  tolerate: (error: StatusError) => boolean = () => false,
): Sys<number> {
  const results: unknown[] = names.map(() => undefined);
  const threads = names.map((name, i) => cli.proc.thread(attempt(operation(name), results, i)));
  const errors: string[] = [];
  for (const [i, thread] of threads.entries()) {
    yield* thread.join();
    const error = results[i];
    if (error === undefined) yield* cli.out(`${names[i]}\n`);
    else if (!(error instanceof StatusError)) throw error;
    else if (tolerate(error)) yield* cli.err(`${error.message}\n`);
    else errors.push(error.message);
  }
  throwJoined(errors);
  return 0;
}

function* attempt(operation: Sys<void>, results: unknown[], i: number): Sys<void> {
  try {
    yield* operation;
  } catch (error) {
    results[i] = error;
  }
}

/** The same one after the other. */
export function* inTurn(cli: Cli, names: readonly string[], operation: (name: string) => Sys<string | undefined>): Sys<number> {
  const errors: string[] = [];
  for (const name of names) {
    try {
      const line = yield* operation(name);
      if (line !== undefined) yield* cli.out(`${line}\n`);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      errors.push(error.message);
    }
  }
  throwJoined(errors);
  return 0;
}
