/** Which events a client wants (moby daemon/events/filter.go). Filters that do not exist are passed over. */
import type { EventMessage } from '../../api/events.ts';
import type { Filters } from '../filters.ts';

/** By id (or a prefix), or by the name among the attributes. */
function matchesObject(event: EventMessage, filters: Filters, name: string, type: string): boolean {
  if (!filters.has(name)) return true;
  if (event.Type !== type) return false;
  return filters.fuzzy(name, event.Actor.ID) || filters.fuzzy(name, event.Actor.Attributes['name'] ?? '');
}

/** `nginx` matches `nginx:latest` and what containers of it do. */
function matchesImage(event: EventMessage, filters: Filters): boolean {
  if (!filters.has('image')) return true;
  const strip = (name: string): string => name.replace(/(@.*|:[^/]*)$/, '');
  const { ID: id, Attributes: attributes } = event.Actor;
  const name = (event.Type === 'image' ? attributes['name'] : attributes['image']) ?? '';
  const exact = (value: string): boolean => filters.get('image').includes(value);
  return exact(id) || exact(name) || exact(strip(id)) || exact(strip(name));
}

/** `exec_create` matches `exec_create: ls `, `health_status` its every value. */
function matchesAction(event: EventMessage, filters: Filters): boolean {
  if (!filters.has('event')) return true;
  if (filters.exact('event', event.Action)) return true;
  return filters.get('event').some((wanted) => event.Action.startsWith(`${wanted}:`));
}

export function matchesEvent(event: EventMessage, filters: Filters): boolean {
  return matchesAction(event, filters) && filters.exact('type', event.Type) && filters.exact('scope', event.scope) && filters.labels('label', event.Actor.Attributes)
    && matchesObject(event, filters, 'daemon', 'daemon') && matchesObject(event, filters, 'container', 'container')
    && matchesObject(event, filters, 'plugin', 'plugin') && matchesObject(event, filters, 'volume', 'volume')
    && matchesObject(event, filters, 'network', 'network') && matchesImage(event, filters);
}
