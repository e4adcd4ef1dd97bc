/** `docker logout` (https://docs.docker.com/reference/cli/docker/logout/) */
import { maxArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'logout [SERVER]',
  short: 'Log out from a registry',
  long: 'Log out from a registry.\nIf no server is specified, the default is defined by the daemon.',
  top: 9,
  args: maxArgs(1),
  run: notSimulated('logout'),
};
