import { describe, expect, test } from 'vitest';
import { catalogueImages } from '../../../src/engine/images/catalogue/published.ts';
import { imagesOnDisk } from '../../../src/engine/images/on-disk.ts';
import { importImage } from '../../../src/engine/images/import.ts';
import { loadImages } from '../../../src/engine/images/load.ts';
import { saveImages } from '../../../src/engine/images/save.ts';
import { deleteImage } from '../../../src/engine/images/delete.ts';
import { imageHistory, inspectImage } from '../../../src/engine/images/inspect.ts';
import { Progress } from '../../../src/engine/images/progress.ts';
import { joinBytes } from '../../../src/formats/bytes/join.ts';
import { parseNormalizedNamed } from '../../../src/formats/image-reference/reference.ts';
import { digestOf } from '../../../src/formats/sha256/sha256.ts';
import { members, packTree } from '../../../src/kernel/fs/archive.ts';
import { createMountNamespace } from '../../../src/kernel/fs/mounts.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import { stubDaemon } from './daemon-stub.ts';

function host() {
  const image = catalogueImages().find((each) => each.repository === 'alpine' && each.tags.includes('latest'));
  if (!image) throw new Error('no alpine');
  return stubDaemon(imagesOnDisk([{ image, tags: ['latest', '3'] }], 1n));
}

function run(body: Generator<unknown, void>): void {
  while (!body.next().done);
}

describe('save and load', () => {
  test('the archive holds blobs under their own hashes, and is loaded to the same image', () => {
    const { images } = host();
    const { id } = images.resolve('alpine');
    const layer = images.createLayer('c', images.resolve('alpine'));
    createView(createMountNamespace(layer.fs), { uid: 0, gid: 0, groups: [] }).writeFile('/new', 'content');
    const mine = images.commit(layer, { parent: images.resolve('alpine'), config: { Cmd: ['cat', '/new'] }, author: '', comment: '', createdBy: '', reference: 'mine:1' });
    layer.remove();
    const archive = joinBytes([...saveImages(images, ['alpine', 'mine:1'])]);
    const files = new Map([...members(archive)].map(({ entry, data }) => [entry.name, data]));
    for (const [name, data] of files) if (name.startsWith('blobs/sha256/')) expect(digestOf(joinBytes(data.extents.map((run) => run.bytes))).slice(7)).toBe(name.slice('blobs/sha256/'.length));
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')?.extents[0]?.bytes)) as { Config: string; RepoTags: string[]; Layers: string[] }[];
    expect(manifest).toMatchObject([{ Config: `blobs/sha256/${id.slice(7)}`, RepoTags: ['alpine:3', 'alpine:latest'] }, { Config: `blobs/sha256/${mine.slice(7)}`, RepoTags: ['mine:1'] }]);
    expect(manifest[0]?.Layers[0]).toBe(`blobs/sha256/${images.resolve('alpine').layers[0]?.slice(7)}`);
    for (const name of ['mine:1', 'alpine:latest', 'alpine:3']) deleteImage(images, name, { force: true, prune: true });
    expect(images.count()).toBe(0);
    const progress = new Progress();
    run(loadImages(images, archive, true, progress));
    expect(progress.take().map((line) => line.stream)).toEqual(['Loaded image: alpine:3\n', 'Loaded image: alpine:latest\n', 'Loaded image: mine:1\n']);
    expect(images.resolve('mine:1').id).toBe(mine);
    const view = createView(createMountNamespace(images.createLayer('d', images.resolve('mine:1')).fs), { uid: 0, gid: 0, groups: [] });
    expect(view.readText('/new')).toBe('content');
    expect(() => run(loadImages(images, new Uint8Array(1024), true, progress))).toThrow('unrecognized image format');
  });
});

describe('import', () => {
  test('makes one layer of an archive', () => {
    const { images } = host();
    const layer = images.createLayer('c', images.resolve('alpine'));
    createView(createMountNamespace(layer.fs), { uid: 0, gid: 0, groups: [] }).writeFile('/changed.txt', 'changed\n');
    const archive = joinBytes([...packTree(layer.fs.root)]);
    const id = importImage(images, archive, { reference: parseNormalizedNamed('flat'), message: '', changes: ['CMD ["cat", "/changed.txt"]'] });
    expect(inspectImage(images, 'flat', '1.50')).toMatchObject({ Id: id, Comment: 'Imported from -', DockerVersion: '28.2.2', Config: { Cmd: ['cat', '/changed.txt'] }, Parent: '' });
    expect(imageHistory(images, 'flat')).toMatchObject([{ Comment: 'Imported from -', CreatedBy: '', Id: id, Tags: ['flat:latest'] }]);
    expect(images.resolve('flat').size).toBeGreaterThan(8e6);
    importImage(images, new Uint8Array(0), { reference: parseNormalizedNamed('empty'), message: '', changes: [] });
    expect(images.resolve('empty').size).toBe(0);
  });
});
