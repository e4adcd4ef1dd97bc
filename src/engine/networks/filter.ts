/** Filters of network list and prune (moby daemon/network/filter.go). */
import { DaemonError } from '../daemon.ts';
import type { Filters } from '../filters.ts';
import type { Network } from './model.ts';

export const PREDEFINED = ['bridge', 'host', 'none'];

const LIST = ['dangling', 'driver', 'type', 'name', 'id', 'label', 'scope'];

export function filterNetworks(networks: readonly Network[], filters: Filters): Network[] {
  filters.accept(LIST);
  const dangling = danglingFilter(filters);
  const types = filters.get('type');
  for (const type of types) if (type !== 'custom' && type !== 'builtin') throw new DaemonError(400, `invalid filter: 'type'='${type}'`);
  return networks.filter((network) => {
    const { record } = network;
    const builtin = PREDEFINED.includes(record.name);
    if (!filters.exact('driver', record.driver)) return false;
    if (!filters.match('name', record.name)) return false;
    if (!filters.match('id', record.id)) return false;
    if (filters.has('label') && !filters.labels('label', record.labels)) return false;
    if (!filters.exact('scope', record.scope)) return false;
    if (types.length > 0 && !types.includes(builtin ? 'builtin' : 'custom')) return false;
    if (dangling !== undefined && dangling !== (network.endpoints.size === 0 && !builtin)) return false;
    return true;
  });
}

function danglingFilter(filters: Filters): boolean | undefined {
  const values = filters.get('dangling');
  if (values.length === 0) return undefined;
  if (values.length > 1) throw new DaemonError(400, 'got more than one value for filter key "dangling"');
  const [value = ''] = values;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw new DaemonError(400, `invalid value for filter 'dangling', must be "true" (or "1"), or "false" (or "0")`);
}
