/** Manifests straight from a registry, as `docker manifest` reads them (docker/cli internal/registryclient). */
import { MANIFEST_TYPES, tokenUrl } from '../../formats/distribution/client.ts';
import { referenceString, type NamedReference } from '../../formats/image-reference/reference.ts';
import { httpRequest, TransportError, type Answer } from '../../kernel/net/go-http.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import { ENGINE_VERSION } from '../../api/version.ts';
import { StatusError } from '../errors.ts';
import { INDEX_SERVER, storedAuth } from '../registry/auth.ts';

/** The text of the manifest or manifest list that a reference leads to. Throws StatusError with the registry's words. */
export function* fetchManifest(cli: Cli, reference: NamedReference, insecure: boolean): Sys<string> {
  const host = reference.domain === 'docker.io' ? 'registry-1.docker.io' : reference.domain;
  const plain = insecure || /^(localhost|127\.)/.test(host);
  const url = `${plain ? 'http' : 'https'}://${host}/v2/${reference.path}/manifests/${reference.digest ?? reference.tag ?? 'latest'}`;
  const headers = { Accept: MANIFEST_TYPES, 'User-Agent': `Docker-Client/${ENGINE_VERSION} (linux)` };
  try {
    let answer = yield* httpRequest(cli.proc, url, { headers });
    const token = answer.head.status === 401 ? yield* tokenFor(cli, reference, answer) : '';
    if (token !== '') answer = yield* httpRequest(cli.proc, url, { headers: { ...headers, Authorization: `Bearer ${token}` } });
    if (answer.head.status < 400) return new TextDecoder().decode(answer.body);
    throw refusal(answer, reference);
  } catch (error) {
    if (error instanceof TransportError) throw new StatusError(error.message);
    throw error;
  }
}

/** A token to pull with, from the server that the registry names; empty when it names none. */
function* tokenFor(cli: Cli, reference: NamedReference, answer: Answer): Sys<string> {
  const url = tokenUrl(answer.head.headers.get('www-authenticate') ?? '', `repository:${reference.path}:pull`);
  if (url === undefined) return '';
  const { username, password } = storedAuth(cli, reference.domain === 'docker.io' ? INDEX_SERVER : reference.domain);
  const headers: Record<string, string> = username === undefined ? {} : { Authorization: `Basic ${btoa(`${username}:${password ?? ''}`)}` };
  const granted = yield* httpRequest(cli.proc, url, { headers });
  if (granted.head.status !== 200) throw new StatusError('unauthorized: incorrect username or password');
  return (JSON.parse(new TextDecoder().decode(granted.body)) as { token: string }).token;
}

function refusal(answer: Answer, reference: NamedReference): StatusError {
  let errors: readonly { readonly code: string; readonly message: string }[] = [];
  try {
    errors = (JSON.parse(new TextDecoder().decode(answer.body)) as { errors?: typeof errors }).errors ?? [];
  } catch {
    // Not the JSON of a registry: its status says what it is.
  }
  if (answer.head.status === 404) return new StatusError(`no such manifest: ${referenceString(reference)}`);
  // The challenge says why a token did not do: that comes first.
  if (/error="insufficient_scope"/.test(answer.head.headers.get('www-authenticate') ?? '')) errors = [{ code: 'DENIED', message: 'requested access to the resource is denied' }, ...errors];
  const lines = errors.map(({ code, message }) => `${code.toLowerCase().replaceAll('_', ' ')}: ${message}`);
  if (lines.length === 0) return new StatusError(`received unexpected HTTP status: ${answer.head.status}`);
  return new StatusError(lines.length === 1 ? lines.join('') : `errors:\n${lines.join('\n')}\n`);
}
