/** POST /images/create: pulls an image and shows the progress. */
import { familiarName, parseNormalizedNamed, referenceName, tagNameOnly, type NamedReference } from '../../formats/image-reference/reference.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import type { Response } from '../client/response.ts';
import { StatusError } from '../errors.ts';
import { authFor } from '../registry/auth.ts';
import { showProgress } from '../streams/progress.ts';

/** Parses the name of an image as users give it. Throws StatusError. */
export function parseImage(text: string): NamedReference {
  try {
    return parseNormalizedNamed(text);
  } catch (error) {
    throw new StatusError((error as Error).message);
  }
}

/** Starts the pull; without a tag all tags are pulled. */
export function* startPull(cli: Cli, reference: NamedReference, platform: string): Sys<Response> {
  return yield* cli.client.request({
    method: 'POST',
    path: '/images/create',
    query: { fromImage: referenceName(reference), tag: reference.digest ?? reference.tag, platform: platform === '' ? undefined : platform.toLowerCase() },
    headers: { 'X-Registry-Auth': authFor(cli, familiarName(reference)) },
  });
}

/** The pull that `run` and `create` do for a missing image: progress goes to stderr. */
export function* pullQuietly(cli: Cli, image: string, platform: string, quiet: boolean): Sys<void> {
  const response = yield* startPull(cli, tagNameOnly(parseImage(image)), platform);
  yield* showProgress(cli, response, { to: quiet ? undefined : 2 });
}
