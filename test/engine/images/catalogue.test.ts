import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../../src/engine/images/catalogue/catalogue.ts';
import { computeDigests } from '../../../src/engine/images/catalogue/publish.ts';
import type { ImageDigests } from '../../../src/engine/images/catalogue/publish.ts';

const TABLE = new URL('../../../src/engine/images/catalogue/digests.ts', import.meta.url);

const ALL = process.env['DRYDOCK_WRITE_DIGESTS'] !== undefined;
/** One of each base system; all of them take half a minute. */
const SAMPLE = ['hello-world', 'alpine', 'busybox', 'traefik/whoami', 'nginx', 'registry', 'ubuntu'];
const CHECKED = CATALOGUE.flatMap((repository) => repository.images.filter((_, i) => ALL || (i === 0 && SAMPLE.includes(repository.name))).map((image) => ({ repository, image })));

function compute(): Record<string, ImageDigests> {
  const table: Record<string, ImageDigests> = {};
  for (const { repository, image } of CHECKED) table[`${repository.name}:${image.tags[0]}`] = computeDigests(repository, image);
  return table;
}

/** DRYDOCK_WRITE_DIGESTS=1 writes the table anew, after an image was added or its files have changed. */
function write(table: Record<string, ImageDigests>): void {
  const layers = new Map<string, number>();
  const rows: string[] = [];
  const images = Object.entries(table).map(([name, digests]) => {
    const numbers = digests.layers.map((layer) => {
      const row = JSON.stringify(layer).replaceAll('"', "'").replaceAll(',', ', ');
      if (!layers.has(row)) {
        layers.set(row, layers.size);
        rows.push(`  ${row},`);
      }
      return layers.get(row);
    });
    return `  '${name}': ['${digests.id}', '${digests.manifest}', '${digests.index}', [${numbers.join(', ')}]],`;
  });
  writeFileSync(TABLE, `/** Digests of the catalogue, computed ahead by test/engine/images/catalogue.test.ts (DRYDOCK_WRITE_DIGESTS=1). Do not edit. */
import type { LayerDigests } from './publish.ts';

/** Layers: diff id, digest and bytes of the compressed form, logical bytes. */
export const LAYERS: readonly LayerDigests[] = [
${rows.join('\n')}
];

/** Images: id, digest of the manifest, digest of the index, numbers of the layers. */
export const DIGESTS: Readonly<Record<string, readonly [id: string, manifest: string, index: string, layers: readonly number[]]>> = {
${images.join('\n')}
};
`);
}

describe('catalogue', () => {
  test('digests computed ahead are those of the content', async () => {
    const computed = compute();
    if (ALL) write(computed);
    const { DIGESTS, LAYERS } = await import('../../../src/engine/images/catalogue/digests.ts');
    expect(Object.keys(DIGESTS).sort()).toEqual(CATALOGUE.flatMap((repository) => repository.images.map((image) => `${repository.name}:${image.tags[0]}`)).sort());
    for (const [name, digests] of Object.entries(computed)) {
      const [id, manifest, index, layers] = DIGESTS[name] ?? ['', '', '', []];
      expect({ name, id, manifest, index, layers: layers.map((i) => LAYERS[i]) }).toEqual({ name, ...digests });
    }
  }, 120_000);

  test('sizes are those that Docker Hub shows', () => {
    const off: string[] = [];
    for (const { repository, image } of CHECKED) {
      const said = image.history.reduce((sum, [, size]) => sum + (size ?? 0), 0);
      const made = computeDigests(repository, image).layers.reduce((sum, [, , , size]) => sum + size, 0);
      if (Math.abs(made - said) > 100_000 + said * 0.03) off.push(`${repository.name}:${image.tags[0]} ${said} ${made}`);
    }
    expect(off).toEqual([]);
  }, 120_000);

  test('names are unique and there are enough of them', () => {
    const tags = CATALOGUE.flatMap((repository) => repository.images.flatMap((image) => image.tags.map((tag) => `${repository.name}:${tag}`)));
    expect(new Set(tags).size).toBe(tags.length);
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(25);
  });
});
