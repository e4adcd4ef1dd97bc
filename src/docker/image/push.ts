/** `docker image push` (https://docs.docker.com/reference/cli/docker/image/push/) */
import { bool, string } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { imageNames, platforms } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'push [OPTIONS] NAME[:TAG]',
  short: 'Upload an image to a registry',
  aliasLine: 'docker image push, docker push',
  top: 6,
  args: exactArgs(1),
  flags: [
    { name: 'all-tags', short: 'a', value: bool(), usage: 'Push all tags of an image to the repository' },
    { name: 'disable-content-trust', value: bool(true), usage: 'Skip image signing' },
    { name: 'platform', value: string(), usage: `Push a platform-specific manifest as a single-platform image to the registry.\nImage index won't be pushed, meaning that other manifests, including attestations won't be preserved.\n'os[/arch[/variant]]': Explicit platform (eg. linux/amd64)`, version: '1.46', complete: platforms },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress verbose output' },
  ],
  complete: imageNames(1),
  run: notSimulated('image push'),
};
