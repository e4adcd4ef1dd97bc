/** `docker volume update` (https://docs.docker.com/reference/cli/docker/volume/update/) */
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { volumeNames } from '../completions.ts';
import { StatusError } from '../errors.ts';

export const command: Command = {
  use: 'update [OPTIONS] [VOLUME]',
  short: 'Update a volume (cluster volumes only)',
  version: '1.42',
  swarm: 'manager',
  args: exactArgs(1),
  flags: [
    { name: 'availability', value: string('active'), usage: 'Cluster Volume availability ("active", "pause", "drain")', version: '1.42', swarm: 'manager' },
  ],
  complete: volumeNames,
  run,
};

/** No volume here belongs to a cluster. */
function* run(cli: Cli, args: readonly string[]): Sys<number> {
  yield* cli.client.get(`/volumes/${args[0]}`);
  throw new StatusError('can only update cluster volumes');
}
