/** The registry API v2 (OCI distribution-spec) over a storage. */
import type { HttpRequest, HttpResponse } from '../http/server.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { digestOf } from '../../formats/sha256/sha256.ts';
import { parseTarget } from '../../formats/http/target.ts';
import type { RandomStream } from '../../kernel/random.ts';
import type { Storage } from './storage.ts';

const NAME = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*';
const ROUTE = new RegExp(`^/v2/(${NAME})/(manifests|blobs|tags|blobs/uploads)(?:/(.*))?$`);
const EMPTY = new Uint8Array(0);

type Headers = readonly (readonly [string, string])[];

function answer(status: number, body: Uint8Array | string, headers: Headers = []): HttpResponse {
  return { status, headers: [['Docker-Distribution-Api-Version', 'registry/2.0'], ...headers], body: typeof body === 'string' ? new TextEncoder().encode(body) : body };
}

export function json(status: number, value: unknown, headers: Headers = []): HttpResponse {
  return answer(status, `${encodeJSON(value)}\n`, [['Content-Type', 'application/json; charset=utf-8'], ...headers]);
}

/** An answer of the registry that is not a success. */
export function failure(status: number, code: string, message: string, detail?: unknown, headers: Headers = []): HttpResponse {
  return json(status, { errors: [{ code, message, ...(detail === undefined ? {} : { detail }) }] }, headers);
}

export interface RegistryState {
  readonly storage: Storage;
  readonly allowDelete: boolean;
  readonly random: RandomStream;
  /** Bytes of uploads that are not finished. */
  readonly uploads: Map<string, Uint8Array>;
}

/** Answers a request under /v2/; undefined for other paths. */
export function answerRegistry(state: RegistryState, request: HttpRequest): HttpResponse | undefined {
  const { path, query } = parseTarget(request.target);
  if (path === '/v2/' || path === '/v2') return answer(200, '{}', [['Content-Type', 'application/json; charset=utf-8']]);
  if (path === '/v2/_catalog') return json(200, { repositories: state.storage.repositories() });
  const match = ROUTE.exec(path);
  if (!match) return path.startsWith('/v2/') ? failure(404, 'NAME_UNKNOWN', 'repository name not known to registry') : undefined;
  const [, repository = '', kind = '', rest = ''] = match;
  if (kind === 'tags') {
    const tags = state.storage.tags(repository);
    return tags ? json(200, { name: repository, tags }) : failure(404, 'NAME_UNKNOWN', 'repository name not known to registry', { name: repository });
  }
  if (kind === 'manifests') return manifests(state, request, repository, rest);
  if (rest.startsWith('uploads')) return uploads(state, request, repository, rest.slice('uploads'.length).replace(/^\//, ''), query);
  return blobs(state, request, repository, rest);
}

function manifests(state: RegistryState, request: HttpRequest, repository: string, reference: string): HttpResponse {
  const { storage } = state;
  if (request.method === 'PUT') {
    const digest = storage.putManifest(repository, reference.startsWith('sha256:') ? undefined : reference, request.body);
    return answer(201, EMPTY, [['Docker-Content-Digest', digest], ['Location', `/v2/${repository}/manifests/${digest}`]]);
  }
  if (request.method === 'DELETE') {
    if (!state.allowDelete) return failure(405, 'UNSUPPORTED', 'The operation is unsupported.');
    return storage.deleteManifest(repository, reference) ? answer(202, EMPTY) : failure(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
  }
  const found = storage.manifest(repository, reference);
  if (!found) return failure(404, 'MANIFEST_UNKNOWN', 'manifest unknown', reference.startsWith('sha256:') ? `unknown manifest name=${repository} revision=${reference}` : { Tag: reference });
  const type = /"mediaType":\s*"([^"]+)"/.exec(new TextDecoder().decode(found.bytes.subarray(0, 400)))?.[1] ?? 'application/vnd.oci.image.manifest.v1+json';
  return answer(200, found.bytes, [['Content-Type', type], ['Docker-Content-Digest', found.digest], ['Etag', `"${found.digest}"`]]);
}

function blobs(state: RegistryState, request: HttpRequest, repository: string, digest: string): HttpResponse {
  const bytes = request.method === 'HEAD' || request.method === 'GET' ? state.storage.blob(repository, digest) : undefined;
  if (!bytes) return failure(404, 'BLOB_UNKNOWN', 'blob unknown to registry', { digest });
  return answer(200, bytes, [['Content-Type', 'application/octet-stream'], ['Docker-Content-Digest', digest], ['Cache-Control', 'max-age=31536000'], ['Etag', `"${digest}"`]]);
}

function uploads(state: RegistryState, request: HttpRequest, repository: string, id: string, query: { get(name: string): string }): HttpResponse {
  const { storage } = state;
  const location = (uuid: string): readonly [string, string] => ['Location', `/v2/${repository}/blobs/uploads/${uuid}`];
  if (request.method === 'POST') {
    const mount = query.get('mount');
    if (mount && query.get('from') && storage.hasBlob(query.get('from'), mount)) {
      storage.linkBlob(repository, mount);
      return answer(201, EMPTY, [['Location', `/v2/${repository}/blobs/${mount}`], ['Docker-Content-Digest', mount]]);
    }
    const digits = state.random.hex(32);
    const uuid = `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
    state.uploads.set(uuid, EMPTY);
    return answer(202, EMPTY, [location(uuid), ['Docker-Upload-Uuid', uuid], ['Range', '0-0']]);
  }
  const have = state.uploads.get(id);
  if (!have) return failure(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
  const bytes = new Uint8Array(have.length + request.body.length);
  bytes.set(have);
  bytes.set(request.body, have.length);
  if (request.method === 'PATCH') {
    state.uploads.set(id, bytes);
    return answer(202, EMPTY, [location(id), ['Docker-Upload-Uuid', id], ['Range', `0-${Math.max(0, bytes.length - 1)}`]]);
  }
  if (request.method !== 'PUT') return failure(405, 'UNSUPPORTED', 'The operation is unsupported.');
  const digest = query.get('digest');
  if (digestOf(bytes) !== digest) return failure(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content');
  state.uploads.delete(id);
  storage.putBlob(repository, bytes);
  return answer(201, EMPTY, [['Location', `/v2/${repository}/blobs/${digest}`], ['Docker-Content-Digest', digest]]);
}
