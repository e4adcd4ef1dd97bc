/** `docker image save` (https://docs.docker.com/reference/cli/docker/image/save/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { imageNames, platforms } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { checkOutputPath, writeBody } from '../format/output-file.ts';
import { platformQuery } from './platform.ts';

export const command: Command = {
  use: 'save [OPTIONS] IMAGE [IMAGE...]',
  short: 'Save one or more images to a tar archive (streamed to STDOUT by default)',
  aliasLine: 'docker image save, docker save',
  args: minArgs(1),
  flags: [
    { name: 'output', short: 'o', value: string(), usage: 'Write to a file, instead of STDOUT' },
    { name: 'platform', value: string(), usage: 'Save only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")', version: '1.48', complete: platforms },
  ],
  complete: imageNames(-1),
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const platform = platformQuery(flags.string('platform'));
  const output = flags.string('output');
  if (output === '' && cli.isTerminal(1)) throw new StatusError('cowardly refusing to save to a terminal. Use the -o flag or redirect');
  checkOutputPath(cli, output, 'failed to save image');
  const response = yield* cli.client.request({ method: 'GET', path: '/images/get', query: { names, platform } });
  yield* writeBody(cli, response, output);
  return 0;
}
