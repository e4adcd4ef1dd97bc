/** The files of a container seen by the daemon, whether it runs or not. */
import type { FsView } from '../../kernel/fs/types.ts';
import type { Container } from './container.ts';
import type { ContainerEngine } from './engine.ts';
import { bareMounts, mountForCopy, rootView } from './rootfs.ts';

/** Root's view: of the running container's namespace, or of its layer with volumes and binds mounted where they would be. */
export function containerFiles(engine: ContainerEngine, container: Container): FsView {
  if (container.task) return container.task.view;
  const view = rootView(engine, bareMounts(engine, container));
  mountForCopy(engine, container, view);
  return view;
}

/** The layer alone: what the image and the container have at a path before anything is mounted over it. */
export function layerFiles(engine: ContainerEngine, container: Container): FsView {
  return rootView(engine, bareMounts(engine, container));
}
