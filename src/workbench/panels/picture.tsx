// The picture's part of the page: the tabs, and the panel in front.
import { useEffect, useState } from 'preact/hooks';
import type { ContainerView, Snapshot } from '../snapshot.ts';
import { panels, useStore } from '../store.ts';
import type { Panel, Store } from '../store.ts';
import type { Words } from '../strings.ts';

export function Picture({ store, words }: { store: Store; words: Words }) {
  const panel = useStore(store, (state) => state.panel);
  const snapshot = useStore(store, (state) => state.snapshot);
  const status = useStore(store, (state) => state.status);
  const isUp = status === 'ready' || status === 'recovered';
  const chosen = useStore(store, (state) => state.selected);
  const selected = snapshot && shownContainer(snapshot, chosen);
  const [parts, setParts] = useState<typeof import('./panel.tsx')>();
  useEffect(() => {
    if (snapshot && !parts) void import('./panel.tsx').then(setParts);
  }, [snapshot]);
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
        {!snapshot && status !== 'elsewhere' && status !== 'crashed' && <p class="nothing starting">{isUp ? words.dockerStarting : words.starting}</p>}
        {snapshot && parts && <parts.PanelInFront panel={panel} snapshot={snapshot} words={words} selected={selected} select={select} />}
      </div>
      {snapshot && parts && panel === 'host' && <parts.Footnote snapshot={snapshot} words={words} selected={selected} />}
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
