/** `docker trust signer add` (https://docs.docker.com/reference/cli/docker/trust/signer/add/) */
import { minArgs } from '../../args.ts';
import type { Command } from '../../command.ts';
import { notSimulated } from '../../not-simulated.ts';
import { list } from '../../opts/lists.ts';

export const command: Command = {
  use: 'add OPTIONS NAME REPOSITORY [REPOSITORY...] ',
  short: 'Add a signer',
  args: minArgs(2),
  flags: [
    { name: 'key', value: list(), usage: `Path to the signer's public key file` },
  ],
  run: notSimulated('trust signer add'),
};
