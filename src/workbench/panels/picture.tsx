// The picture's part of the page: the tabs, and the panel in front.
import { HostPicture } from '../host/picture.tsx';
import type { ContainerView, Snapshot } from '../snapshot.ts';
import { panels, useStore } from '../store.ts';
import type { Panel, Store } from '../store.ts';
import type { Words } from '../strings.ts';
import { CallsPanel } from './calls.tsx';
import { ContainersPanel } from './containers.tsx';
import { EventsPanel } from './events.tsx';
import { ImagesPanel } from './images.tsx';
import { JustNow, Life } from './life.tsx';
import { VolumesPanel } from './volumes.tsx';

export function Picture({ store, words }: { store: Store; words: Words }) {
  const panel = useStore(store, (state) => state.panel);
  const snapshot = useStore(store, (state) => state.snapshot);
  const isStarting = useStore(store, ({ status }) => status !== 'elsewhere' && status !== 'crashed');
  const chosen = useStore(store, (state) => state.selected);
  const selected = snapshot && shownContainer(snapshot, chosen);
  const select = (id: string) => store.setState({ selected: id });

  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = panels[(panels.indexOf(panel) + step + panels.length) % panels.length] ?? panel;
    store.setState({ panel: next });
    document.getElementById(`tab-${next}`)?.focus();
    event.preventDefault();
  };
  return (
    <section class="picture" aria-label={words.panels}>
      <div class="tabs" role="tablist" aria-label={words.panels} onKeyDown={onKey}>
        {panels.map((name) => (
          <button key={name} id={`tab-${name}`} type="button" role="tab" aria-selected={name === panel} aria-controls="panel" tabIndex={name === panel ? 0 : -1} onClick={() => store.setState({ panel: name })}>
            {words.panel[name]}
            {snapshot && count(snapshot, name) > 0 && <span class="count">{count(snapshot, name)}</span>}
          </button>
        ))}
      </div>
      <div class={`panel panel-${panel}`} id="panel" role="tabpanel" aria-labelledby={`tab-${panel}`} tabIndex={0}>
        {!snapshot && isStarting && <p class="nothing starting">{words.starting}</p>}
        {snapshot && panel === 'host' && <HostPicture snapshot={snapshot} words={words} selected={selected?.id} select={select} />}
        {snapshot && panel === 'containers' && <ContainersPanel snapshot={snapshot} words={words} selected={selected} select={select} />}
        {snapshot && panel === 'images' && <ImagesPanel snapshot={snapshot} words={words} />}
        {snapshot && panel === 'volumes' && <VolumesPanel snapshot={snapshot} words={words} />}
        {snapshot && panel === 'calls' && <CallsPanel snapshot={snapshot} words={words} />}
        {snapshot && panel === 'events' && <EventsPanel snapshot={snapshot} words={words} />}
      </div>
      {snapshot && panel === 'host' && (selected || snapshot.lastCommand) && (
        <div class="footnote">
          {selected && selected.history.length > 0 && <Life container={selected} words={words} />}
          {snapshot.lastCommand && <JustNow command={snapshot.lastCommand} words={words} />}
        </div>
      )}
    </section>
  );
}

/** The chosen container, or the one that changed last. */
function shownContainer({ containers }: Snapshot, chosen: string | undefined): ContainerView | undefined {
  const changed = (container: ContainerView) => container.history.at(-1)?.at ?? 0;
  return containers.find(({ id }) => id === chosen) ?? containers.toSorted((a, b) => changed(b) - changed(a))[0];
}

function count(snapshot: Snapshot, panel: Panel): number {
  if (panel === 'containers' || panel === 'images' || panel === 'volumes') return snapshot[panel].length;
  return panel === 'calls' ? (snapshot.lastCommand?.calls.length ?? 0) : 0;
}
