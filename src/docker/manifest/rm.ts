/** `docker manifest rm` (https://docs.docker.com/reference/cli/docker/manifest/rm/) */
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'rm MANIFEST_LIST [MANIFEST_LIST...]',
  short: 'Delete one or more manifest lists from local storage',
  args: minArgs(1),
  run: notSimulated('manifest rm'),
};
