/** Routes of images (Engine API v1.50, Image). */
import type { Sys } from '../../kernel/sys.ts';
import { parseNormalizedNamed, familiarString } from '../../formats/image-reference/reference.ts';
import { DaemonError } from '../daemon.ts';
import type { RequestContext, Route } from '../daemon.ts';
import { Filters } from '../filters.ts';
import { deleteImage, pruneImages } from '../images/delete.ts';
import { imageHistory, inspectImage } from '../images/inspect.ts';
import { listImages } from '../images/list.ts';
import type { Images } from '../images/service.ts';

export function imagesOf(context: RequestContext): Images {
  return context.daemon.images as Images;
}

function nameOf(context: RequestContext): string {
  return context.params['name'] ?? '';
}

function* list(context: RequestContext): Sys<void> {
  const filters = Filters.parse(context.query.get('filters'));
  yield* context.reply(200, listImages(imagesOf(context), { all: context.flag('all'), filters, sharedSize: context.flag('shared-size') }));
}

function* tag(context: RequestContext): Sys<void> {
  const images = imagesOf(context);
  const repository = context.query.get('repo') ?? '';
  const wanted = context.query.get('tag') ?? '';
  let reference;
  try {
    reference = parseNormalizedNamed(wanted ? `${repository}:${wanted}` : repository);
  } catch (error) {
    throw new DaemonError(400, (error as Error).message);
  }
  if (reference.digest) throw new DaemonError(400, 'refusing to create a tag with a digest reference');
  if (reference.tag === undefined) reference = { ...reference, tag: 'latest' };
  if (familiarString(reference).startsWith('sha256:')) throw new DaemonError(400, 'refusing to create an ambiguous tag using digest algorithm as name');
  images.tag(images.stored(nameOf(context)).id, reference);
  yield* context.reply(201);
}

export const imageRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/images/json', handle: list },
  {
    method: 'GET', pattern: '/images/{name...}/json',
    *handle(context) {
      yield* context.reply(200, inspectImage(imagesOf(context), nameOf(context), context.version));
    },
  },
  {
    method: 'GET', pattern: '/images/{name...}/history',
    *handle(context) {
      yield* context.reply(200, imageHistory(imagesOf(context), nameOf(context)));
    },
  },
  { method: 'POST', pattern: '/images/{name...}/tag', handle: tag },
  {
    method: 'POST', pattern: '/images/prune',
    *handle(context) {
      yield* context.reply(200, pruneImages(imagesOf(context), Filters.parse(context.query.get('filters'))));
    },
  },
  {
    method: 'DELETE', pattern: '/images/{name...}',
    *handle(context) {
      if (nameOf(context).trim() === '') throw new DaemonError(400, 'image name cannot be blank');
      yield* context.reply(200, deleteImage(imagesOf(context), nameOf(context), { force: context.flag('force'), prune: !context.flag('noprune') }));
    },
  },
];
