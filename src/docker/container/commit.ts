/** `docker container commit` (https://docs.docker.com/reference/cli/docker/container/commit/) */
import type { IDResponse } from '../../api/container.ts';
import { referenceName, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { rangeArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import { checkName } from '../client/names.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { parseImage } from '../image/pull-image.ts';
import { list } from '../opts/lists.ts';

export const command: Command = {
  use: 'commit [OPTIONS] CONTAINER [REPOSITORY[:TAG]]',
  short: `Create a new image from a container's changes`,
  aliasLine: 'docker container commit, docker commit',
  args: rangeArgs(1, 2),
  flags: [
    { name: 'author', short: 'a', value: string(), usage: 'Author (e.g., "John Hannibal Smith <hannibal@a-team.com>")' },
    { name: 'change', short: 'c', value: list(), usage: 'Apply Dockerfile instruction to the created image' },
    { name: 'message', short: 'm', value: string(), usage: 'Commit message' },
    { name: 'pause', short: 'p', value: bool(true), usage: 'Pause container during commit' },
  ],
  interspersed: false,
  complete: containerNames(false),
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const [container = '', reference = ''] = args;
  let repo = '';
  let tag: string | undefined = '';
  yield* cli.ping();
  if (reference !== '') {
    const parsed = parseImage(reference);
    if (parsed.digest !== undefined) throw new StatusError('refusing to create a tag with a digest reference');
    repo = referenceName(parsed);
    ({ tag } = tagNameOnly(parsed));
  }
  const { Id: id } = yield* cli.client.post<IDResponse>('/commit', undefined, {
    container: checkName('container', container),
    repo,
    tag,
    comment: flags.string('message'),
    author: flags.string('author'),
    changes: flags.strings('change'),
    pause: flags.bool('pause') ? undefined : '0',
  });
  yield* cli.out(`${id}\n`);
  return 0;
}
