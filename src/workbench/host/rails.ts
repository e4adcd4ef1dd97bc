// Networks as rails above a row of containers. Rails that do not overlap share a height.
import type { NetworkView } from '../snapshot.ts';
import type { Slot } from './slots.ts';
import { drawnNetworks } from './slots.ts';

export interface Rail {
  name: string;
  network: NetworkView;
  x1: number;
  x2: number;
  y: number;
  /** Index of its colour among the rail colours. */
  colour: number;
  isEmpty: boolean;
}

/** The rails of a row whose first lane begins at `top`; `lanes` says how many heights they take. */
export function stackRails(slots: Slot[], xOf: (at: number) => number, width: number, top: number, lane: number, networks: NetworkView[]) {
  const rails: Rail[] = [];
  const ends: number[] = [];
  const drawn = drawnNetworks(networks);
  for (const [colour, network] of drawn.entries()) {
    const at = slots.flatMap((slot, index) => {
      const isIn = slot.empty?.name === network.name || slot.container?.endpoints.some((endpoint) => endpoint.network === network.name);
      return isIn ? [index] : [];
    });
    const first = at[0];
    const last = at.at(-1);
    if (first === undefined || last === undefined) continue;
    const x1 = xOf(first) - 4;
    const x2 = xOf(last) + width + 4;
    let level = ends.findIndex((end) => end < x1 - 8);
    if (level < 0) level = ends.length;
    ends[level] = x2;
    const isEmpty = slots[first]?.empty !== undefined;
    rails.push({ name: network.name, network, x1, x2, y: top + level * lane + 26, colour: colour % 6, isEmpty });
  }
  return { rails, lanes: ends.length };
}
