/** `docker context use` (https://docs.docker.com/reference/cli/docker/context/use/) */
import { quote } from '../../formats/pflag/quote.ts';
import type { Sys } from '../../kernel/sys.ts';
import { cobraExactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { contextNames } from '../completions.ts';
import { checkContextName } from './endpoint.ts';

export const command: Command = {
  use: 'use CONTEXT',
  short: 'Set the current docker context',
  args: cobraExactArgs(1),
  complete: contextNames(1),
  run,
};

function* run(cli: Cli, args: readonly string[]): Sys<number> {
  const name = args[0] ?? '';
  if (name !== 'default') {
    checkContextName(name);
    cli.contexts.get(name);
  }
  const { values } = cli.config;
  const wanted = name === 'default' ? '' : name;
  if ((values.currentContext ?? '') !== wanted) {
    if (wanted === '') delete values.currentContext;
    else values.currentContext = wanted;
    cli.config.save(cli.proc);
  }
  yield* cli.out(`${name}\n`);
  yield* cli.err(`Current context is now ${quote(name)}\n`);
  if (name !== 'default' && (cli.proc.env.get('DOCKER_HOST') ?? '') !== '') {
    yield* cli.err(`Warning: DOCKER_HOST environment variable overrides the active context. To use ${quote(name)}, either set the global --context flag, or unset DOCKER_HOST environment variable.\n`);
  }
  return 0;
}
