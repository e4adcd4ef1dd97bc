import { expect, test } from 'vitest';
import { makeRow, renderRows } from '../../src/docker/format/formatter.ts';
import { renderTemplate } from '../../src/docker/format/template-rows.ts';
import type { Proc } from '../../src/kernel/sys.ts';

const TYPE = { goName: '*formatter.Thing', headers: { ID: 'THING ID', Names: 'NAMES', Count: 'COUNT' } };
const ROWS = [['a1', 'x', 3], ['b2', 'a long name\twith a tab', 10]].map(([id, names, count]) => makeRow(TYPE, { ID: () => id, Names: () => names, Count: () => count, Label: (name) => `label ${name}` }));

test.each(['table {{.ID}}\\t{{.Names}}', 'table {{.ID}}\t{{.Names}}', 'table {{.Names}}', '{{.ID}}', '{{.ID}}\\t{{.Names}}'])('columns that are only named need no template: %s', (format) => {
  const { done, value } = renderRows(undefined as unknown as Proc, format, TYPE, ROWS).next();
  expect(done).toBe(true);
  expect(value).toBe(renderTemplate(format, TYPE, ROWS));
});
