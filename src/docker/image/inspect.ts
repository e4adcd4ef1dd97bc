/** `docker image inspect` (https://docs.docker.com/reference/cli/docker/image/inspect/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { imageNames, platforms } from '../completions.ts';
import { INSPECT_FORMAT_HELP } from '../format/help-texts.ts';
import { findImage } from '../inspect/find.ts';
import { inspect } from '../inspect/inspect.ts';
import { platformQuery } from './platform.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] IMAGE [IMAGE...]',
  short: 'Display detailed information on one or more images',
  args: minArgs(1),
  flags: [
    { name: 'format', short: 'f', value: string(), usage: INSPECT_FORMAT_HELP },
    { name: 'platform', value: string(), usage: `Inspect a specific platform of the multi-platform image.\nIf the image or the server is not multi-platform capable, the command will error out if the platform does not match.\n'os[/arch[/variant]]': Explicit platform (eg. linux/amd64)`, version: '1.49', complete: platforms },
  ],
  complete: imageNames(-1),
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const platform = platformQuery(flags.string('platform'));
  return yield* inspect(cli, names, flags.string('format'), (name) => findImage(cli, name, platform));
}
