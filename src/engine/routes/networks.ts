/** /networks (moby api/server/router/network). */
import type { NetworkConnectRequest, NetworkCreateRequest, NetworkDisconnectRequest, NetworkInspect } from '../../api/network.ts';
import type { Sys } from '../../kernel/sys.ts';
import { DaemonError } from '../daemon.ts';
import type { RequestContext, Route } from '../daemon.ts';
import { untilFilter } from '../containers/prune.ts';
import { Filters } from '../filters.ts';
import type { Networks } from '../networks/service.ts';
import { parseRFC3339 } from '../time.ts';

function networks(context: RequestContext): Networks {
  return context.daemon.networks as Networks;
}

function* list(context: RequestContext): Sys<void> {
  yield* context.reply(200, networks(context).list(Filters.parse(context.query.get('filters'))));
}

function* inspect(context: RequestContext): Sys<void> {
  const verbose = context.query.get('verbose');
  if (verbose && !/^(1|0|t|f|true|false|TRUE|FALSE|True|False|T|F)$/.test(verbose)) throw new DaemonError(400, `invalid value for verbose: ${verbose}: strconv.ParseBool: parsing ${JSON.stringify(verbose)}: invalid syntax`);
  yield* context.reply(200, networks(context).inspect(context.params['id'] ?? '', context.query.get('scope') ?? undefined));
}

function* create(context: RequestContext): Sys<void> {
  const request = yield* context.json<NetworkCreateRequest>();
  if (!request) throw new DaemonError(400, 'invalid JSON: got EOF while reading request body');
  yield* context.reply(201, { Id: networks(context).create({ ...request, Name: request.Name ?? '' }), Warning: '' });
}

function* connect(context: RequestContext): Sys<void> {
  const request = yield* context.json<NetworkConnectRequest>();
  if (!request) throw new DaemonError(400, 'invalid JSON: got EOF while reading request body');
  networks(context).connect(context.params['id'] ?? '', request.Container ?? '', request.EndpointConfig);
  yield* context.reply(200);
}

function* disconnect(context: RequestContext): Sys<void> {
  const request = yield* context.json<NetworkDisconnectRequest>();
  if (!request) throw new DaemonError(400, 'invalid JSON: got EOF while reading request body');
  networks(context).disconnect(context.params['id'] ?? '', request.Container ?? '', request.Force ?? false);
  yield* context.reply(200);
}

function* remove(context: RequestContext): Sys<void> {
  networks(context).remove(context.params['id'] ?? '');
  yield* context.reply(204);
}

function* prune(context: RequestContext): Sys<void> {
  const filters = Filters.parse(context.query.get('filters'));
  filters.accept(['label', 'label!', 'until']);
  const until = untilFilter(filters, context.daemon.proc.realtime());
  const deleted = networks(context).prune((network: NetworkInspect) => {
    if (until !== undefined && (parseRFC3339(network.Created) ?? 0n) > until) return false;
    return filters.labels('label', network.Labels) && (!filters.has('label!') || !filters.labels('label!', network.Labels));
  });
  yield* context.reply(200, { NetworksDeleted: deleted.length > 0 ? deleted : null });
}

export const networkRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/networks', handle: list },
  { method: 'GET', pattern: '/networks/{id}', handle: inspect },
  { method: 'POST', pattern: '/networks/create', handle: create },
  { method: 'POST', pattern: '/networks/prune', handle: prune },
  { method: 'POST', pattern: '/networks/{id}/connect', handle: connect },
  { method: 'POST', pattern: '/networks/{id}/disconnect', handle: disconnect },
  { method: 'DELETE', pattern: '/networks/{id}', handle: remove },
];
