import { describe, expect, test } from 'vitest';
import { NAME_LISTS, randomName } from '../../src/formats/names-generator/names.ts';
import { corpus } from '../corpora.ts';
import { run as goUnits } from '../conformance/go-units.ts';
import { run as imageReference } from '../conformance/image-reference.ts';
import { run as namesGenerator } from '../conformance/names-generator.ts';
import { run as tabwriter } from '../conformance/tabwriter.ts';

describe("tables of docker's libraries", () => {
  for (const [name, run] of [['go-units', goUnits], ['image-reference', imageReference], ['names-generator', namesGenerator], ['tabwriter', tabwriter]] as const) {
    test.skipIf(corpus(name) === undefined)(`${name}: every case is equal`, () => {
      const { total, equal, failures } = run();
      expect(failures).toEqual([]);
      expect(equal).toBe(total);
    });
  }
});

describe('random names', () => {
  test('an adjective and a surname, with a digit when the first is taken', () => {
    expect(randomName(() => 0)).toBe('admiring_agnesi');
    expect(randomName(() => 0, 1)).toBe('admiring_agnesi0');
  });
  test('Wozniak is never boring', () => {
    const draws = [NAME_LISTS.adjectives.indexOf('boring'), NAME_LISTS.surnames.indexOf('wozniak'), 0, 0];
    expect(randomName(() => draws.shift() ?? 0)).toBe('admiring_agnesi');
  });
});
