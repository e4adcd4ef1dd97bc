import { expect, test } from 'vitest';
import { commandTable } from '../../src/docker/flags.ts';

test('the table explains every flag of every command', () => {
  const table = commandTable();
  const run = table.find((row) => row.path === 'run');
  expect(run?.flags.find((flag) => flag.name === 'publish')).toEqual({ name: 'publish', short: 'p', value: 'list', usage: "Publish a container's port(s) to the host", hidden: false });
  expect(run?.flagsFirst).toBe(true);
  expect(table.find((row) => row.path === 'container ls')?.aliases).toEqual(['ps', 'list']);
  expect(table.length).toBeGreaterThan(180);
});
