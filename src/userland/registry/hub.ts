/** What Docker Hub has beside its registry: tokens (auth.docker.io) and search (index.docker.io). */
import type { HttpRequest, HttpResponse } from '../http/server.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { parseTarget } from '../../formats/http/target.ts';
import { failure, json } from './api.ts';
import type { RegistryState } from './api.ts';

interface SearchEntry { readonly name: string; readonly description: string; readonly star_count: number; readonly is_official: boolean }

/** A token says what it is for; nobody here forges one. */
function tokenFor(scopes: readonly string[]): string {
  return `drydock.${scopes.join('+').replaceAll(':', '.').replaceAll('/', '~')}`;
}

/** Grants pull on repositories that exist; push on none. */
export function answerToken(state: RegistryState, request: HttpRequest): HttpResponse | undefined {
  const { path, query } = parseTarget(request.target);
  if (path !== '/token') return undefined;
  if (request.headers.has('authorization')) return json(401, { details: 'incorrect username or password' });
  const [, repository = '', actions = ''] = /^repository:(.+):([a-z,]+)$/.exec(query.get('scope')) ?? [];
  const granted = state.storage.exists(repository) && actions.split(',').includes('pull') ? [`repository:${repository}:pull`] : [];
  const token = tokenFor(granted);
  return json(200, { token, access_token: token, expires_in: 300 });
}

/** 401 for requests whose token does not cover them; undefined lets them pass. */
export function checkToken(auth: { realm: string; service: string }, request: HttpRequest): HttpResponse | undefined {
  const { path } = parseTarget(request.target);
  const repository = /^\/v2\/(.+?)\/(?:manifests|blobs|tags)(?:\/|$)/.exec(path)?.[1];
  const [scheme, token = ''] = (request.headers.get('authorization') ?? '').split(' ');
  const write = request.method !== 'GET' && request.method !== 'HEAD';
  const scope = repository ? `,scope="repository:${repository}:pull${write ? ',push' : ''}"` : '';
  const anonymous = scheme?.toLowerCase() !== 'bearer';
  const challenge = ['WWW-Authenticate', `Bearer realm="${auth.realm}",service="${auth.service}"${scope}${anonymous ? '' : ',error="insufficient_scope"'}`] as const;
  if (anonymous) return failure(401, 'UNAUTHORIZED', 'authentication required', null, [challenge]);
  if (!repository) return undefined;
  if (!write && token === tokenFor([`repository:${repository}:pull`])) return undefined;
  if (request.method === 'PUT' && path.includes('/manifests/')) {
    return json(401, { errors: [{ code: 'DENIED', message: 'requested access to the resource is denied' }, { code: 'UNAUTHORIZED', message: 'authentication required' }] }, [challenge]);
  }
  return failure(401, write ? 'DENIED' : 'UNAUTHORIZED', write ? 'requested access to the resource is denied' : 'authentication required', [{ Type: 'repository', Class: '', Name: repository, Action: write ? 'push' : 'pull' }], [challenge]);
}

/** GET /v1/search?q=TERM&n=LIMIT: repositories whose name or description has the term, official ones and exact names first. */
export function answerSearch(index: string, request: HttpRequest): HttpResponse | undefined {
  const { path, query } = parseTarget(request.target);
  if (path !== '/v1/search') return undefined;
  const term = query.get('q').toLowerCase();
  const entries = (decodeJSON(index) as SearchEntry[]).filter(({ name, description }) => name.toLowerCase().includes(term) || description.toLowerCase().includes(term));
  const rank = ({ name, is_official: official }: SearchEntry): number => (name === term ? 0 : official && name.includes(term) ? 1 : name.includes(term) ? 2 : 3);
  const sorted = entries.map((entry, i) => ({ entry, i })).sort((a, b) => rank(a.entry) - rank(b.entry) || a.i - b.i).slice(0, Number(query.get('n')) || 25);
  return json(200, {
    num_pages: 1, num_results: entries.length, results: sorted.map(({ entry }) => ({ name: entry.name, description: entry.description, is_automated: false, is_official: entry.is_official, star_count: entry.star_count })),
    page_size: sorted.length, query: term, page: 1,
  });
}
