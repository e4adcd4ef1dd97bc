/** proxy_pass: the request goes on to another server (ngx_http_proxy_module). */
import { HttpHeaders } from '../../formats/http/headers.ts';
import { isSysError } from '../../kernel/errno.ts';
import { resolve, ResolveError } from '../../kernel/net/resolver.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { exchange } from '../http/client.ts';
import { httpDate } from '../http/dates.ts';
import type { HttpRequest, HttpResponse } from '../http/server.ts';
import { find, findAll, type Directive } from './config.ts';
import type { Site } from './server-block.ts';
import { expandVariables } from './variables.ts';

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'server', 'date', 'content-length']);

/** Where each upstream group's next request goes: round robin over the lifetime of the configuration. */
const turns = new WeakMap<Directive, number>();

/** The upstream's answer, or the status (502, 504) when there is none. */
export function* proxyPass(proc: Proc, site: Site, location: Directive, directive: Directive, request: HttpRequest, log: (level: string, message: string) => Sys<void>): Sys<HttpResponse | number> {
  const target = /^http:\/\/([^/]+)(\/.*)?$/.exec(expandVariables(directive.args[0] ?? '', request, proc));
  if (!target) return 500;
  const [, authority = '', uri] = target;
  const prefix = location.args.at(-1) ?? '/';
  const path = uri === undefined ? request.target : `${uri}${request.target.slice(prefix.length)}`;
  const servers = serversOf(site, authority);
  const client = request.peer.family === 'inet' ? request.peer.address : '';
  for (const server of servers) {
    const [name = '', port = '80'] = server.split(':');
    const fd = proc.socket('inet', 'stream');
    try {
      const [address] = yield* resolve(proc, name);
      yield* proc.connect(fd, { family: 'inet', address: address ?? '', port: Number(port) }, 60_000_000_000);
      const headers = new HttpHeaders([['Host', authority.replace(/:80$/, '')], ['Connection', 'close']]);
      for (const [field, value] of request.headers) if (!HOP_BY_HOP.has(field.toLowerCase()) && field.toLowerCase() !== 'host') headers.append(field, value);
      for (const set of [...findAll(site.directives, 'proxy_set_header'), ...findAll(location.block ?? [], 'proxy_set_header')]) headers.set(set.args[0] ?? '', expandVariables(set.args[1] ?? '', request, proc));
      if (request.body.length > 0) headers.set('Content-Length', String(request.body.length));
      const reply = yield* exchange(proc, fd, request.method, path, headers, request.body, '1.0');
      if (!reply) throw new UpstreamClosed();
      const out = new HttpHeaders([['Server', `nginx/${site.version}`], ['Date', httpDate(proc.realtime())]]);
      for (const [field, value] of reply.head.headers) if (!HOP_BY_HOP.has(field.toLowerCase())) out.append(field, value);
      return { status: reply.head.status, headers: [...out], body: reply.body };
    } catch (error) {
      if (error instanceof UpstreamClosed) yield* log('error', `upstream prematurely closed connection while reading response header from upstream, client: ${client}, upstream: "http://${server}${path}"`);
      else if (isSysError(error)) {
        const number = error.code === 'ECONNREFUSED' ? 111 : error.code === 'EHOSTUNREACH' ? 113 : 110;
        yield* log('error', `connect() failed (${number}: ${error.message}) while connecting to upstream, client: ${client}, request: "${request.method} ${request.target} HTTP/${request.version}", upstream: "http://${server}${path}"`);
        if (error.code === 'ETIMEDOUT') return 504;
      } else if (error instanceof ResolveError) {
        yield* log('error', `${name} could not be resolved (3: Host not found)`);
      } else throw error;
    } finally {
      proc.close(fd);
    }
  }
  return 502;
}

class UpstreamClosed extends Error {}

/** The servers of an upstream block, the next one first; or the authority itself. */
function serversOf(site: Site, authority: string): string[] {
  const group = findAll(site.http, 'upstream').find((directive) => directive.args[0] === authority);
  if (!group) return [authority];
  const list = findAll(group.block ?? [], 'server').map((directive) => directive.args[0] ?? '');
  if (find(group.block ?? [], 'ip_hash') || list.length === 0) return list;
  const turn = turns.get(group) ?? 0;
  turns.set(group, turn + 1);
  return [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)];
}
