/** `docker node rm` (https://docs.docker.com/reference/cli/docker/node/rm/) */
import { bool } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'rm [OPTIONS] NODE [NODE...]',
  short: 'Remove one or more nodes from the swarm',
  aliases: ['remove'],
  args: minArgs(1),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Force remove a node from the swarm' },
  ],
  run: viaDaemon('node rm', (args) => ({ method: 'DELETE', path: `/nodes/${args[0]}` })),
};
