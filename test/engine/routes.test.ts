import { expect, test } from 'vitest';
import type { Containers } from '../../src/engine/containers/service.ts';
import { coreRoutes } from '../../src/engine/routes/core.ts';
import { eventRoutes } from '../../src/engine/routes/events.ts';
import { execRoutes } from '../../src/engine/routes/exec.ts';
import { fileRoutes } from '../../src/engine/routes/files.ts';
import { streamRoutes } from '../../src/engine/routes/streams.ts';

test('the routes that are loaded later are named as their files name them', () => {
  const containers = { engine: {} } as unknown as Containers;
  const names = (routes: readonly { method: string; pattern: string }[]): string[] => routes.map(({ method, pattern }) => `${method} ${pattern}`);
  const all = names(coreRoutes(containers));
  const later = [eventRoutes(), streamRoutes(containers), execRoutes(containers), fileRoutes(containers)].flatMap(names);
  expect(later.filter((name) => !all.includes(name))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});
