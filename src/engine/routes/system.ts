/** Routes of the daemon itself: ping, version, info, df. */
import { encodeUTF8 } from '../../formats/utf8/encode.ts';
import type { Route } from '../daemon.ts';
import type { Containers } from '../containers/service.ts';
import { diskUsage } from '../system/disk-usage.ts';
import { info } from '../system/info.ts';
import { version } from '../system/version.ts';
import type { RequestContext } from '../daemon.ts';
import type { Sys } from '../../kernel/sys.ts';

const PING = {
  'Builder-Version': '2', 'Cache-Control': 'no-cache, no-store, must-revalidate', Pragma: 'no-cache', Swarm: 'inactive', 'Content-Type': 'text/plain; charset=utf-8',
};

function* ping(context: RequestContext): Sys<void> {
  yield* context.reply(200, encodeUTF8(context.method === 'HEAD' ? '' : 'OK'), PING);
}

export function systemRoutes(containers: Containers): Route[] {
  return [
    { method: 'GET', pattern: '/_ping', handle: ping },
    { method: 'HEAD', pattern: '/_ping', handle: ping },
    {
      method: 'GET', pattern: '/version',
      *handle(context) {
        yield* context.reply(200, version(context.daemon));
      },
    },
    {
      method: 'GET', pattern: '/info',
      *handle(context) {
        yield* context.reply(200, info(containers.engine));
      },
    },
    {
      method: 'GET', pattern: '/system/df',
      *handle(context) {
        yield* context.reply(200, diskUsage(containers.engine, context.query.getAll('type')));
      },
    },
  ];
}
