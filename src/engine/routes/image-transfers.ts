/** What the routes of images do that brings images or takes them away: pull, push, load, save, import, and what is asked of a registry. */
import type { Sys } from '../../kernel/sys.ts';
import { parseNormalizedNamed } from '../../formats/image-reference/reference.ts';
import type { NamedReference } from '../../formats/image-reference/reference.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { DaemonError } from '../daemon.ts';
import type { RequestContext } from '../daemon.ts';
import { Filters } from '../filters.ts';
import { importImage } from '../images/import.ts';
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
import { imageName as nameOf, imagesOf } from './images.ts';

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

export function* create(context: RequestContext): Sys<void> {
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

function* importBody(context: RequestContext): Sys<void> {
  const { query } = context;
  const source = query.get('fromSrc') ?? '';
  if (source !== '-') throw new DaemonError(501, `importing from ${source} is not simulated here: give the archive itself`);
  const repository = query.get('repo') ?? '';
  const tag = query.get('tag') ?? '';
  const reference = repository === '' ? undefined : named(tag === '' ? repository : `${repository}:${tag}`);
  if (reference?.digest) throw new DaemonError(400, 'cannot import digest reference');
  const bytes = yield* context.readAll();
  const id = importImage(imagesOf(context), bytes, { reference, message: query.get('message') ?? '', changes: query.getAll('changes') });
  yield* streamProgress(context, function* (progress) {
    progress.say(id);
  });
}

export function* load(context: RequestContext): Sys<void> {
  const bytes = yield* context.readAll();
  yield* streamProgress(context, (progress) => loadImages(imagesOf(context), bytes, context.flag('quiet'), progress));
}

/** One image by its name in the path, or those of the query. */
export function* save(context: RequestContext): Sys<void> {
  const name = nameOf(context);
  const names = name === '' ? context.query.getAll('names').flatMap((each) => each.split(',')) : [name];
  const pieces = saveImages(imagesOf(context), names);
  // The first piece is made before the answer begins, so that an unknown name is an error of the request.
  const first = pieces.next();
  const stream = yield* context.stream(200, { 'Content-Type': 'application/x-tar' });
  if (!first.done) yield* stream.write(first.value);
  for (const piece of pieces) yield* stream.write(piece);
  yield* stream.end();
}

export function* push(context: RequestContext): Sys<void> {
  const tag = context.query.get('tag') ?? '';
  const reference = named(tag === '' ? nameOf(context) : `${nameOf(context)}:${tag}`);
  yield* streamProgress(context, (progress) => pushImage(imagesOf(context), reference, credentialsOf(context), progress));
}

export function* search(context: RequestContext): Sys<void> {
  yield* context.reply(200, yield* searchHub(context.daemon, context.query.get('term') ?? '', context.query.get('limit') ?? '', Filters.parse(context.query.get('filters'))));
}

export function* distribution(context: RequestContext): Sys<void> {
  yield* context.reply(200, yield* inspectDistribution(context.daemon, named(nameOf(context)), credentialsOf(context)));
}

export function* auth(context: RequestContext): Sys<void> {
  yield* context.reply(200, yield* login(context.daemon, (yield* context.json<LoginRequest>()) ?? {}));
}
