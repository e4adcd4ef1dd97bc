/** The log of a container: opened on first use, fed by its streams (moby container.StartLogger). */
import { DaemonError } from '../../daemon.ts';
import type { Container } from '../container.ts';
import { containerFolder } from '../engine.ts';
import type { ContainerEngine } from '../engine.ts';
import type { Streams } from '../streams.ts';
import { logAttributes } from './attributes.ts';
import { LineCopier } from './copier.ts';
import { openLog } from './driver.ts';
import { openingProblem } from './options.ts';

/** Lets the lines of the streams go to the container's log. Throws as a start whose log cannot be opened. */
export function attachLog(engine: ContainerEngine, container: Container, streams: Streams): void {
  const { proc } = engine;
  const problem = openingProblem(container.hostConfig.LogConfig);
  if (problem) throw new DaemonError(500, `failed to create task for container: failed to initialize logging driver: ${problem}`);
  container.logDriver ??= openContainerLog(engine, container);
  const driver = container.logDriver;
  const attrs = logAttributes(container);
  const copiers = new Map((['stdout', 'stderr'] as const).map((stream) => [stream, new LineCopier(stream, attrs, () => proc.realtime(), (entry) => driver.write(entry))]));
  const onData: Streams['onData'] = (stream, data) => copiers.get(stream)?.push(data);
  const onEnd = (): void => {
    for (const copier of copiers.values()) copier.end();
  };
  Object.assign(streams, { onData, onEnd });
}

/** The log of a container, opened on first use. */
export function openContainerLog(engine: ContainerEngine, container: Container): NonNullable<Container['logDriver']> {
  const folder = containerFolder(engine, container.id);
  const path = container.hostConfig.LogConfig.Type === 'local' ? `${folder}/local-logs/container.log` : `${folder}/${container.id}-json.log`;
  return openLog(engine.daemon.fs, container.hostConfig.LogConfig, path);
}
