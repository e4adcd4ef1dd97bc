import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandTable } from '../../src/scripts/command-table.mjs';

test('the table of commands says what their files say', async () => {
  const table = readFileSync(new URL('../../src/docker/command-table.ts', import.meta.url), 'utf8');
  expect(await commandTable(), 'run `node src/scripts/command-table.mjs`').toBe(table);
});
