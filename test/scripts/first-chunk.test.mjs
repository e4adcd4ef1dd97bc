import { expect, it } from 'vitest';
import { tooEarly } from '../../src/scripts/first-chunk.mjs';

it('names what a prompt can do without', () => {
  expect(tooEarly(['src/kernel/kernel.ts', 'src/engine/main.ts', 'src/engine/images/rootfs/debian.ts', 'src/docker/docker.ts', 'node_modules/docker/src/docker/x.js'])).toEqual(['src/engine/main.ts', 'src/docker/docker.ts']);
});
