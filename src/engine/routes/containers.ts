/** Routes of containers as objects: create, list, inspect, rename, update, remove, prune. */
import type { CreateRequest } from '../../api/container.ts';
import { createContainer } from '../containers/create.ts';
import { inspectContainer } from '../containers/inspect.ts';
import { selectContainers, summarize } from '../containers/list.ts';
import { pruneContainers } from '../containers/prune.ts';
import { removeContainer } from '../containers/remove.ts';
import { renameContainer } from '../containers/rename.ts';
import type { Containers } from '../containers/service.ts';
import { updateContainer } from '../containers/update.ts';
import { DaemonError } from '../daemon.ts';
import type { Route } from '../daemon.ts';
import { Filters } from '../filters.ts';

export function containerRoutes(containers: Containers): Route[] {
  const { engine } = containers;
  const { store } = engine;
  return [
    {
      method: 'POST', pattern: '/containers/create',
      *handle(context) {
        const request = yield* context.json<CreateRequest>();
        if (request === undefined) throw new DaemonError(400, 'invalid JSON: got EOF while reading request body');
        const { container, warnings } = createContainer(engine, { name: context.query.get('name') ?? '', platform: context.query.get('platform') ?? '', request });
        yield* context.reply(201, { Id: container.id, Warnings: warnings });
      },
    },
    {
      method: 'GET', pattern: '/containers/json',
      *handle(context) {
        const limit = context.query.get('limit') ?? '';
        if (limit !== '' && !/^[+-]?\d+$/.test(limit)) throw new DaemonError(400, `strconv.Atoi: parsing ${JSON.stringify(limit)}: invalid syntax`);
        const options = { all: context.flag('all'), limit: Number(limit), size: context.flag('size'), filters: Filters.parse(context.query.get('filters')) };
        const found = new Map<string, string>();
        yield* context.reply(200, selectContainers(engine, options).map((container) => summarize(engine, container, options.size, found)));
      },
    },
    {
      method: 'GET', pattern: '/containers/{id}/json',
      *handle(context) {
        yield* context.reply(200, inspectContainer(engine, store.get(context.params['id']!), context.flag('size')));
      },
    },
    {
      method: 'POST', pattern: '/containers/{id}/rename',
      *handle(context) {
        renameContainer(engine, context.params['id']!, context.query.get('name') ?? '');
        yield* context.reply(204);
      },
    },
    {
      method: 'POST', pattern: '/containers/{id}/update',
      *handle(context) {
        const body = yield* context.json<Parameters<typeof updateContainer>[2]>();
        yield* context.reply(200, updateContainer(engine, store.get(context.params['id']!), body ?? {}));
      },
    },
    {
      method: 'DELETE', pattern: '/containers/{id}',
      *handle(context) {
        const reference = context.params['id']!;
        const container = store.get(reference);
        // The link names of the default bridge cannot be removed: simulated links are not entities of their own.
        if (context.flag('link')) throw new DaemonError(500, 'Conflict, cannot remove the default link name of the container');
        yield* removeContainer(engine, container, { force: context.flag('force'), volumes: context.flag('v'), reference });
        yield* context.reply(204);
      },
    },
    {
      method: 'POST', pattern: '/containers/prune',
      *handle(context) {
        yield* context.reply(200, yield* pruneContainers(engine, Filters.parse(context.query.get('filters'))));
      },
    },
  ];
}
