/** Answers in place of services that this daemon was not given: they come after all others, so whoever brings the real thing replaces them. */
import { DaemonError } from '../daemon.ts';
import type { Route } from '../daemon.ts';

function absent(method: Route['method'], pattern: string, what: string): Route {
  return {
    method, pattern,
    *handle() {
      throw new DaemonError(501, `${what} is not simulated here`);
    },
  };
}

export function fallbackRoutes(): Route[] {
  return [
    absent('POST', '/build', 'building with the legacy builder'), absent('POST', '/session', 'a BuildKit session'), absent('POST', '/grpc', "BuildKit's API"),
    absent('POST', '/build/cancel', 'cancelling a build'), absent('POST', '/auth', 'logging in to a registry'),
    absent('GET', '/containers/{id}/attach/ws', 'attaching by a web socket'), absent('POST', '/containers/{id}/checkpoints', 'a checkpoint'),
    {
      method: 'POST', pattern: '/build/prune',
      *handle(context) {
        // Without a builder there is no cache, and nothing to delete.
        yield* context.reply(200, { CachesDeleted: null, SpaceReclaimed: 0 });
      },
    },
  ];
}
