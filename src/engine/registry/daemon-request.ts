/** HTTP requests of the daemon, which says who it is. */
import { ENGINE_VERSION } from '../../api/version.ts';
import { httpRequest } from '../../kernel/net/go-http.ts';
import type { Answer, RequestOptions } from '../../kernel/net/go-http.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { GIT_COMMIT, GO_VERSION } from '../system/version.ts';

/** As moby's dockerversion.DockerUserAgent has it. */
function userAgent(proc: Proc): string {
  const client = `UpstreamClient(Docker-Client/${ENGINE_VERSION} \\(linux\\))`;
  return `docker/${ENGINE_VERSION} go/${GO_VERSION} git-commit/${GIT_COMMIT} kernel/${proc.host.facts.kernelRelease} os/linux arch/amd64 ${client}`;
}

/** One request on a connection of its own. Throws TransportError. */
export function* daemonRequest(proc: Proc, url: string, options: RequestOptions = {}): Sys<Answer> {
  return yield* httpRequest(proc, url, { ...options, headers: { 'User-Agent': userAgent(proc), ...options.headers } });
}
