/** `docker plugin upgrade` (https://docs.docker.com/reference/cli/docker/plugin/upgrade/) */
import { bool } from '../../formats/pflag/values.ts';
import { rangeArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'upgrade [OPTIONS] PLUGIN [REMOTE]',
  short: 'Upgrade an existing plugin',
  version: '1.26',
  args: rangeArgs(1, 2),
  flags: [
    { name: 'disable-content-trust', value: bool(true), usage: 'Skip image verification' },
    { name: 'grant-all-permissions', value: bool(), usage: 'Grant all permissions necessary to run the plugin' },
    { name: 'skip-remote-check', value: bool(), usage: 'Do not check if specified remote plugin matches existing plugin image' },
  ],
  run: notSimulated('plugin upgrade'),
};
