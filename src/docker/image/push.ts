/** `docker image push` (https://docs.docker.com/reference/cli/docker/image/push/) */
import { familiarName, isNameOnly, referenceName, referenceString, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { imageNames, platforms } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { authFor } from '../registry/auth.ts';
import { showProgress } from '../streams/progress.ts';
import { platformQuery } from './platform.ts';
import { parseImage } from './pull-image.ts';

export const command: Command = {
  use: 'push [OPTIONS] NAME[:TAG]',
  short: 'Upload an image to a registry',
  aliasLine: 'docker image push, docker push',
  top: 6,
  args: exactArgs(1),
  flags: [
    { name: 'all-tags', short: 'a', value: bool(), usage: 'Push all tags of an image to the repository' },
    { name: 'disable-content-trust', value: bool(true), usage: 'Skip image signing' },
    { name: 'platform', value: string(), usage: `Push a platform-specific manifest as a single-platform image to the registry.\nImage index won't be pushed, meaning that other manifests, including attestations won't be preserved.\n'os[/arch[/variant]]': Explicit platform (eg. linux/amd64)`, version: '1.46', complete: platforms },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress verbose output' },
  ],
  complete: imageNames(1),
  run,
};

const NOTE = `
 Info -> Using --platform pushes only the specified platform manifest of a multi-platform image index.
         Other components, like attestations, will not be included.
         To push the complete multi-platform image, remove the --platform flag.
         
`;

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const all = flags.bool('all-tags');
  const quiet = flags.bool('quiet');
  const platform = platformQuery(flags.string('platform'));
  if (platform !== undefined) yield* cli.out(NOTE);
  let reference = parseImage(args[0] ?? '');
  if (all && !isNameOnly(reference)) throw new StatusError("tag can't be used with --all-tags/-a");
  if (!all && isNameOnly(reference)) {
    reference = tagNameOnly(reference);
    if (!quiet) yield* cli.out(`Using default tag: ${reference.tag}\n`);
  }
  const response = yield* cli.client.request({
    method: 'POST',
    path: `/images/${referenceName(reference)}/push`,
    query: { tag: all ? undefined : reference.tag, platform },
    headers: { 'X-Registry-Auth': authFor(cli, familiarName(reference)) },
  });
  yield* showProgress(cli, response, { to: quiet ? undefined : 1 });
  if (quiet) yield* cli.out(`${referenceString(reference)}\n`);
  return 0;
}
