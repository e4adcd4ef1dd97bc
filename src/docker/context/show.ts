/** `docker context show` (https://docs.docker.com/reference/cli/docker/context/show/) */
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';

export const command: Command = {
  use: 'show',
  short: 'Print the name of the current context',
  args: noArgs,
  complete: noComplete,
  run,
};

function* run(cli: Cli): Sys<number> {
  yield* cli.out(`${cli.contextName}\n`);
  return 0;
}
