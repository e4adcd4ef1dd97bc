/** Variables that may be given as `NAME_FILE`, the path of a file that holds the value, as the entrypoints of official images do. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc } from '../../kernel/sys.ts';

/** Sets `name` from the file of `NAME_FILE`. A text is what is wrong. */
export function secretFromFile(proc: Proc, name: string): string | undefined {
  const path = proc.env.get(`${name}_FILE`);
  if (!path) return undefined;
  if (proc.env.get(name)) return `error: both ${name} and ${name}_FILE are set (but are exclusive)`;
  try {
    proc.env.set(name, proc.readText(path).replace(/\n+$/, ''));
  } catch (error) {
    if (!isSysError(error)) throw error;
    return `${path}: ${error.message}`;
  }
  proc.env.delete(`${name}_FILE`);
  return undefined;
}
