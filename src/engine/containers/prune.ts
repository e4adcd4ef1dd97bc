/** POST /containers/prune (moby daemon/prune.go). */
import type { ContainersPruneResponse } from '../../api/container.ts';
import type { Sys } from '../../kernel/sys.ts';
import { DaemonError } from '../daemon.ts';
import type { Filters } from '../filters.ts';
import { parseDuration, parseRFC3339, parseUnix } from '../time.ts';
import type { ContainerEngine } from './engine.ts';
import { removeContainer } from './remove.ts';

/** The time of the filter `until`: a duration before now, or a time. 400 for more than one and for what is neither. */
export function untilFilter(filters: Filters, now: bigint): bigint | undefined {
  const values = filters.get('until');
  if (values.length === 0) return undefined;
  if (values.length > 1) throw new DaemonError(400, 'more than one until filter specified');
  const [text = ''] = values;
  const time = parseUnix(text) ?? parseRFC3339(text);
  if (time !== undefined) return time;
  const duration = parseDuration(text);
  if (duration === undefined) throw new DaemonError(400, `failed to parse value as time or duration: ${JSON.stringify(text)}`);
  return now - BigInt(Math.trunc(duration));
}

export function* pruneContainers(engine: ContainerEngine, filters: Filters): Sys<ContainersPruneResponse> {
  filters.accept(['label', 'label!', 'until']);
  const until = untilFilter(filters, engine.proc.realtime());
  const deleted: string[] = [];
  let space = 0;
  for (const container of [...engine.store.list()]) {
    if (container.state.running) continue;
    if (until !== undefined && container.created > until) continue;
    if (!filters.labels('label', container.config.Labels)) continue;
    if (filters.has('label!') && filters.labels('label!', container.config.Labels)) continue;
    const size = (container.layer ?? engine.daemon.images.openLayer(container.id))?.size() ?? 0;
    yield* removeContainer(engine, container, { force: false, volumes: false, reference: container.id });
    deleted.push(container.id);
    space += size;
  }
  engine.daemon.events.publish('container', 'prune', '', { reclaimed: String(space) });
  return { ContainersDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed: space };
}
