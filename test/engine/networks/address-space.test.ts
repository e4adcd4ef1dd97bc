import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { AddressSpace } from '../../../src/engine/networks/address-space.ts';
import { contains, formatAddress, formatPrefix, network, overlaps, parseAddress, parsePrefix } from '../../../src/engine/networks/prefix.ts';
import type { Prefix } from '../../../src/engine/networks/prefix.ts';

const prefix = (text: string): Prefix => {
  const parsed = parsePrefix(text);
  if (!parsed) throw new Error(`no prefix: ${text}`);
  return parsed;
};
const ip = (text: string) => {
  const parsed = parseAddress(text);
  if (!parsed) throw new Error(`no address: ${text}`);
  return parsed;
};

describe('pools', () => {
  it('are cut from the predefined ones in order, and released ones are used again', () => {
    const space = new AddressSpace([{ base: prefix('172.18.0.0/16'), size: 16 }, { base: prefix('172.20.0.0/14'), size: 16 }]);
    const cut = Array.from({ length: 5 }, () => space.requestPredefined(4));
    expect(cut.map((pool) => formatPrefix(pool.prefix))).toEqual(['172.18.0.0/16', '172.20.0.0/16', '172.21.0.0/16', '172.22.0.0/16', '172.23.0.0/16']);
    expect(() => space.requestPredefined(4)).toThrow('all predefined address pools have been fully subnetted');
    const third = cut[2];
    if (third) space.release(third);
    expect(formatPrefix(space.requestPredefined(4).prefix)).toBe('172.21.0.0/16');
  });

  it('never overlap, whatever is asked for', () => {
    const wanted = fc.record({ address: fc.integer({ min: 0, max: 0xffffffff }), bits: fc.integer({ min: 1, max: 32 }) });
    fc.assert(fc.property(fc.array(fc.oneof(wanted, fc.constant(undefined)), { maxLength: 30 }), (requests) => {
      const space = new AddressSpace([{ base: prefix('192.168.0.0/16'), size: 20 }]);
      for (const request of requests) {
        try {
          if (request) space.request({ family: 4, address: BigInt(request.address), bits: request.bits });
          else space.requestPredefined(4);
        } catch (error) {
          expect((error as Error).name).toBe('DaemonError');
        }
      }
      const pools = [...space.pools];
      for (const a of pools) for (const b of pools) if (a !== b) expect(overlaps(a.prefix, b.prefix)).toBe(false);
    }));
  });
});

describe('addresses', () => {
  it('are handed out once, first free first, without the network and broadcast addresses', () => {
    const pool = new AddressSpace([]).request(prefix('10.0.0.0/29'));
    const all = Array.from({ length: 6 }, () => formatAddress(pool.request()));
    expect(all).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6']);
    expect(() => pool.request()).toThrow('no available addresses on this pool');
    pool.release(ip('10.0.0.3'));
    expect(() => pool.take(ip('10.0.0.4'))).toThrow('Address already in use');
    expect(() => pool.take(ip('10.0.1.4'))).toThrow('requested address is out of range');
    expect(formatAddress(pool.request())).toBe('10.0.0.3');
  });

  it('come from the range when there is one', () => {
    const pool = new AddressSpace([]).request(prefix('10.0.0.0/16'));
    expect([1, 2].map(() => formatAddress(pool.request(prefix('10.0.5.0/30'))))).toEqual(['10.0.5.0', '10.0.5.1']);
  });
});

describe('texts of addresses', () => {
  it('survive parsing', () => {
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const parsed = ip(text);
      expect(ip(formatAddress(parsed))).toEqual(parsed);
    }));
    expect(formatAddress(ip('2001:DB8:0:0:1:0:0:1'))).toBe('2001:db8::1:0:0:1');
    expect(parsePrefix('10.0.0.0/33')).toBeUndefined();
    expect(parseAddress('10.0.0.01')).toBeUndefined();
    expect(contains(prefix('fd00::/8'), ip('fd12::1'))).toBe(true);
    expect(formatPrefix(network(prefix('10.1.2.3/8')))).toBe('10.0.0.0/8');
  });
});

const corpus = join(process.env['DRYDOCK_CORPORA'] ?? join(import.meta.dirname, '../../../../shared/corpora'), 'engine-ipam/dev/cases.jsonl');
const cases = existsSync(corpus) ? readFileSync(corpus, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Case) : [];

interface GoValue { readonly $go: string }
interface Case { readonly id: string; readonly table: string; readonly row: Record<string, unknown> }
const goPrefix = (value: unknown): Prefix => prefix(/"(.*)"/.exec((value as GoValue).$go)?.[1] ?? '');

describe.skipIf(cases.length === 0)('the allocator tests of moby', () => {
  const table = (name: string) => cases.filter((one) => one.table === name);

  it.each(table('TestDynamicPoolAllocation.testcases').map((one) => [one.row['name'] as string, one.row] as const))('dynamic pool: %s', (_name, row) => {
    const predefined = (row['predefined'] as { Base: unknown; Size: number }[]).map(({ Base, Size }) => ({ base: goPrefix(Base), size: Size }));
    const space = new AddressSpace(predefined);
    for (const allocated of (row['allocated'] as unknown[] | undefined) ?? []) space.request(goPrefix(allocated));
    const reserved = ((row['reserved'] as unknown[] | undefined) ?? []).map(goPrefix);
    if (row['expErr']) expect(() => space.requestPredefined(4, reserved)).toThrow('fully subnetted');
    else expect(formatPrefix(space.requestPredefined(4, reserved).prefix)).toBe(formatPrefix(goPrefix(row['expPrefix'])));
  });

  it.each(table('TestRequest.input').map((one) => [one.row['subnet'] as string, one.row] as const))('addresses of %s', (subnet, row) => {
    const pool = new AddressSpace([]).request(prefix(subnet));
    let last = '';
    for (let i = 0; i < (row['numReq'] as number); i++) last = formatAddress(pool.request());
    expect(last).toBe(row['lastIP']);
  });

  it.each(table('TestOverlappingRequests.input').map((one) => [JSON.stringify(one.row), one.row] as const))('overlap %s', (_name, row) => {
    const space = new AddressSpace([]);
    for (const taken of row['environment'] as string[]) space.request(prefix(taken));
    if (row['ok']) space.request(prefix(row['subnet'] as string));
    else expect(() => space.request(prefix(row['subnet'] as string))).toThrow('Pool overlaps');
  });

  it('an unusual subnet of two addresses uses both', () => {
    const pool = new AddressSpace([]).request(prefix('192.168.0.2/31'));
    for (const { row } of table('TestUnusualSubnets.expectedAddresses')) expect(formatAddress(pool.request())).toBe(row['address']);
  });

  it('released addresses are requested again in their order', () => {
    const pool = new AddressSpace([]).request(prefix('192.168.0.0/23'));
    for (let i = 0; i < 510; i++) pool.request();
    for (const { row } of table('TestRelease.toRelease')) {
      pool.release(ip(row['address'] as string));
      expect(formatAddress(pool.request())).toBe(row['address']);
    }
  });
});
