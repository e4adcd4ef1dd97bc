/** Connecting to a host by name, as clients do: resolve, then try the addresses in order. */
import { SysError, isSysError } from '../../kernel/errno.ts';
import type { Errno } from '../../kernel/errno.ts';
import { resolve } from '../../kernel/net/resolver.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';

export interface Connection { readonly fd: number; readonly address: string; readonly port: number }

/** Undefined for "any". */
export type FamilyChoice = 4 | 6 | undefined;

/** Addresses of a name, of one family if asked for. Throws ResolveError. */
export function* addressesOf(proc: Proc, host: string, family?: FamilyChoice): Sys<string[]> {
  const all = yield* resolve(proc, host);
  if (family === undefined) return all;
  return all.filter((address) => address.includes(':') === (family === 6));
}

export interface DialHooks {
  /** Before each attempt. */
  trying?(address: string): Sys<void>;
  /** After a failed one. */
  failed?(address: string, code: Errno): Sys<void>;
}

/** Connects to the first address that answers; throws the SysError of the last one. `deadline` as `now()`. */
export function* connectAny(proc: Proc, addresses: readonly string[], port: number, deadline = Infinity, hooks: DialHooks = {}): Sys<Connection> {
  let failure = new SysError('EADDRNOTAVAIL');
  for (const address of addresses) {
    const left = deadline - proc.now();
    if (left <= 0) throw new SysError('ETIMEDOUT');
    if (hooks.trying) yield* hooks.trying(address);
    const fd = proc.socket('inet', 'stream');
    try {
      yield* proc.connect(fd, { family: 'inet', address, port }, left === Infinity ? undefined : left);
      return { fd, address, port };
    } catch (error) {
      proc.close(fd);
      if (!isSysError(error)) throw error;
      failure = error;
      if (hooks.failed) yield* hooks.failed(address, error.code);
    }
  }
  throw failure;
}

/** Waits until there is something to read; false after the deadline. */
export function* readable(proc: Proc, fd: number, deadline: number): Sys<boolean> {
  if (deadline === Infinity) return true;
  const left = deadline - proc.now();
  if (left <= 0) return false;
  return (yield* proc.poll([{ fd, read: true }], left)).length > 0;
}
