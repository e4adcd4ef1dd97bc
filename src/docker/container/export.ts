/** `docker container export` (https://docs.docker.com/reference/cli/docker/container/export/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { checkOutputPath, writeBody } from '../format/output-file.ts';

export const command: Command = {
  use: 'export [OPTIONS] CONTAINER',
  short: `Export a container's filesystem as a tar archive`,
  aliasLine: 'docker container export, docker export',
  args: exactArgs(1),
  flags: [
    { name: 'output', short: 'o', value: string(), usage: 'Write to a file, instead of STDOUT' },
  ],
  complete: containerNames(true),
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const output = flags.string('output');
  if (output === '' && cli.isTerminal(1)) throw new StatusError('cowardly refusing to save to a terminal. Use the -o flag or redirect');
  checkOutputPath(cli, output, 'failed to export container');
  const response = yield* cli.client.request({ method: 'GET', path: `/containers/${args[0]}/export` });
  yield* writeBody(cli, response, output);
  return 0;
}
