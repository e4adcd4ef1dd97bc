// What stands in the panels; fetched with the first picture of a machine, after the terminal.
import { HostPicture } from '../host/picture.tsx';
import type { ContainerView, Snapshot } from '../snapshot.ts';
import type { Panel } from '../store.ts';
import type { Words } from '../strings.ts';
import { CallsPanel } from './calls.tsx';
import { ContainersPanel } from './containers.tsx';
import { EventsPanel } from './events.tsx';
import { ImagesPanel } from './images.tsx';
import { JustNow, Life } from './life.tsx';
import { VolumesPanel } from './volumes.tsx';

interface Props {
  panel: Panel;
  snapshot: Snapshot;
  words: Words;
  selected: ContainerView | undefined;
  select: (id: string) => void;
}

export function PanelInFront({ panel, snapshot, words, selected, select }: Props) {
  switch (panel) {
    case 'host': return <HostPicture snapshot={snapshot} words={words} selected={selected?.id} select={select} />;
    case 'containers': return <ContainersPanel snapshot={snapshot} words={words} selected={selected} select={select} />;
    case 'images': return <ImagesPanel snapshot={snapshot} words={words} />;
    case 'volumes': return <VolumesPanel snapshot={snapshot} words={words} />;
    case 'calls': return <CallsPanel snapshot={snapshot} words={words} />;
    case 'events': return <EventsPanel snapshot={snapshot} words={words} />;
  }
}

/** Under the host's picture: the life of the chosen container, and what the last command did. */
export function Footnote({ snapshot, words, selected }: Pick<Props, 'snapshot' | 'words' | 'selected'>) {
  if (!selected && !snapshot.lastCommand) return null;
  return (
    <div class="footnote">
      {selected && selected.history.length > 0 && <Life container={selected} words={words} />}
      {snapshot.lastCommand && <JustNow command={snapshot.lastCommand} words={words} />}
    </div>
  );
}
