/** `docker image tag` (https://docs.docker.com/reference/cli/docker/image/tag/) */
import { parseNormalizedNamed, referenceName, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { imageNames } from '../completions.ts';
import { StatusError } from '../errors.ts';

export const command: Command = {
  use: 'tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  short: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  aliasLine: 'docker image tag, docker tag',
  args: exactArgs(2),
  interspersed: false,
  complete: imageNames(2),
  run,
};

function* run(cli: Cli, args: readonly string[]): Sys<number> {
  const [source = '', target = ''] = args;
  yield* cli.ping();
  const parse = (text: string) => {
    try {
      return parseNormalizedNamed(text);
    } catch (error) {
      throw new StatusError(`Error parsing reference: "${text}" is not a valid repository/tag: ${(error as Error).message}`);
    }
  };
  if (!/^(?:sha256:)?[a-f0-9]{64}$/.test(source)) parse(source);
  const reference = parse(target);
  if (reference.digest !== undefined) throw new StatusError('refusing to create a tag with a digest reference');
  yield* cli.client.call('POST', `/images/${source}/tag`, { repo: referenceName(reference), tag: tagNameOnly(reference).tag });
  return 0;
}
