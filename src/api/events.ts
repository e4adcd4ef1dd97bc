// Events in the Engine API v1.50. Fields stand in the order of the daemon's JSON.

import type { GoMap } from './container.ts';

export type EventType = 'builder' | 'config' | 'container' | 'daemon' | 'image' | 'network' | 'node' | 'plugin' | 'secret' | 'service' | 'volume';

/** One JSON line of GET /events */
export interface EventMessage {
  /** status, id, from: only for containers and images, kept for old clients. */
  status?: string;
  id?: string;
  from?: string;
  Type: EventType;
  Action: string;
  Actor: { ID: string; Attributes: GoMap<string> };
  scope: 'local' | 'swarm';
  /** Seconds since the epoch. */
  time: number;
  /** Nanoseconds since the epoch: beyond 2^53, so it is written and read as digits (see formats/json). */
  timeNano: number | bigint;
}
