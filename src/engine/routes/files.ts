/** Routes of a container's files and figures: archive, export, changes, commit, top, stats. */
import type { ContainerConfig } from '../../api/container.ts';
import { joinBytes } from '../../formats/bytes/join.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exportContainer, readArchive, statArchive, writeArchive } from '../containers/archive.ts';
import { commitContainer } from '../containers/commit.ts';
import type { Containers } from '../containers/service.ts';
import { sample } from '../containers/stats.ts';
import { topContainer } from '../containers/top.ts';
import { DaemonError } from '../daemon.ts';
import type { RequestContext, Route } from '../daemon.ts';

const SECOND = 1e9;

/** Go's net/http sends what it could hold whole with its length, and the rest in chunks. */
const HELD = 2048;

function* sendAll(context: RequestContext, headers: Record<string, string>, chunks: Iterator<Uint8Array>): Sys<void> {
  const held: Uint8Array[] = [];
  let length = 0;
  let next = chunks.next();
  for (; !next.done && length <= HELD; next = chunks.next()) {
    held.push(next.value);
    length += next.value.length;
  }
  if (next.done && length <= HELD) {
    yield* context.reply(200, joinBytes(held), headers);
    return;
  }
  const stream = yield* context.stream(200, headers);
  for (const chunk of held) yield* stream.write(chunk);
  for (; !next.done && !context.closed(); next = chunks.next()) yield* stream.write(next.value);
  yield* stream.end();
}

export function fileRoutes(containers: Containers): Route[] {
  const { engine } = containers;
  const { store, proc } = engine;
  const path = (context: RequestContext): string => context.query.get('path') ?? '';

  function* stats(context: RequestContext): Sys<void> {
    const container = store.get(context.params['id']!);
    const stream = !context.query.has('stream') || context.flag('stream');
    const once = context.flag('one-shot');
    if (stream && once) throw new DaemonError(400, 'cannot have stream=true and one-shot=true');
    if (!stream) {
      if (!container.task || once) {
        yield* context.reply(200, sample(engine, container, undefined));
        return;
      }
      const first = sample(engine, container, undefined);
      yield* proc.sleep(SECOND);
      yield* context.reply(200, sample(engine, container, container.task ? first : undefined));
      return;
    }
    const body = yield* context.stream(200, { 'Content-Type': 'application/json' });
    let previous = container.task ? sample(engine, container, undefined) : undefined;
    while (!context.closed() && !container.removed) {
      yield* body.write(`${encodeJSON(sample(engine, container, previous))}\n`);
      previous = container.task ? sample(engine, container, undefined) : undefined;
      const due = proc.now() + SECOND;
      while (proc.now() < due && !context.closed()) yield* proc.block([...(context.hangup ? [context.hangup] : [])], due);
    }
    yield* body.end();
  }

  return [
    {
      method: 'HEAD', pattern: '/containers/{id}/archive',
      *handle(context) {
        const reference = context.params['id']!;
        yield* context.reply(200, undefined, { 'X-Docker-Container-Path-Stat': statArchive(engine, store.get(reference), path(context), reference) });
      },
    },
    {
      method: 'GET', pattern: '/containers/{id}/archive',
      *handle(context) {
        const reference = context.params['id']!;
        const { header, chunks } = readArchive(engine, store.get(reference), path(context), reference);
        yield* sendAll(context, { 'Content-Type': 'application/x-tar', 'X-Docker-Container-Path-Stat': header }, chunks);
      },
    },
    {
      method: 'PUT', pattern: '/containers/{id}/archive',
      *handle(context) {
        const reference = context.params['id']!;
        const container = store.get(reference);
        const body = yield* context.readAll();
        const request = { path: path(context), noOverwriteDirNonDir: context.flag('noOverwriteDirNonDir'), copyUIDGID: context.flag('copyUIDGID') };
        writeArchive(engine, container, body, request, reference);
        yield* context.reply(200);
      },
    },
    {
      method: 'GET', pattern: '/containers/{id}/export',
      *handle(context) {
        yield* sendAll(context, { 'Content-Type': 'application/octet-stream' }, exportContainer(engine, store.get(context.params['id']!)));
      },
    },
    {
      method: 'GET', pattern: '/containers/{id}/changes',
      *handle(context) {
        const container = store.get(context.params['id']!);
        const changes = (container.layer ?? engine.daemon.images.openLayer(container.id))?.changes() ?? [];
        yield* context.reply(200, changes.length > 0 ? changes : null);
      },
    },
    {
      method: 'POST', pattern: '/commit',
      *handle(context) {
        const query = (name: string): string => context.query.get(name) ?? '';
        const config = yield* context.json<Partial<ContainerConfig>>();
        const id = commitContainer(engine, store.get(query('container')), {
          repo: query('repo'), tag: query('tag'), author: query('author'), comment: query('comment'), changes: context.query.getAll('changes'),
          pause: !context.query.has('pause') || context.flag('pause'), config: config && Object.keys(config).length > 0 ? config : undefined,
        });
        yield* context.reply(201, { Id: id });
      },
    },
    {
      method: 'GET', pattern: '/containers/{id}/top',
      *handle(context) {
        const reference = context.params['id']!;
        yield* context.reply(200, yield* topContainer(engine, store.get(reference), context.query.get('ps_args') ?? '', reference));
      },
    },
    { method: 'GET', pattern: '/containers/{id}/stats', handle: stats },
  ];
}
