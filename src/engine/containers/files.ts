/** The files of a container seen by the daemon, whether it runs or not (moby container filesystem view). */
import type { FsView } from '../../kernel/fs/types.ts';
import type { Container } from './container.ts';
import type { ContainerEngine } from './engine.ts';
import { bareMounts, rootView } from './rootfs.ts';

/** Root's view: of the running container's namespace, or of its layer with volumes and binds mounted where they would be. */
export function containerFiles(engine: ContainerEngine, container: Container): FsView {
  if (container.task) return container.task.view;
  return rootView(engine, bareMounts(engine, container));
}
