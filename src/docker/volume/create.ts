/** `docker volume create` (https://docs.docker.com/reference/cli/docker/volume/create/) */
import { string } from '../../formats/pflag/values.ts';
import { maxArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { list, map } from '../opts/lists.ts';
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
  run: notSimulated('volume create'),
};
