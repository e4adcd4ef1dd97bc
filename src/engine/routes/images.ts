/** Routes of images (Engine API v1.50, Image); those that bring images or take them away are loaded when they are first asked for. */
import { Deferred } from '../../kernel/deferred.ts';
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

/** The name in the path; empty when the route has none. */
export function imageName(context: RequestContext): string {
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
  images.tag(images.stored(imageName(context)).id, reference);
  yield* context.reply(201);
}

const transfers = new Deferred(() => import('./image-transfers.ts'));

function transfer(name: 'create' | 'push' | 'load' | 'save' | 'search' | 'distribution' | 'auth'): Route['handle'] {
  return function* (context) {
    yield* (yield* transfers.of(context.daemon.proc))[name](context);
  };
}

export const imageRoutes: readonly Route[] = [
  { method: 'POST', pattern: '/images/create', handle: transfer('create') },
  { method: 'POST', pattern: '/images/{name}/push', handle: transfer('push') },
  { method: 'POST', pattern: '/images/load', handle: transfer('load') },
  { method: 'GET', pattern: '/images/get', handle: transfer('save') },
  { method: 'GET', pattern: '/images/{name}/get', handle: transfer('save') },
  { method: 'GET', pattern: '/images/search', handle: transfer('search') },
  { method: 'GET', pattern: '/distribution/{name}/json', handle: transfer('distribution') },
  { method: 'POST', pattern: '/auth', handle: transfer('auth') },
  { method: 'GET', pattern: '/images/json', handle: list },
  {
    method: 'GET', pattern: '/images/{name}/json',
    *handle(context) {
      yield* context.reply(200, inspectImage(imagesOf(context), imageName(context), context.version));
    },
  },
  {
    method: 'GET', pattern: '/images/{name}/history',
    *handle(context) {
      yield* context.reply(200, imageHistory(imagesOf(context), imageName(context)));
    },
  },
  { method: 'POST', pattern: '/images/{name}/tag', handle: tag },
  {
    method: 'POST', pattern: '/images/prune',
    *handle(context) {
      yield* context.reply(200, pruneImages(imagesOf(context), Filters.parse(context.query.get('filters'))));
    },
  },
  {
    method: 'DELETE', pattern: '/images/{name}',
    *handle(context) {
      if (imageName(context).trim() === '') throw new DaemonError(400, 'image name cannot be blank');
      yield* context.reply(200, deleteImage(imagesOf(context), imageName(context), { force: context.flag('force'), prune: !context.flag('noprune') }));
    },
  },
];
