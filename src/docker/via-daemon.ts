/** Commands whose effect belongs to a cluster: the daemon is asked as the real client asks it, and its refusal is what the user sees. */
import type { FlagSet } from '../formats/pflag/flag-set.ts';
import type { Request } from './client/client.ts';
import type { Command } from './command.ts';
import { StatusError } from './errors.ts';

/** Sends the first request of `docker NAME`. Should the daemon accept it, the rest is not simulated, and that is said. */
export const viaDaemon = (name: string, request: (args: readonly string[], flags: FlagSet) => Request, prefix = ''): NonNullable<Command['run']> =>
  function* run(cli, args, flags) {
    try {
      yield* (yield* cli.client.request(request(args, flags))).bytes();
    } catch (error) {
      if (error instanceof StatusError && prefix !== '') throw new StatusError(prefix + error.message, error.code);
      throw error;
    }
    throw new StatusError(`docker: '${name}' is not simulated here`);
  };

/** A GET of a path. */
export const get = (path: string, query?: Request['query']): Request => ({ method: 'GET', path, ...(query ? { query } : {}) });
