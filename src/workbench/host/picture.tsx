// The picture of the host: networks as rails, containers hanging from them, ports as gates, layers, volumes below.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Coded, size, StateMark, volumeName } from '../format.tsx';
import type { Snapshot } from '../snapshot.ts';
import type { Words } from '../strings.ts';
import { layoutHost, stripe } from './layout.ts';
import type { Tile } from './layout.ts';

interface Props {
  snapshot: Snapshot;
  words: Words;
  selected: string | undefined;
  select: (id: string) => void;
}

export function HostPicture({ snapshot, words, selected, select }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [{ width, room }, setSize] = useState({ width: 0, room: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, room: roomIn(element.parentElement) }));
    observer.observe(element);
    if (element.parentElement) observer.observe(element.parentElement);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="host-picture" ref={box}>
      {width > 0 && <Drawing snapshot={snapshot} words={words} selected={selected} select={select} width={Math.max(320, width)} room={room} />}
    </div>
  );
}

/** The height of a panel without its padding: the wall of the host reaches down to its end. */
function roomIn(panel: HTMLElement | null): number {
  if (!panel) return 0;
  const { paddingTop, paddingBottom } = getComputedStyle(panel);
  return panel.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom);
}

function Drawing({ snapshot, words, selected, select, width, room }: Props & { width: number; room: number }) {
  const { name, os, engine } = snapshot.host;
  const layout = layoutHost(snapshot, width);
  const isEmpty = layout.tiles.length === 0;
  const height = Math.max(layout.height, isEmpty ? 170 : 0, Math.floor(room));
  const { wall } = layout;
  return (
    <div class="drawing" style={{ height: `${height}px` }}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <rect class="wall" x={wall.x} y={wall.y} width={wall.width} height={height - 2} rx="12" />
        <text class="host-name" x={wall.x + 16} y="24">{name} · {os} · {engine}</text>
        {layout.shared.map(({ left, right, ys }) => ys.map((y) => <path key={`${left}-${y}`} class="shared" d={`M${left} ${y}H${right}`} />))}
        {layout.stores.map((store) => store.wires.map((wire) => <path key={wire} class="store-wire" d={wire} />))}
        {layout.gates.map((gate) => (
          <g key={`${gate.label}-${gate.container}`} class={gate.live ? 'gate live' : 'gate'}>
            <path class="halo" d={gate.path} />
            <path class="way" d={gate.path} />
            <circle cx={gate.end.x} cy={gate.end.y} r="3.5" />
          </g>
        ))}
        {layout.drops.map((drop) => (
          <g key={`${drop.x}-${drop.top}`} class={`drop rail-${drop.colour}${drop.live ? '' : ' gone'}`}>
            <path class="halo" d={`M${drop.x} ${drop.top + 4}V${drop.bottom}`} />
            <path class="way" d={`M${drop.x} ${drop.top}V${drop.bottom}`} />
            <text x={drop.x + 6} y={drop.bottom - 8}>{drop.address}</text>
          </g>
        ))}
        {layout.rails.map((rail) => (
          <g key={`${rail.name}-${rail.y}`} class={`rail rail-${rail.colour}${rail.isEmpty ? ' unused' : ''}`}>
            <path d={`M${rail.x1} ${rail.y}H${rail.x2}`} />
            {layout.drops.filter(({ top, x, colour }) => top === rail.y && colour === rail.colour && x > rail.x1 && x < rail.x2).map(({ x, live }) => live && <circle key={x} cx={x} cy={rail.y} r="4.5" />)}
          </g>
        ))}
        {layout.stores.map((store) => <StoreShape key={`${store.name}-${store.y}`} kind={store.kind} x={store.x} y={store.y} />)}
      </svg>
      {layout.rails.map(({ name: rail, network, x1, x2, y, isEmpty: isUnused }) => (
        <div key={`${rail}-${y}`} class="rail-label" style={{ left: `${x1}px`, top: `${y - 25}px`, width: `${x2 - x1}px` }}>
          <b>{rail}</b>
          {network.subnet && <span>{network.subnet}</span>}
          <span class="plain">{!network.subnet ? words.hostNetwork : isUnused ? words.noEndpoint : network.internal ? words.internal : network.dns ? words.dns : words.noNames}</span>
        </div>
      ))}
      {layout.gates.map(({ label, port, container, y, live }) => (
        <div key={`${label}-${container}`} class={live ? 'gate-label live' : 'gate-label'} style={{ top: `${y - 12}px` }} title={words.gate(`${port.hostIp}:${port.hostPort}`, `${container}:${port.containerPort}`)}>
          {label}
        </div>
      ))}
      {layout.tiles.map((tile) => (
        <ContainerTile key={tile.container.id} tile={tile} words={words} isSelected={tile.container.id === selected} select={select} />
      ))}
      {layout.stores.map(({ name: store, anonymous, kind, detail, size: bytes, x, y, width: room }) => (
        <div key={`${store}-${y}`} class="store-label" style={{ left: `${x + 44}px`, top: `${y + 3}px`, width: `${Math.max(60, room - 46)}px` }}>
          <b class={anonymous || kind === 'bind' ? 'code' : ''} title={store}>{volumeName(store)}</b>
          <span>{[kind === 'volume' ? size(bytes) : '', detail || words.unused].filter(Boolean).join(' · ')}</span>
        </div>
      ))}
      {isEmpty && (
        <div class="empty" style={{ top: `${layout.rails.length > 0 ? layout.height - 10 : Math.max(60, height / 2 - 40)}px` }}>
          <p>{words.noContainers}</p>
          <p>{words.noContainersHint} <Coded text="`docker run hello-world`" /></p>
        </div>
      )}
    </div>
  );
}

function ContainerTile({ tile, words, isSelected, select }: { tile: Tile; words: Words; isSelected: boolean; select: (id: string) => void }) {
  const { container, x, y, width, height, stripes } = tile;
  const { name, image, state, status, exposed, oomKilled, pid1, ports } = container;
  const deaf = state === 'running' ? ports.find((port) => !port.reaches) : undefined;
  const process = state === 'paused' ? words.frozen : pid1 ? words.pid1(pid1) : '';
  const published = [...new Set(ports.map(({ hostPort, containerPort }) => `${hostPort}→${containerPort}`))];
  const shortStatus = state === 'paused' ? words.state.paused : state === 'created' || state === 'restarting' ? words.state[state] : status.replace(/ (?:Less than a second|About an? \w+|\d+ \w+) ago$/, '').replace('Less than a second', '<1 second');
  // A long name takes the first line for itself.
  const isLong = name.length * 9 + shortStatus.length * 7 > width - 60;
  const ends = published.length > 0 ? published.join(', ') : exposed.join(', ');
  return (
    <button
      type="button"
      class={`tile ${state}`}
      aria-pressed={isSelected}
      style={{ left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` }}
      onClick={() => select(container.id)}
    >
      <span class="tile-head">
        <StateMark state={state} />
        <b title={name}>{name}</b>
        {!isLong && <span class="status" title={status}>{shortStatus}</span>}
      </span>
      <span class="code made"><span title={image}>{image}</span>{process && <span>· {process}</span>}</span>
      {oomKilled ? <span class="bad">{words.oom}</span>
        : deaf ? <span class="bad">{words.nothingListens(deaf.hostPort, deaf.containerPort)}</span>
        : <span class="code">{[isLong ? shortStatus : '', ends].filter(Boolean).join(' · ') || '\u00a0'}</span>}
      <span class="sr">{container.endpoints.map(({ network, address }) => `${network} ${address}`).join(', ')}. {words.layers(container.layers.length)}.</span>
      <span class="stripes" aria-hidden="true">
        <i class="writable" style={{ height: `${stripe.writable}px` }}><em>{words.writable(size(container.writable))}</em></i>
        {stripes.map((digest, at) => <i key={digest} style={{ height: `${stripe.layer}px`, opacity: `${0.55 - at * 0.08}` }} />)}
      </span>
    </button>
  );
}

function StoreShape({ kind, x, y }: { kind: 'volume' | 'bind'; x: number; y: number }) {
  if (kind === 'bind') return <path class="store" d={`M${x} ${y + 10}v26q0 4 4 4h28q4 0 4-4V${y + 13}q0-4-4-4H${x + 17}l-4-5H${x + 4}q-4 0-4 4z`} />;
  return (
    <g class="store">
      <path d={`M${x} ${y + 8}v28c0 7 36 7 36 0V${y + 8}`} />
      <ellipse cx={x + 18} cy={y + 8} rx="18" ry="5.5" />
    </g>
  );
}
