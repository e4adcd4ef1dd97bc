/** The answer of a command whose effect is not there. */
import type { Command } from './command.ts';
import { StatusError } from './errors.ts';

/** Says in one line that `docker NAME` does nothing here, and fails. */
export const notSimulated = (name: string): NonNullable<Command['run']> =>
  function* run() {
    throw new StatusError(`docker: '${name}' is not simulated here`);
  };
