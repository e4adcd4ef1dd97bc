/** `docker system dial-stdio` (https://docs.docker.com/reference/cli/docker/system/dial-stdio/) */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'dial-stdio',
  short: 'Proxy the stdio stream to the daemon connection. Should not be invoked manually.',
  hidden: true,
  args: noArgs,
  complete: noComplete,
  run: notSimulated('system dial-stdio'),
};
