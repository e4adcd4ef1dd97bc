/** `docker container rename` (https://docs.docker.com/reference/cli/docker/container/rename/) */
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { StatusError } from '../errors.ts';

export const command: Command = {
  use: 'rename CONTAINER NEW_NAME',
  short: 'Rename a container',
  aliasLine: 'docker container rename, docker rename',
  args: exactArgs(2),
  complete: containerNames(true),
  run,
};

function* run(cli: Cli, args: readonly string[]): Sys<number> {
  const from = (args[0] ?? '').trim();
  const to = (args[1] ?? '').trim();
  if (from === '' || to === '') throw new StatusError('Error: Neither old nor new names may be empty');
  try {
    yield* cli.client.call('POST', `/containers/${from}/rename`, { name: to });
    return 0;
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    yield* cli.err(`${error.message}\n`);
    throw new StatusError(`Error: failed to rename container named ${from}`);
  }
}
