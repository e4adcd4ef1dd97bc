/** `docker manifest` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as annotate } from './annotate.ts';
import { command as create } from './create.ts';
import { command as inspect } from './inspect.ts';
import { command as push } from './push.ts';
import { command as rm } from './rm.ts';

export const command: Command = {
  use: 'manifest COMMAND',
  short: 'Manage Docker image manifests and manifest lists',
  long: '\nThe **docker manifest** command has subcommands for managing image manifests and\nmanifest lists. A manifest list allows you to use one name to refer to the same image\nbuilt for multiple architectures.\n\nTo see help for a subcommand, use:\n\n    docker manifest CMD --help\n\nFor full details on using docker manifest lists, see the registry v2 specification.\n\n',
  experimentalCLI: true,
  args: noArgs,
  commands: [annotate, create, inspect, push, rm],
};
