/** `docker manifest push` (https://docs.docker.com/reference/cli/docker/manifest/push/) */
import { bool } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'push [OPTIONS] MANIFEST_LIST',
  short: 'Push a manifest list to a repository',
  args: exactArgs(1),
  flags: [
    { name: 'insecure', value: bool(), usage: 'Allow push to an insecure registry' },
    { name: 'purge', short: 'p', value: bool(), usage: 'Remove the local manifest list after push' },
  ],
  run: notSimulated('manifest push'),
};
