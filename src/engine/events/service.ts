/** What happens in the daemon, published to `docker events` (moby daemon/events: the last 256 are kept). */
import type { Proc } from '../../kernel/sys.ts';
import type { EventMessage } from '../../api/events.ts';
import type { EventService } from '../daemon.ts';
import { unixSeconds } from '../time.ts';

const HISTORY = 256;

/** Events of containers and images repeat status, id and from for clients before API 1.22. */
function legacyFields(type: EventMessage['Type'], action: string, id: string, attributes: Readonly<Record<string, string>>): Partial<EventMessage> {
  if (type === 'container') return { status: action, id, ...(attributes['image'] ? { from: attributes['image'] } : {}) };
  if (type === 'image') return { status: action, id };
  return {};
}

export function createEventService(proc: Proc): EventService {
  const history: EventMessage[] = [];
  const listeners = new Set<(event: EventMessage) => void>();
  return {
    history,
    publish(type, action, id, attributes) {
      const now = proc.realtime();
      const sorted = Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
      const event: EventMessage = {
        ...legacyFields(type, action, id, attributes),
        Type: type, Action: action, Actor: { ID: id, Attributes: sorted }, scope: 'local', time: unixSeconds(now), timeNano: now,
      };
      history.push(event);
      if (history.length > HISTORY) history.shift();
      for (const listener of [...listeners]) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
