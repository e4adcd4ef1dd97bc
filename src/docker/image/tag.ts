/** `docker image tag` (https://docs.docker.com/reference/cli/docker/image/tag/) */
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { imageNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  short: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  aliasLine: 'docker image tag, docker tag',
  args: exactArgs(2),
  interspersed: false,
  complete: imageNames(2),
  run: notSimulated('image tag'),
};
