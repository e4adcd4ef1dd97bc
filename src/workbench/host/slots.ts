// The order in which the picture shows containers, and the networks that nobody is in.
import type { ContainerView, NetworkView, Snapshot } from '../snapshot.ts';

/** A place in the picture: a container, or a network without one. */
export interface Slot {
  container?: ContainerView;
  empty?: NetworkView;
}

/** Networks as they are drawn: the default bridge, then those that the learner made, then the host's own. */
export function drawnNetworks(networks: NetworkView[]): NetworkView[] {
  const rank = ({ name, builtin }: NetworkView) => (name === 'bridge' ? 0 : builtin ? 2 : 1);
  return networks.filter(({ name }) => name !== 'none').toSorted((a, b) => rank(a) - rank(b));
}

/** Containers of one network stand together; one that is in several stands last in its first, next to the others. */
export function placeSlots(snapshot: Snapshot): Slot[] {
  const networks = drawnNetworks(snapshot.networks);
  const order = new Map(networks.map(({ name }, at) => [name, at]));
  const placeOf = ({ endpoints }: ContainerView) => Math.min(...endpoints.map(({ network }) => order.get(network) ?? 90), 99);
  const slots: { slot: Slot; place: number; several: number }[] = snapshot.containers.map((container) => ({
    slot: { container }, place: placeOf(container), several: container.endpoints.length,
  }));
  for (const network of networks) {
    const isUsed = snapshot.containers.some(({ endpoints }) => endpoints.some((endpoint) => endpoint.network === network.name));
    if (!isUsed && !network.builtin) slots.push({ slot: { empty: network }, place: order.get(network.name) ?? 99, several: 0 });
  }
  return slots.toSorted((a, b) => a.place - b.place || a.several - b.several).map(({ slot }) => slot);
}
