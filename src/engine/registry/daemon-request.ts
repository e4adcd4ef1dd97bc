/** HTTP requests of the daemon, which says who it is. */
import { httpRequest } from '../../kernel/net/go-http.ts';
import type { Answer, RequestOptions } from '../../kernel/net/go-http.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';

const AGENT = 'docker/28.2.2 go/go1.24.3 git-commit/45873be kernel/6.1.0-37-amd64 os/linux arch/amd64 UpstreamClient(Docker-Client/28.2.2 \\(linux\\))';

/** One request on a connection of its own. Throws TransportError. */
export function* daemonRequest(proc: Proc, url: string, options: RequestOptions = {}): Sys<Answer> {
  return yield* httpRequest(proc, url, { ...options, headers: { 'User-Agent': AGENT, ...options.headers } });
}
