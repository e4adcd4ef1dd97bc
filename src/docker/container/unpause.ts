/** `docker container unpause` (https://docs.docker.com/reference/cli/docker/container/unpause/) */
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { forEachName } from '../parallel.ts';

export const command: Command = {
  use: 'unpause CONTAINER [CONTAINER...]',
  short: 'Unpause all processes within one or more containers',
  aliasLine: 'docker container unpause, docker unpause',
  args: minArgs(1),
  complete: containerNames(false, (c) => c.State === 'paused'),
  run,
};

function* run(cli: Cli, names: readonly string[]): Sys<number> {
  return yield* forEachName(cli, names, (name) => cli.client.call('POST', `/containers/${name}/unpause`));
}
