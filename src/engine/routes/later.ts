/** Routes that are loaded with the first request for one of them. */
import type { Deferred } from '../../kernel/deferred.ts';
import type { Containers } from '../containers/service.ts';
import type { Route } from '../daemon.ts';

/** Stands for the routes of a file; each is named by method and pattern: `GET /events`. */
export function later(file: Deferred<(containers: Containers) => readonly Route[]>, containers: Containers, names: readonly string[]): Route[] {
  let made: readonly Route[] | undefined;
  return names.map((name) => {
    const [method, pattern] = name.split(' ') as [Route['method'], string];
    return {
      method, pattern,
      *handle(context) {
        const make = yield* file.of(context.daemon.proc);
        made ??= make(containers);
        const route = made.find((each) => each.method === method && each.pattern === pattern);
        if (route === undefined) throw new Error(`no route ${name}`);
        yield* route.handle(context);
      },
    };
  });
}
