/** `docker bake` (https://docs.docker.com/reference/cli/docker/bake/) */
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'bake [OPTIONS] [TARGET...]',
  short: 'Build from a file',
  aliasLine: 'docker buildx bake',
  top: 5,
  version: '1.31',
  run: notSimulated('bake'),
};
