// Where everything of the host picture stands, in CSS pixels: a pure function of the snapshot and the width.
import type { ContainerView, PublishedPort, Snapshot, VolumeView } from '../snapshot.ts';
import { placeSlots } from './slots.ts';
import type { Slot } from './slots.ts';
import { stackRails } from './rails.ts';
import type { Rail } from './rails.ts';
import { storeShelf } from './stores.ts';
import type { Store } from './stores.ts';

export const stripe = { writable: 9, layer: 6, gap: 2, bottom: 11, shown: 5 };

export interface Tile {
  container: ContainerView;
  x: number;
  y: number;
  width: number;
  height: number;
  /** The layers that are shown as stripes, highest first; of a tall image the highest and the lowest. */
  stripes: string[];
}

/** From a rail down to a tile. */
export interface Drop {
  x: number;
  top: number;
  bottom: number;
  address: string;
  colour: number;
  live: boolean;
}

/** A published port in the wall of the host, and the way to its container. */
export interface Gate {
  port: PublishedPort;
  container: string;
  label: string;
  y: number;
  path: string;
  end: { x: number; y: number };
  live: boolean;
}

/** Equal layers of neighbouring tiles. */
export interface SharedLayers {
  left: number;
  right: number;
  ys: number[];
}

export interface HostLayout {
  width: number;
  height: number;
  wall: { x: number; y: number; width: number; height: number };
  rails: Rail[];
  drops: Drop[];
  tiles: Tile[];
  gates: Gate[];
  shared: SharedLayers[];
  stores: Store[];
}

const top = 42;
const lane = 42;
const hang = 30;
const gatePitch = 30;
const gap = 36;
const minimum = 166;
const maximum = 216;

/** Lays the picture out for a width; 320 is the least that it is made for. */
export function layoutHost(snapshot: Snapshot, width: number): HostLayout {
  const hasGates = snapshot.containers.some(({ ports }) => ports.length > 0);
  const wallX = hasGates ? 30 : 1;
  const wall = { x: wallX, y: 1, width: width - wallX - 1, height: 0 };
  const left = wall.x + (hasGates ? 58 : 22);
  const inner = width - left - 20;
  const slots = placeSlots(snapshot);
  const columns = Math.max(1, Math.min(slots.length, Math.floor((inner + gap) / (minimum + gap))));
  const tileWidth = Math.min(columns === 1 ? 260 : maximum, (inner - (columns - 1) * gap) / columns);
  const result: HostLayout = { width, height: 0, wall, rails: [], drops: [], tiles: [], gates: [], shared: [], stores: [] };
  const placed = new Set<string>();
  let y = top;
  for (let first = 0; first < slots.length; first += columns) {
    y = layoutRow(result, snapshot, slots.slice(first, first + columns), { left, tileWidth, y, placed });
  }
  const loose = snapshot.volumes.filter(({ name }) => !placed.has(name));
  y = shelve(result, loose, left, inner, y);
  wall.height = y;
  result.height = y + 2;
  return result;
}

interface Row {
  left: number;
  tileWidth: number;
  y: number;
  /** Names of volumes that are drawn already. */
  placed: Set<string>;
}

function layoutRow(result: HostLayout, snapshot: Snapshot, slots: Slot[], row: Row): number {
  const { left, tileWidth } = row;
  const xOf = (at: number) => left + at * (tileWidth + gap);
  const { rails, lanes } = stackRails(slots, xOf, tileWidth, row.y, lane, snapshot.networks);
  result.rails.push(...rails);
  const tileY = row.y + lanes * lane + (lanes > 0 ? hang - 12 : 0);
  const tileHeight = Math.max(...slots.map((slot) => (slot.container ? heightOf(slot.container) : 0)), 24);
  const tiles = slots.flatMap((slot, at): Tile[] =>
    slot.container ? [{ container: slot.container, x: xOf(at), y: tileY, width: tileWidth, height: tileHeight, stripes: shownLayers(slot.container.layers) }] : [],
  );
  result.tiles.push(...tiles);
  for (const tile of tiles) result.drops.push(...dropsOf(tile, rails));
  result.shared.push(...sharedOf(tiles));

  const bottom = tileY + tileHeight;
  const gates = gatesOf(tiles, left, tileY, bottom, result.wall.x);
  result.gates.push(...gates.list);
  let end = Math.max(bottom + gates.below, tileY + gates.list.length * gatePitch + 6);
  end = storeShelf(result.stores, tiles, snapshot.volumes, row.placed, end);
  return end + 30;
}

function heightOf(container: ContainerView): number {
  const layers = shownLayers(container.layers).length;
  const trouble = container.oomKilled || container.ports.some((port) => !port.reaches && container.state === 'running') ? 32 : 17;
  return 54 + trouble + stripe.writable + layers * (stripe.layer + stripe.gap) + stripe.bottom + 6;
}

function shownLayers(layers: string[]): string[] {
  const highestFirst = layers.toReversed();
  const base = highestFirst.at(-1);
  return highestFirst.length <= stripe.shown || !base ? highestFirst : [...highestFirst.slice(0, stripe.shown - 1), base];
}

/** The middle of a stripe, counted from the bottom of its tile. */
function stripeY(tile: Tile, at: number): number {
  const fromBottom = tile.stripes.length - 1 - at;
  return tile.y + tile.height - stripe.bottom - fromBottom * (stripe.layer + stripe.gap) - stripe.layer / 2;
}

function sharedOf(tiles: Tile[]): SharedLayers[] {
  return tiles.slice(1).flatMap((right, at) => {
    const tile = tiles[at];
    if (!tile) return [];
    const ys = tile.stripes.flatMap((digest, index) => {
      const other = right.stripes.indexOf(digest);
      return other >= 0 && stripeY(tile, index) === stripeY(right, other) ? [stripeY(tile, index)] : [];
    });
    return ys.length > 0 && right.x - tile.x < tile.width + gap + 1 ? [{ left: tile.x + tile.width - 12, right: right.x + 12, ys }] : [];
  });
}

function dropsOf(tile: Tile, rails: Rail[]): Drop[] {
  const { endpoints, state } = tile.container;
  const step = tile.width / endpoints.length;
  return endpoints.flatMap(({ network, address }, at): Drop[] => {
    const rail = rails.find(({ name }) => name === network);
    if (!rail) return [];
    const x = tile.x + (endpoints.length === 1 ? tile.width / 2 - 30 : at * step + 14);
    const isShort = endpoints.length > 2 && address;
    return [{ x, top: rail.y, bottom: tile.y, address: isShort ? `.${address.split('.').slice(2).join('.')}` : address, colour: rail.colour, live: state !== 'exited' && (address !== '' || (rail.network.driver === 'host' && state !== 'created')) }];
  });
}

/** The IPv4 and the IPv6 side of one port are one gate. */
function uniquePorts(ports: PublishedPort[]): PublishedPort[] {
  return ports.filter((port, at) => ports.findIndex((other) => other.hostPort === port.hostPort && other.protocol === port.protocol) === at);
}

function gatesOf(tiles: Tile[], left: number, tileY: number, bottom: number, wallX: number) {
  const list: Gate[] = [];
  let lanes = 0;
  for (const tile of tiles) {
    for (const [nth, port] of uniquePorts(tile.container.ports).entries()) {
      const y = tileY + 18 + list.length * gatePitch;
      const start = wallX + 30;
      const isBeside = tile.x === left && y < bottom - 14;
      let end = { x: tile.x, y: Math.min(y, bottom - 16) };
      let path = `M${start} ${y} H${end.x}`;
      if (!isBeside) {
        lanes += 1;
        const laneY = bottom + 4 + lanes * 9;
        const turn = start + 4 + ((lanes - 1) % 4) * 5;
        end = { x: tile.x + tile.width - 18 - nth * 14, y: bottom };
        path = `M${start} ${y} H${turn - 4} Q${turn} ${y} ${turn} ${y + (laneY > y ? 4 : -4)} V${laneY > y ? laneY - 5 : laneY + 5} Q${turn} ${laneY} ${turn + 5} ${laneY} H${end.x - 5} Q${end.x} ${laneY} ${end.x} ${laneY - 5} V${end.y + 1}`;
      }
      const label = port.protocol === 'udp' ? `:${port.hostPort}/u` : `:${port.hostPort}`;
      list.push({ port, container: tile.container.name, label, y, path, end, live: port.reaches });
    }
  }
  return { list, below: lanes > 0 ? 10 + lanes * 9 : 0 };
}

function shelve(result: HostLayout, volumes: VolumeView[], left: number, inner: number, y: number): number {
  if (volumes.length === 0) return y;
  const width = 184;
  const columns = Math.max(1, Math.floor(inner / width));
  for (const [at, volume] of volumes.entries()) {
    result.stores.push({
      kind: 'volume', name: volume.name, anonymous: volume.anonymous, detail: '', size: volume.size,
      x: left + (at % columns) * width, y: y + Math.floor(at / columns) * 52, width, wires: [],
    });
  }
  return y + Math.ceil(volumes.length / columns) * 52 + 8;
}
