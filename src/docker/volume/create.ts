/** `docker volume create` (https://docs.docker.com/reference/cli/docker/volume/create/) */
import type { Volume } from '../../api/volume.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { maxArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { list, map, pairs } from '../opts/lists.ts';
import { bytes } from '../opts/sizes.ts';
import { label } from '../opts/validators.ts';

export const command: Command = {
  use: 'create [OPTIONS] [VOLUME]',
  short: 'Create a volume',
  args: maxArgs(1),
  flags: [
    { name: 'availability', value: string('active'), usage: 'Cluster Volume availability ("active", "pause", "drain")', version: '1.42', swarm: 'manager' },
    { name: 'driver', short: 'd', value: string('local'), usage: 'Specify volume driver name' },
    { name: 'group', value: string(), usage: 'Cluster Volume group (cluster volumes)', version: '1.42', swarm: 'manager' },
    { name: 'label', value: list(label), usage: 'Set metadata for a volume' },
    { name: 'limit-bytes', value: bytes(), usage: 'Minimum size of the Cluster Volume in bytes', version: '1.42', swarm: 'manager' },
    { name: 'name', value: string(), usage: 'Specify volume name', hidden: true },
    { name: 'opt', short: 'o', value: map(), usage: 'Set driver specific options' },
    { name: 'required-bytes', value: bytes(), usage: 'Maximum size of the Cluster Volume in bytes', version: '1.42', swarm: 'manager' },
    { name: 'scope', value: string('single'), usage: 'Cluster Volume access scope ("single", "multi")', version: '1.42', swarm: 'manager' },
    { name: 'secret', value: map(), usage: 'Cluster Volume secrets', version: '1.42', swarm: 'manager' },
    { name: 'sharing', value: string('none'), usage: 'Cluster Volume access sharing ("none", "readonly", "onewriter", "all")', version: '1.42', swarm: 'manager' },
    { name: 'topology-preferred', value: list(), usage: 'A topology that the Cluster Volume would be preferred in', version: '1.42', swarm: 'manager' },
    { name: 'topology-required', value: list(), usage: 'A topology that the Cluster Volume must be accessible from', version: '1.42', swarm: 'manager' },
    { name: 'type', value: string('block'), usage: 'Cluster Volume access type ("mount", "block")', version: '1.42', swarm: 'manager' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  let name = flags.string('name');
  if (args[0] !== undefined) {
    if (name !== '') throw new StatusError('conflicting options: cannot specify a volume-name through both --name and as a positional arg');
    name = args[0];
  }
  const options = Object.fromEntries(flags.get<ReadonlyMap<string, string>>('opt'));
  const labels = pairs(flags.strings('label'));
  const volume = yield* cli.client.post<Volume>('/volumes/create', {
    Driver: flags.string('driver'),
    ...(Object.keys(options).length === 0 ? {} : { DriverOpts: options }),
    ...(Object.keys(labels).length === 0 ? {} : { Labels: labels }),
    ...(name === '' ? {} : { Name: name }),
  });
  yield* cli.out(`${volume.Name}\n`);
  return 0;
}
