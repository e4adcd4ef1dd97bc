/** `docker image pull` (https://docs.docker.com/reference/cli/docker/image/pull/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete, platforms } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'pull [OPTIONS] NAME[:TAG|@DIGEST]',
  short: 'Download an image from a registry',
  aliasLine: 'docker image pull, docker pull',
  top: 5,
  args: exactArgs(1),
  flags: [
    { name: 'all-tags', short: 'a', value: bool(), usage: 'Download all tagged images in the repository' },
    { name: 'disable-content-trust', value: bool(true), usage: 'Skip image verification' },
    { name: 'platform', value: string(), usage: 'Set platform if server is multi-platform capable', version: '1.32', complete: platforms },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress verbose output' },
  ],
  complete: noComplete,
  run: notSimulated('image pull'),
};
