/** `docker node update` (https://docs.docker.com/reference/cli/docker/node/update/) */
import { string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { oneOf } from '../completions.ts';
import { list } from '../opts/lists.ts';
import { label } from '../opts/validators.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'update [OPTIONS] NODE',
  short: 'Update a node',
  args: exactArgs(1),
  flags: [
    { name: 'availability', value: string(), usage: 'Availability of the node ("active", "pause", "drain")', complete: oneOf('active', 'pause', 'drain') },
    { name: 'label-add', value: list(label), usage: 'Add or update a node label ("key=value")' },
    { name: 'label-rm', value: list(), usage: 'Remove a node label if exists' },
    { name: 'role', value: string(), usage: 'Role of the node ("worker", "manager")', complete: oneOf('worker', 'manager') },
  ],
  run: viaDaemon('node update', (args) => get(`/nodes/${args[0]}`)),
};
