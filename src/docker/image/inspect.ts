/** `docker image inspect` (https://docs.docker.com/reference/cli/docker/image/inspect/) */
import { string } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { imageNames, platforms } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] IMAGE [IMAGE...]',
  short: 'Display detailed information on one or more images',
  args: minArgs(1),
  flags: [
    { name: 'format', short: 'f', value: string(), usage: `Format output using a custom template:\n'json':             Print in JSON format\n'TEMPLATE':         Print output using the given Go template.\nRefer to https://docs.docker.com/go/formatting/ for more information about formatting output with templates` },
    { name: 'platform', value: string(), usage: `Inspect a specific platform of the multi-platform image.\nIf the image or the server is not multi-platform capable, the command will error out if the platform does not match.\n'os[/arch[/variant]]': Explicit platform (eg. linux/amd64)`, version: '1.49', complete: platforms },
  ],
  complete: imageNames(-1),
  run: notSimulated('image inspect'),
};
