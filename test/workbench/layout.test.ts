import { describe, expect, it } from 'vitest';
import { layoutHost } from '../../src/workbench/host/layout.ts';
import { container, fresh, sample } from './sample-snapshot.ts';

describe('the host picture', () => {
  it.each([320, 375, 700, 950, 1600])('keeps everything inside a width of %i', (width) => {
    const { tiles, rails, stores, height } = layoutHost(sample, width);
    expect(tiles).toHaveLength(4);
    for (const { x, y, width: wide, height: high } of tiles) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + wide).toBeLessThanOrEqual(width);
      expect(y + high).toBeLessThanOrEqual(height);
    }
    for (const { x2 } of rails) expect(x2).toBeLessThanOrEqual(width);
    for (const { y } of stores) expect(y + 44).toBeLessThanOrEqual(height);
  });

  it.each([375, 950])('lets no two tiles overlap at a width of %i', (width) => {
    const { tiles } = layoutHost(sample, width);
    for (const [at, a] of tiles.entries()) {
      for (const b of tiles.slice(at + 1)) {
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
      }
    }
  });

  it('gives networks of one container each a lane of their own, and lets apart ones share a lane', () => {
    const { rails } = layoutHost(sample, 950);
    expect(rails.map(({ name }) => name)).toEqual(['bridge', 'shop-net']);
    expect(rails[0]?.y).not.toBe(rails[1]?.y);
    const apart = { ...sample, containers: [container('a'), container('b', { endpoints: [{ network: 'shop-net', address: '172.18.0.2', aliases: [] }] })] };
    const lanes = layoutHost(apart, 950).rails.map(({ y }) => y);
    expect(lanes[0]).toBe(lanes[1]);
  });

  it('shows one gate for the IPv4 and IPv6 side of a port, and that a port leads nowhere', () => {
    const { gates } = layoutHost(sample, 950);
    expect(gates.map(({ label, live }) => [label, live])).toEqual([[':8080', true], [':8081', false]]);
  });

  it('joins equal layers of neighbours', () => {
    const { shared } = layoutHost({ ...sample, containers: [container('a'), container('b')] }, 950);
    expect(shared).toHaveLength(1);
    expect(shared[0]?.ys).toHaveLength(5);
  });

  it('draws a volume once, with a wire from each that mounts it', () => {
    const mounts = [{ kind: 'volume' as const, source: 'pg', destination: '/data', readOnly: false }];
    const { stores } = layoutHost({ ...sample, containers: [container('a', { mounts }), container('b', { mounts })] }, 950);
    const used = stores.filter(({ name }) => name === 'pg');
    expect(used).toHaveLength(1);
    expect(used[0]?.wires).toHaveLength(2);
    expect(stores.filter(({ wires }) => wires.length === 0).map(({ name }) => name)).toContain('cache-data');
  });

  it('draws a network that nobody is in, but not the unused built-in ones', () => {
    const own = sample.networks.filter(({ builtin }) => !builtin);
    expect(layoutHost({ ...fresh, networks: [...fresh.networks, ...own] }, 950).rails.map(({ name, isEmpty }) => [name, isEmpty])).toEqual([['shop-net', true]]);
    expect(layoutHost(fresh, 950).rails).toEqual([]);
  });
});
