/** GET /images/search (moby registry/search.go): asks the index of Docker Hub, filters here. */
import type { SearchResult } from '../../api/image.ts';
import type { Sys } from '../../kernel/sys.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { DaemonError } from '../daemon.ts';
import type { Daemon } from '../daemon.ts';
import type { Filters } from '../filters.ts';
import { TransportError } from '../../kernel/net/go-http.ts';
import { daemonRequest } from './daemon-request.ts';

/** Results for a term. 400 for limits outside 1…100 and unknown filters. */
export function* searchHub(daemon: Daemon, term: string, limitText: string, filters: Filters): Sys<SearchResult[]> {
  const limit = limitText === '' || limitText === '0' ? 25 : Number(limitText);
  if (!Number.isInteger(limit)) throw new DaemonError(400, `strconv.Atoi: parsing ${JSON.stringify(limitText)}: invalid syntax`);
  filters.accept(['is-automated', 'is-official', 'stars']);
  const official = filters.has('is-official') ? filters.boolean('is-official', false) : undefined;
  const automated = filters.has('is-automated') ? filters.boolean('is-automated', false) : undefined;
  let stars = 0;
  for (const value of filters.get('stars')) {
    if (!/^-?\d+$/.test(value)) throw new DaemonError(400, `invalid filter 'stars=${value}'`);
    stars = Math.max(stars, Number(value));
  }
  if (limit < 1 || limit > 100) throw new DaemonError(400, `limit ${limit} is outside the range of [1, 100]`);
  let body: Uint8Array;
  try {
    ({ body } = yield* daemonRequest(daemon.proc, `https://index.docker.io/v1/search?q=${encodeURIComponent(term)}&n=${limit}`));
  } catch (error) {
    if (error instanceof TransportError) throw new DaemonError(500, error.message);
    throw error;
  }
  const { results } = decodeJSON(new TextDecoder().decode(body)) as { results: SearchResult[] };
  return results
    .filter((result) => (official === undefined || result.is_official === official) && automated !== true && result.star_count >= stars)
    .map((result) => ({ star_count: result.star_count, is_official: result.is_official, name: result.name, is_automated: false, description: result.description }));
}
