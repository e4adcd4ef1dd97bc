// Volumes and folders of the host, below the containers that mount them.
import type { VolumeView } from '../snapshot.ts';
import type { Tile } from './layout.ts';

export interface Store {
  kind: 'volume' | 'bind';
  name: string;
  anonymous: boolean;
  /** Where it is mounted in the container above. */
  detail: string;
  size: number;
  x: number;
  y: number;
  width: number;
  /** Dashed lines to those who mount it, as SVG paths. */
  wires: string[];
}

const pitch = 52;

/** Adds what the tiles of a row mount below them; returns where the next row may begin. */
export function storeShelf(stores: Store[], tiles: Tile[], volumes: VolumeView[], placed: Set<string>, y: number): number {
  const here = new Map<string, Store>();
  const start = y + 18;
  let end = y;
  let shares = 0;
  for (const tile of tiles) {
    const trunk = tile.x + 8;
    let nth = 0;
    for (const mount of tile.container.mounts) {
      if (mount.kind === 'tmpfs') continue;
      const other = here.get(mount.source);
      if (other) {
        const laneY = start - 4 - (shares % 2) * 4;
        shares += 1;
        other.wires.push(`M${trunk} ${tile.y + tile.height} V${laneY - 5} Q${trunk} ${laneY} ${trunk - 5} ${laneY} H${other.x - 14}`);
        continue;
      }
      const storeY = start + nth * pitch;
      const volume = volumes.find(({ name }) => name === mount.source);
      const store: Store = {
        kind: mount.kind, name: mount.source, anonymous: volume?.anonymous ?? false, detail: mount.destination, size: volume?.size ?? 0,
        x: tile.x + 22, y: storeY, width: tile.width - 22,
        wires: [`M${trunk} ${tile.y + tile.height} V${storeY + 17} Q${trunk} ${storeY + 22} ${trunk + 5} ${storeY + 22} H${tile.x + 22}`],
      };
      here.set(mount.source, store);
      placed.add(mount.source);
      stores.push(store);
      nth += 1;
      end = Math.max(end, storeY + pitch - 8);
    }
  }
  return end;
}
