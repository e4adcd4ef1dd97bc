/** POST /commit (moby daemon/commit.go): an image of a container's changes. */
import type { ContainerConfig } from '../../api/container.ts';
import { DaemonError } from '../daemon.ts';
import { applyChanges } from './commit-changes.ts';
import { completeConfig, mergeConfig } from './config.ts';
import type { Container } from './container.ts';
import { logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { pauseContainer, unpauseContainer } from './stop.ts';

interface CommitRequest {
  readonly repo: string;
  readonly tag: string;
  readonly author: string;
  readonly comment: string;
  readonly changes: readonly string[];
  readonly pause: boolean;
  readonly config: Partial<ContainerConfig> | undefined;
}

/** The id of the new image. */
export function commitContainer(engine: ContainerEngine, container: Container, request: CommitRequest): string {
  if (container.state.dead) throw new DaemonError(409, `You cannot commit container ${container.id} which is Dead`);
  if (container.state.removalInProgress) throw new DaemonError(409, `You cannot commit container ${container.id} which is being removed`);
  const layer = container.layer ?? engine.daemon.images.openLayer(container.id);
  if (!layer) throw new DaemonError(500, `RWLayer of container ${container.id} is unexpectedly nil`);
  const base = request.config ? completeConfig(mergeConfig(request.config, container.config)) : container.config;
  const config = completeConfig(applyChanges(base, request.changes));
  const pause = request.pause && container.state.running && !container.state.paused && !container.state.restarting;
  if (pause) pauseContainer(engine, container, container.id);
  try {
    const reference = request.repo === '' ? undefined : request.tag === '' ? request.repo : `${request.repo}:${request.tag}`;
    const id = engine.daemon.images.commit(layer, {
      parent: container.imageId === '' ? undefined : engine.daemon.images.find(container.imageId), config, author: request.author, comment: request.comment,
      createdBy: (container.config.Cmd ?? []).join(' '), reference,
    });
    logEvent(engine, container, 'commit', { comment: request.comment, imageID: id, imageRef: reference ?? '' });
    return id;
  } finally {
    if (pause) unpauseContainer(engine, container, container.id);
  }
}
