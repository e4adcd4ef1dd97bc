/** The daemon's client of the registry API v2, with token authentication (moby distribution/, distribution/registry/client). */
import type { Sys } from '../../kernel/sys.ts';
import { MANIFEST_TYPES, tokenUrl } from '../../formats/distribution/client.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { digestOf } from '../../formats/sha256/sha256.ts';
import { resolve } from '../../kernel/net/resolver.ts';
import type { NamedReference } from '../../formats/image-reference/reference.ts';
import { familiarName } from '../../formats/image-reference/reference.ts';
import type { Daemon } from '../daemon.ts';
import { DaemonError } from '../daemon.ts';
import { RECORDED } from '../images/catalogue/image.ts';
import { TransportError } from '../../kernel/net/go-http.ts';
import type { Answer, RequestOptions } from '../../kernel/net/go-http.ts';
import { daemonRequest } from './daemon-request.ts';

const HUB = 'registry-1.docker.io';

export interface Credentials { readonly username: string; readonly password: string }

/** A registry answered with an error; `code` and `message` are its own. */
export class RegistryError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface Manifest { readonly digest: string; readonly type: string; readonly bytes: Uint8Array; readonly value: ManifestValue }

export interface ManifestValue {
  readonly mediaType?: string;
  readonly config?: BlobDescriptor;
  readonly layers?: readonly BlobDescriptor[];
  readonly manifests?: readonly (BlobDescriptor & { readonly platform?: { readonly architecture: string; readonly os: string; readonly variant?: string } })[];
  readonly annotations?: Readonly<Record<string, string>>;
}
export interface BlobDescriptor { readonly mediaType: string; readonly digest: string; readonly size: number; readonly annotations?: Readonly<Record<string, string>> }

export class RegistryClient {
  readonly #daemon: Daemon;
  readonly #repository: string;
  readonly #actions: string;
  readonly #credentials: Credentials | undefined;
  readonly #base: string;
  #token: string | undefined;

  private constructor(daemon: Daemon, base: string, reference: NamedReference, actions: string, credentials: Credentials | undefined) {
    this.#daemon = daemon;
    this.#base = base;
    this.#repository = reference.path;
    this.#actions = actions;
    this.#credentials = credentials;
  }

  /** Finds the registry of a reference and asks for its version. Throws DaemonError 500 when it cannot be reached. */
  static *connect(daemon: Daemon, reference: NamedReference, actions: 'pull' | 'pull,push', credentials?: Credentials): Sys<RegistryClient> {
    const host = reference.domain === 'docker.io' ? HUB : reference.domain;
    const insecure = yield* isInsecure(daemon, host);
    const client = (base: string): RegistryClient => new RegistryClient(daemon, base, reference, actions, credentials);
    const plainPort = /:(\d+)$/.exec(host)?.[1];
    try {
      if (insecure) {
        const plain = client(`http://${host}`);
        yield* plain.#ping();
        return plain;
      }
      const secure = client(`https://${host}`);
      yield* secure.#ping();
      // Only port 443 speaks TLS here; everything else is a server without it.
      if (plainPort !== undefined && plainPort !== '443') throw new TransportError(`Get "https://${host}/v2/": http: server gave HTTP response to HTTPS client`);
      return secure;
    } catch (error) {
      if (error instanceof TransportError) throw new DaemonError(500, error.message);
      throw error;
    }
  }

  *#ping(): Sys<void> {
    const answer = yield* daemonRequest(this.#daemon.proc, `${this.#base}/v2/`);
    if (answer.head.status === 401) yield* this.#authenticate(answer);
  }

  *#authenticate(answer: Answer): Sys<void> {
    const url = tokenUrl(answer.head.headers.get('www-authenticate') ?? '', `repository:${this.#repository}:${this.#actions}`);
    if (url === undefined) return;
    const headers: Record<string, string> = this.#credentials?.username ? { Authorization: `Basic ${base64(`${this.#credentials.username}:${this.#credentials.password}`)}` } : {};
    const granted = yield* daemonRequest(this.#daemon.proc, url, { headers });
    if (granted.head.status !== 200) throw new DaemonError(401, `Get "${this.#base}/v2/": unauthorized: incorrect username or password`);
    this.#token = (decodeJSON(new TextDecoder().decode(granted.body)) as { token: string }).token;
  }

  /** One request below /v2/NAME/. Throws RegistryError, DaemonError when the connection fails. */
  *request(path: string, options: RequestOptions = {}): Sys<Answer> {
    const url = path.startsWith('/v2/') ? `${this.#base}${path}` : `${this.#base}/v2/${this.#repository}/${path}`;
    try {
      const answer = yield* daemonRequest(this.#daemon.proc, url, { ...options, headers: { ...options.headers, ...(this.#token ? { Authorization: `Bearer ${this.#token}` } : {}) } });
      if (answer.head.status < 400) return answer;
      throw registryError(answer);
    } catch (error) {
      if (error instanceof TransportError) throw new DaemonError(500, error.message);
      throw error;
    }
  }

  /** A manifest by tag or digest; its bytes are checked against the digest. */
  *manifest(reference: string): Sys<Manifest> {
    const { head, body } = yield* this.request(`manifests/${reference}`, { headers: { Accept: MANIFEST_TYPES } });
    const value = decodeJSON(new TextDecoder().decode(body)) as ManifestValue;
    const digest = value.annotations?.[RECORDED] ?? digestOf(body);
    if (reference.startsWith('sha256:') && digest !== reference) throw new DaemonError(500, `manifest verification failed for digest ${reference}`);
    return { digest, type: value.mediaType ?? head.headers.get('content-type') ?? '', bytes: body, value };
  }

  /** A blob, checked against its digest. */
  *blob(descriptor: BlobDescriptor): Sys<Uint8Array> {
    const { body } = yield* this.request(`blobs/${descriptor.digest}`);
    if (descriptor.annotations?.[RECORDED] === undefined && digestOf(body) !== descriptor.digest) throw new DaemonError(500, `filesystem layer verification failed for digest ${descriptor.digest}`);
    return body;
  }

  *tags(): Sys<string[]> {
    const { body } = yield* this.request('tags/list');
    return (decodeJSON(new TextDecoder().decode(body)) as { tags: string[] | null }).tags ?? [];
  }

  *hasBlob(digest: string): Sys<boolean> {
    try {
      yield* this.request(`blobs/${digest}`, { method: 'HEAD' });
      return true;
    } catch (error) {
      // Whatever the reason is, an upload will tell it in words.
      if (error instanceof RegistryError) return false;
      throw error;
    }
  }

  /** Uploads a blob in one piece; with `from` it is mounted from that repository if it can be. True when it was mounted. */
  *upload(digest: string, bytes: () => Uint8Array, from?: string): Sys<boolean> {
    const query = from ? `?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}` : '';
    const begun = yield* this.request(`blobs/uploads/${query}`, { method: 'POST' });
    if (begun.head.status === 201) return true;
    const location = (begun.head.headers.get('location') ?? '').replace(/^https?:\/\/[^/]+/, '');
    const body = bytes();
    yield* this.request(location, { method: 'PATCH', body, headers: { 'Content-Type': 'application/octet-stream' } });
    yield* this.request(`${location}${location.includes('?') ? '&' : '?'}digest=${encodeURIComponent(digest)}`, { method: 'PUT' });
    return false;
  }

  *putManifest(tag: string, type: string, bytes: Uint8Array): Sys<void> {
    yield* this.request(`manifests/${tag}`, { method: 'PUT', body: bytes, headers: { 'Content-Type': type } });
  }
}

function registryError(answer: Answer): RegistryError {
  const text = new TextDecoder().decode(answer.body);
  try {
    const errors = (decodeJSON(text) as { errors?: { code: string; message: string }[] }).errors ?? [];
    const [first] = errors;
    const lines = errors.map(({ code, message }) => `${code.toLowerCase().replaceAll('_', ' ')}: ${message}`);
    if (first) return new RegistryError(answer.head.status, first.code, lines.length === 1 ? (lines[0] ?? '') : `errors:\n${lines.join('\n')}\n`);
  } catch {
    // Not the JSON of a registry: what it is says the status.
  }
  return new RegistryError(answer.head.status, 'UNKNOWN', `received unexpected HTTP status: ${answer.head.status}`);
}

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** True for hosts of 127.0.0.0/8 and for those that daemon.json lists as insecure-registries. */
function* isInsecure(daemon: Daemon, host: string): Sys<boolean> {
  const name = host.replace(/:\d+$/, '');
  const listed = daemon.config.insecureRegistries;
  if (listed.includes(host) || listed.includes(name)) return true;
  if (name === HUB) return false;
  let addresses: readonly string[];
  try {
    addresses = yield* resolve(daemon.proc, name);
  } catch {
    return false;
  }
  return addresses.some((address) => address.startsWith('127.') || listed.some((entry) => inNetwork(address, entry)));
}

function inNetwork(address: string, network: string): boolean {
  const [base, bits] = network.split('/');
  if (bits === undefined || base === undefined || !/^[\d.]+$/.test(base)) return false;
  const number = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const shift = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / shift) === Math.floor(number(base) / shift);
}

/** What the daemon answers when a manifest cannot be had (moby distribution.translatePullError). */
export function pullError(error: unknown, reference: NamedReference, shown: string): unknown {
  if (!(error instanceof RegistryError)) return error;
  if (error.code === 'UNAUTHORIZED' || error.code === 'DENIED') {
    return new DaemonError(404, `pull access denied for ${familiarName(reference)}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`);
  }
  if (error.code === 'MANIFEST_UNKNOWN') return new DaemonError(404, `manifest for ${shown} not found: ${error.message}`);
  if (error.code === 'NAME_UNKNOWN') return new DaemonError(404, `repository ${familiarName(reference)} not found: ${error.message}`);
  return new DaemonError(500, error.message);
}
