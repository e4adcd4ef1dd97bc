import { expect, it } from 'vitest';
import { setColumns } from '../../src/components/table-columns.ts';

it('sets the columns of a table by what is shown of them', () => {
  const lines = ['CONTAINER ID   IMAGE     CREATED   STATUS   PORTS     NAMES', '[ID]   alpine    [AGO]   Up [AGO]             cache', '[ID]   nginx   [AGO]   Up [AGO]   80/tcp   web', 'done'];
  expect(setColumns(lines, (cell) => cell.replaceAll(/[[\]]/g, '').length)).toEqual([
    'CONTAINER ID   IMAGE    CREATED   STATUS   PORTS    NAMES',
    '[ID]             alpine   [AGO]       Up [AGO]            cache',
    '[ID]             nginx    [AGO]       Up [AGO]   80/tcp   web',
    'done',
  ]);
});

it('leaves everything else as it is', () => {
  const lines = ['USER  PID', 'two words and  a gap  too many', 'CONTAINER ID   IMAGE     COMMAND'];
  expect(setColumns(lines, (cell) => cell.length)).toEqual(lines);
});
