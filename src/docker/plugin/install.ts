/** `docker plugin install` (https://docs.docker.com/reference/cli/docker/plugin/install/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'install [OPTIONS] PLUGIN [KEY=VALUE...]',
  short: 'Install a plugin',
  args: minArgs(1),
  flags: [
    { name: 'alias', value: string(), usage: 'Local name for plugin' },
    { name: 'disable', value: bool(), usage: 'Do not enable the plugin on install' },
    { name: 'disable-content-trust', value: bool(true), usage: 'Skip image verification' },
    { name: 'grant-all-permissions', value: bool(), usage: 'Grant all permissions necessary to run the plugin' },
  ],
  run: notSimulated('plugin install'),
};
