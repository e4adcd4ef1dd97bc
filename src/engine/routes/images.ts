/** Routes of images (Engine API v1.50, Image). */
import type { Sys } from '../../kernel/sys.ts';
import { parseNormalizedNamed, familiarString } from '../../formats/image-reference/reference.ts';
import type { NamedReference } from '../../formats/image-reference/reference.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { DaemonError } from '../daemon.ts';
import type { RequestContext, Route } from '../daemon.ts';
import { Filters } from '../filters.ts';
import { join } from '../content/archive.ts';
import { deleteImage, pruneImages } from '../images/delete.ts';
import { importImage } from '../images/import.ts';
import { imageHistory, inspectImage } from '../images/inspect.ts';
import { listImages } from '../images/list.ts';
import { loadImages } from '../images/load.ts';
import { parsePlatform } from '../images/platform.ts';
import { streamProgress } from '../images/progress.ts';
import { pullImage } from '../images/pull.ts';
import { saveImages } from '../images/save.ts';
import { pushImage } from '../images/push.ts';
import type { Credentials } from '../registry/client.ts';
import { inspectDistribution } from '../registry/distribution.ts';
import { login } from '../registry/login.ts';
import type { LoginRequest } from '../registry/login.ts';
import { searchHub } from '../registry/search.ts';
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

/** X-Registry-Auth: base64url JSON of user name and password. */
function credentialsOf(context: RequestContext): Credentials | undefined {
  const header = context.headers.get('x-registry-auth');
  if (!header) return undefined;
  try {
    const value = decodeJSON(atob(header.replaceAll('-', '+').replaceAll('_', '/'))) as { username?: string; password?: string };
    return value.username ? { username: value.username, password: value.password ?? '' } : undefined;
  } catch {
    return undefined;
  }
}

function named(text: string): NamedReference {
  try {
    return parseNormalizedNamed(text);
  } catch (error) {
    throw new DaemonError(400, (error as Error).message);
  }
}

function* create(context: RequestContext): Sys<void> {
  const { query } = context;
  const from = query.get('fromImage') ?? '';
  const platform = parsePlatform(query.get('platform') ?? '');
  if (from === '') {
    yield* importBody(context);
    return;
  }
  const tag = query.get('tag') ?? '';
  const reference = named(tag === '' ? from : `${from}${tag.includes(':') ? '@' : ':'}${tag}`);
  const credentials = credentialsOf(context);
  yield* streamProgress(context, (progress) => pullImage(imagesOf(context), { reference, ...(platform ? { platform } : {}), ...(credentials ? { credentials } : {}) }, progress));
}

/** The whole body of a request. */
function* bodyOf(context: RequestContext): Sys<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (;;) {
    const piece = yield* context.read();
    if (piece.length === 0) return join(pieces);
    pieces.push(piece);
  }
}

function* importBody(context: RequestContext): Sys<void> {
  const { query } = context;
  const source = query.get('fromSrc') ?? '';
  if (source !== '-') throw new DaemonError(501, `importing from ${source} is not simulated here: give the archive itself`);
  const repository = query.get('repo') ?? '';
  const tag = query.get('tag') ?? '';
  const reference = repository === '' ? undefined : named(tag === '' ? repository : `${repository}:${tag}`);
  if (reference?.digest) throw new DaemonError(400, 'cannot import digest reference');
  const bytes = yield* bodyOf(context);
  const id = importImage(imagesOf(context), bytes, { reference, message: query.get('message') ?? '', changes: query.getAll('changes') });
  yield* streamProgress(context, function* (progress) {
    progress.say(id);
  });
}

function* load(context: RequestContext): Sys<void> {
  const bytes = yield* bodyOf(context);
  yield* streamProgress(context, (progress) => loadImages(imagesOf(context), bytes, context.flag('quiet'), progress));
}

function* save(context: RequestContext, names: readonly string[]): Sys<void> {
  const pieces = saveImages(imagesOf(context), names);
  // The first piece is made before the answer begins, so that an unknown name is an error of the request.
  const first = pieces.next();
  const stream = yield* context.stream(200, { 'Content-Type': 'application/x-tar' });
  if (!first.done) yield* stream.write(first.value);
  for (const piece of pieces) yield* stream.write(piece);
  yield* stream.end();
}

function* push(context: RequestContext): Sys<void> {
  const tag = context.query.get('tag') ?? '';
  const reference = named(tag === '' ? nameOf(context) : `${nameOf(context)}:${tag}`);
  yield* streamProgress(context, (progress) => pushImage(imagesOf(context), reference, credentialsOf(context), progress));
}

export const imageRoutes: readonly Route[] = [
  { method: 'POST', pattern: '/images/create', handle: create },
  { method: 'POST', pattern: '/images/{name}/push', handle: push },
  { method: 'POST', pattern: '/images/load', handle: load },
  { method: 'GET', pattern: '/images/get', handle: (context) => save(context, context.query.getAll('names').flatMap((name) => name.split(','))) },
  { method: 'GET', pattern: '/images/{name}/get', handle: (context) => save(context, [nameOf(context)]) },
  {
    method: 'GET', pattern: '/images/search',
    *handle(context) {
      yield* context.reply(200, yield* searchHub(context.daemon, context.query.get('term') ?? '', context.query.get('limit') ?? '', Filters.parse(context.query.get('filters'))));
    },
  },
  {
    method: 'GET', pattern: '/distribution/{name}/json',
    *handle(context) {
      yield* context.reply(200, yield* inspectDistribution(context.daemon, named(nameOf(context)), credentialsOf(context)));
    },
  },
  {
    method: 'POST', pattern: '/auth',
    *handle(context) {
      yield* context.reply(200, yield* login(context.daemon, (yield* context.json<LoginRequest>()) ?? {}));
    },
  },
  { method: 'GET', pattern: '/images/json', handle: list },
  {
    method: 'GET', pattern: '/images/{name}/json',
    *handle(context) {
      yield* context.reply(200, inspectImage(imagesOf(context), nameOf(context), context.version));
    },
  },
  {
    method: 'GET', pattern: '/images/{name}/history',
    *handle(context) {
      yield* context.reply(200, imageHistory(imagesOf(context), nameOf(context)));
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
      if (nameOf(context).trim() === '') throw new DaemonError(400, 'image name cannot be blank');
      yield* context.reply(200, deleteImage(imagesOf(context), nameOf(context), { force: context.flag('force'), prune: !context.flag('noprune') }));
    },
  },
];
