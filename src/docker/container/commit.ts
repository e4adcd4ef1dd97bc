/** `docker container commit` (https://docs.docker.com/reference/cli/docker/container/commit/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { rangeArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';
import { list } from '../opts/lists.ts';

export const command: Command = {
  use: 'commit [OPTIONS] CONTAINER [REPOSITORY[:TAG]]',
  short: `Create a new image from a container's changes`,
  aliasLine: 'docker container commit, docker commit',
  args: rangeArgs(1, 2),
  flags: [
    { name: 'author', short: 'a', value: string(), usage: 'Author (e.g., "John Hannibal Smith <hannibal@a-team.com>")' },
    { name: 'change', short: 'c', value: list(), usage: 'Apply Dockerfile instruction to the created image' },
    { name: 'message', short: 'm', value: string(), usage: 'Commit message' },
    { name: 'pause', short: 'p', value: bool(true), usage: 'Pause container during commit' },
  ],
  interspersed: false,
  complete: containerNames(false),
  run: notSimulated('container commit'),
};
