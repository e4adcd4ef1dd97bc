/** `docker container pause` (https://docs.docker.com/reference/cli/docker/container/pause/) */
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { forEachName } from '../parallel.ts';

export const command: Command = {
  use: 'pause CONTAINER [CONTAINER...]',
  short: 'Pause all processes within one or more containers',
  aliasLine: 'docker container pause, docker pause',
  args: minArgs(1),
  complete: containerNames(false, (c) => c.State !== 'paused'),
  run,
};

function* run(cli: Cli, names: readonly string[]): Sys<number> {
  return yield* forEachName(cli, names, (name) => cli.client.call('POST', `/containers/${name}/pause`));
}
