/** Options of the drydock command. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Wrong use: the message is printed and the exit code is 2. */
export class UsageError extends Error {}

/** node:util's parseArgs with its errors as UsageError. */
export function parseOptions<const T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs<T>(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
