/** `docker image load` (https://docs.docker.com/reference/cli/docker/image/load/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete, platforms } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { showProgress } from '../streams/progress.ts';
import { openInput, piecesOf } from './input.ts';
import { platformQuery } from './platform.ts';

export const command: Command = {
  use: 'load [OPTIONS]',
  short: 'Load an image from a tar archive or STDIN',
  aliasLine: 'docker image load, docker load',
  args: noArgs,
  flags: [
    { name: 'input', short: 'i', value: string(), usage: 'Read from tar archive file, instead of STDIN' },
    { name: 'platform', value: string(), usage: 'Load only the given platform variant. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")', version: '1.48', complete: platforms },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress the load output' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const input = flags.string('input');
  if (input === '' && cli.isTerminal(0)) throw new StatusError('requested load from stdin, but stdin is empty');
  const fd = openInput(cli, input);
  const platform = platformQuery(flags.string('platform'));
  const response = yield* cli.client.request({
    method: 'POST',
    path: '/images/load',
    query: { quiet: flags.bool('quiet') || !cli.isTerminal(1) ? '1' : '0', platform },
    headers: { 'Content-Type': 'application/x-tar' },
    body: piecesOf(cli, fd),
  });
  if (response.headers.get('Content-Type') === 'application/json') yield* showProgress(cli, response, { to: 1 });
  else for (let piece = yield* response.read(); piece.length > 0; piece = yield* response.read()) yield* cli.out(piece);
  return 0;
}
