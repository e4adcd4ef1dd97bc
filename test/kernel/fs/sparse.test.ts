import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { SparseBytes } from '../../../src/kernel/fs/sparse.ts';

describe('SparseBytes', () => {
  test('reads and writes equal a flat array', () => {
    const write = fc.record({ kind: fc.constant('write' as const), offset: fc.nat(20000), length: fc.nat(9000), value: fc.integer({ min: 0, max: 3 }) });
    const cut = fc.record({ kind: fc.constant('cut' as const), size: fc.nat(25000) });
    const share = fc.record({ kind: fc.constant('share' as const) });
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: write }, cut, share), { maxLength: 25 }), (operations) => {
        let sparse = new SparseBytes();
        let flat = new Uint8Array(0);
        const shared: { data: ReturnType<SparseBytes['data']>; flat: Uint8Array }[] = [];
        const resize = (size: number): void => {
          const grown = new Uint8Array(size);
          grown.set(flat.subarray(0, size));
          flat = grown;
        };
        for (const operation of operations) {
          if (operation.kind === 'write') {
            const data = new Uint8Array(operation.length).fill(operation.value);
            sparse.write(operation.offset, data);
            if (data.length === 0) continue;
            if (flat.length < operation.offset + data.length) resize(operation.offset + data.length);
            flat.set(data, operation.offset);
          } else if (operation.kind === 'cut') {
            sparse.truncate(operation.size);
            resize(operation.size);
          } else {
            const data = sparse.data();
            shared.push({ data, flat: flat.slice() });
            if (shared.length % 2) sparse = new SparseBytes(data);
          }
          expect(sparse.size).toBe(flat.length);
          expect(sparse.allocated).toBeGreaterThanOrEqual(sparse.stored);
          expect(sparse.stored).toBeLessThanOrEqual(flat.length);
        }
        expect(Buffer.compare(sparse.read(0, 1e9), flat)).toBe(0);
        expect(Buffer.compare(sparse.read(777, 5000), flat.subarray(777, 5777))).toBe(0);
        for (const { data, flat: then } of shared) expect(Buffer.compare(new SparseBytes(data).read(0, 1e9), then)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('zeros take room on the disk but no memory', () => {
    const sparse = new SparseBytes();
    const block = new Uint8Array(1024 * 1024);
    for (let i = 0; i < 1024; i++) sparse.write(i * block.length, block);
    expect(sparse.size).toBe(1024 ** 3);
    expect(sparse.allocated).toBe(1024 ** 3);
    expect(sparse.held).toBe(0);
  });

  test('a hole is not allocated', () => {
    const sparse = new SparseBytes();
    sparse.write(1_000_000, new Uint8Array([1]));
    expect(sparse.size).toBe(1_000_001);
    expect(sparse.allocated).toBe(4096);
    expect(sparse.data().extents).toHaveLength(1);
  });

  test('appending small pieces is not quadratic', () => {
    const sparse = new SparseBytes();
    const line = new TextEncoder().encode('a line of a log file\n');
    for (let i = 0; i < 200_000; i++) sparse.write(sparse.size, line);
    expect(sparse.size).toBe(200_000 * line.length);
    expect(new TextDecoder().decode(sparse.read(21 * 199_999, 100))).toBe('a line of a log file\n');
  });
});
