/** `docker login` (https://docs.docker.com/reference/cli/docker/login/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { maxArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'login [OPTIONS] [SERVER]',
  short: 'Authenticate to a registry',
  long: 'Authenticate to a registry.\nDefaults to Docker Hub if no server is specified.',
  top: 8,
  args: maxArgs(1),
  flags: [
    { name: 'password', short: 'p', value: string(), usage: 'Password or Personal Access Token (PAT)' },
    { name: 'password-stdin', value: bool(), usage: 'Take the Password or Personal Access Token (PAT) from stdin' },
    { name: 'username', short: 'u', value: string(), usage: 'Username' },
  ],
  complete: noComplete,
  run: notSimulated('login'),
};
