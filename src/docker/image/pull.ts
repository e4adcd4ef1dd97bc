/** `docker image pull` (https://docs.docker.com/reference/cli/docker/image/pull/) */
import { isNameOnly, referenceString, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete, platforms } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { showProgress } from '../streams/progress.ts';
import { parseImage, startPull } from './pull-image.ts';

export const command: Command = {
  use: 'pull [OPTIONS] NAME[:TAG|@DIGEST]',
  short: 'Download an image from a registry',
  aliasLine: 'docker image pull, docker pull',
  top: 5,
  args: exactArgs(1),
  flags: [
    { name: 'all-tags', short: 'a', value: bool(), usage: 'Download all tagged images in the repository' },
    { name: 'disable-content-trust', value: bool(true), usage: 'Skip image verification' },
    { name: 'platform', value: string(), usage: 'Set platform if server is multi-platform capable', version: '1.32', complete: platforms },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress verbose output' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const all = flags.bool('all-tags');
  const quiet = flags.bool('quiet');
  let reference = parseImage(args[0] ?? '');
  if (all && !isNameOnly(reference)) throw new StatusError("tag can't be used with --all-tags/-a");
  if (!all && isNameOnly(reference)) {
    reference = tagNameOnly(reference);
    if (!quiet) yield* cli.out(`Using default tag: ${reference.tag}\n`);
  }
  try {
    const response = yield* startPull(cli, reference, flags.string('platform'));
    yield* showProgress(cli, response, { to: quiet ? undefined : 1 });
  } catch (error) {
    if (error instanceof StatusError && error.message.includes("when fetching 'plugin'")) throw new StatusError(`${error.message} - Use \`docker plugin install\``);
    throw error;
  }
  yield* cli.out(`${referenceString(reference)}\n`);
  return 0;
}
