/** `docker image import` (https://docs.docker.com/reference/cli/docker/image/import/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { platforms } from '../completions.ts';
import { list } from '../opts/lists.ts';
import { showProgress } from '../streams/progress.ts';
import { openInput, piecesOf } from './input.ts';
import { parseImage } from './pull-image.ts';

export const command: Command = {
  use: 'import [OPTIONS] file|URL|- [REPOSITORY[:TAG]]',
  short: 'Import the contents from a tarball to create a filesystem image',
  aliasLine: 'docker image import, docker import',
  args: minArgs(1),
  flags: [
    { name: 'change', short: 'c', value: list(), usage: 'Apply Dockerfile instruction to the created image' },
    { name: 'message', short: 'm', value: string(), usage: 'Set commit message for imported image' },
    { name: 'platform', value: string(), usage: 'Set platform if server is multi-platform capable', version: '1.32', complete: platforms },
  ],
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const [source = '', name = ''] = args;
  const remote = /^https?:\/\//.test(source);
  const body = remote ? undefined : piecesOf(cli, openInput(cli, source === '-' ? '' : source));
  if (name !== '') parseImage(name);
  const response = yield* cli.client.request({
    method: 'POST',
    path: '/images/create',
    query: {
      fromSrc: remote ? source : '-', repo: name || undefined, message: flags.string('message') || undefined,
      platform: flags.string('platform').toLowerCase() || undefined, changes: flags.strings('change'),
    },
    ...(body === undefined ? {} : { body }),
  });
  yield* showProgress(cli, response, { to: 1 });
  return 0;
}
