/** `docker stack deploy` (https://docs.docker.com/reference/cli/docker/stack/deploy/) */
import { bool, string, stringSlice } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'deploy [OPTIONS] STACK',
  short: 'Deploy a new stack or update an existing stack',
  aliases: ['up'],
  args: exactArgs(1),
  flags: [
    { name: 'compose-file', short: 'c', value: stringSlice(), usage: 'Path to a Compose file, or "-" to read from stdin', version: '1.25' },
    { name: 'detach', short: 'd', value: bool(true), usage: 'Exit immediately instead of waiting for the stack services to converge' },
    { name: 'prune', value: bool(), usage: 'Prune services that are no longer referenced', version: '1.27' },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress progress output' },
    { name: 'resolve-image', value: string('always'), usage: 'Query the registry to resolve image digest and supported platforms ("always", "changed", "never")', version: '1.30' },
    { name: 'with-registry-auth', value: bool(), usage: 'Send registry authentication details to Swarm agents' },
  ],
  run: notSimulated('stack deploy'),
};
