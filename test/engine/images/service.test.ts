import { describe, expect, test } from 'vitest';
import { catalogueImages } from '../../../src/engine/images/catalogue/published.ts';
import { imagesOnDisk } from '../../../src/engine/images/on-disk.ts';
import { deleteImage, pruneImages } from '../../../src/engine/images/delete.ts';
import { imageHistory, inspectImage } from '../../../src/engine/images/inspect.ts';
import { listImages } from '../../../src/engine/images/list.ts';
import { parseNormalizedNamed } from '../../../src/formats/image-reference/reference.ts';
import { parseExecutable } from '../../../src/kernel/executable.ts';
import { createMountNamespace } from '../../../src/kernel/fs/mounts.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import { DaemonError } from '../../../src/engine/daemon.ts';
import type { ContainerLayer } from '../../../src/engine/daemon.ts';
import { treeOfGraft } from '../../../src/engine/content/known-layers.ts';
import { restoreFs, snapshotFs, type FsSnapshot } from '../../../src/kernel/fs/snapshot.ts';
import { Filters } from '../../../src/engine/filters.ts';
import { container, stubDaemon } from './daemon-stub.ts';

const NAMES = ['nginx:latest', 'alpine:latest', 'hello-world:latest', 'redis:alpine', 'alpine:3.20', 'debian:bookworm-slim'];

function pulled(names = NAMES) {
  return stubDaemon(imagesOnDisk(names.map((name) => {
    const [repository, tag = ''] = name.split(':');
    const image = catalogueImages().find((each) => each.repository === repository && each.tags.includes(tag));
    if (!image) throw new Error(name);
    return { image, tags: [tag] };
  }), 1n));
}

function failure(action: () => unknown): string {
  try {
    action();
    return 'ok';
  } catch (error) {
    if (error instanceof DaemonError) return `${error.status} ${error.message}`;
    throw error;
  }
}

function look(layer: ContainerLayer) {
  return createView(createMountNamespace(layer.fs), { uid: 0, gid: 0, groups: [] });
}

const list = (stub: ReturnType<typeof pulled>, filters = '{}', all = false) => listImages(stub.images, { all, filters: Filters.parse(filters), sharedSize: false });

describe('images', () => {
  test('are found by name, id, prefix and digest', () => {
    const { images } = pulled();
    const nginx = images.resolve('nginx');
    expect(nginx.repoTags).toEqual(['nginx:latest']);
    expect(nginx.size).toBeGreaterThan(190e6);
    for (const name of ['docker.io/library/nginx:latest', nginx.id, nginx.id.slice(7), nginx.id.slice(7, 19), nginx.repoDigests[0] ?? '']) expect(images.resolve(name).id).toBe(nginx.id);
    expect(failure(() => images.resolve('nope'))).toBe('404 No such image: nope:latest');
    expect(failure(() => images.resolve('nope@sha256:' + '0'.repeat(64)))).toContain('404 No such image: nope@sha256:');
    expect(failure(() => images.resolve('Bad'))).toBe('400 invalid reference format: repository name (library/Bad) must be lowercase');
  });

  test('list: the newest first; filters', () => {
    const stub = pulled();
    const all = list(stub);
    expect(all.map((image) => image.Created)).toEqual(all.map((image) => image.Created).sort((a, b) => b - a));
    expect(list(stub, '{"reference":{"alpine:3*":true}}')).toMatchObject([{ RepoTags: ['alpine:3.20'], RepoDigests: [] }]);
    expect(list(stub, '{"label":["maintainer"]}').map((image) => image.RepoTags)).toEqual([['nginx:latest']]);
    expect(failure(() => list(stub, '{"color":["red"]}'))).toBe("400 invalid filter 'color'");
    expect(failure(() => list(stub, '{"dangling":["maybe"]}'))).toBe("400 invalid filter 'dangling=[maybe]'");
    expect(failure(() => list(stub, '{"since":["nosuch"]}'))).toBe('404 No such image: nosuch:latest');
    expect(list(stub, '{"dangling":["true"]}')).toEqual([]);
  });

  test('inspect and history', () => {
    const { images } = pulled();
    const inspect = inspectImage(images, 'redis:alpine', '1.50') as Record<string, unknown>;
    expect(Object.keys(inspect)).toEqual(['Id', 'RepoTags', 'RepoDigests', 'Parent', 'Comment', 'Created', 'DockerVersion', 'Author', 'Config', 'Architecture', 'Os', 'Size', 'GraphDriver', 'RootFS', 'Metadata']);
    expect(inspect['GraphDriver']).toMatchObject({ Name: 'overlay2', Data: { UpperDir: expect.stringMatching(/^\/var\/lib\/docker\/overlay2\/[0-9a-f]{64}\/diff$/) } });
    expect((inspectImage(images, 'redis:alpine', '1.49') as { Config: object }).Config).toMatchObject({ Hostname: '', Image: '' });
    const history = imageHistory(images, 'nginx');
    expect(history[0]).toMatchObject({ Id: images.resolve('nginx').id, CreatedBy: 'CMD ["nginx" "-g" "daemon off;"]', Tags: ['nginx:latest'] });
    expect(history.reduce((sum, line) => sum + line.Size, 0)).toBe(images.resolve('nginx').size);
  });

  test('a container layer is an overlay over the image', () => {
    const { images, daemon } = pulled();
    const layer = images.createLayer('c1', images.resolve('nginx'));
    const view = look(layer);
    expect(view.readText('/usr/share/nginx/html/index.html')).toContain('<h1>Welcome to nginx!</h1>');
    expect(parseExecutable(view.data('/usr/sbin/nginx').extents[0]?.bytes ?? new Uint8Array(0))).toMatchObject({ program: 'nginx', variant: '1.29.1' });
    expect(view.readText('/etc/passwd')).toContain('nginx:x:101');
    expect(view.access('/docker-entrypoint.sh', 1)).toBe(true);
    expect(layer.changes()).toEqual([]);
    view.writeFile('/root/x', 'hello');
    expect(layer.changes()).toEqual([{ Path: '/root', Kind: 0 }, { Path: '/root/x', Kind: 1 }]);
    expect(layer.size()).toBe(5);
    expect(daemon.fs.readText(`${layer.graphDriver.Data['UpperDir']}/root/x`)).toBe('hello');
    expect(layer.graphDriver.Data['LowerDir']?.split(':')).toHaveLength(8);
  });

  test('the disk is all there is: a restart finds images and layers again', () => {
    const stub = pulled();
    const view = look(stub.images.createLayer('c1', stub.images.resolve('alpine')));
    view.writeFile('/kept', 'yes');
    stub.images.tag(stub.images.resolve('alpine').id, parseNormalizedNamed('mine:1'));
    const { images } = stub.restart();
    expect(images.resolve('mine:1').id).toBe(images.resolve('alpine').id);
    expect(look(images.openLayer('c1') as ContainerLayer).readText('/kept')).toBe('yes');
    expect(images.count()).toBe(NAMES.length);
    expect(images.openLayer('c2')).toBeUndefined();
  });

  test('a snapshot of the disk holds what changed and names the layers', () => {
    const stub = pulled();
    const view = look(stub.images.createLayer('c1', stub.images.resolve('nginx')));
    view.appendFile('/etc/nginx/nginx.conf', '# mine\n');
    view.unlink('/docker-entrypoint.sh');
    const text = JSON.stringify(snapshotFs(stub.disk));
    expect(text.length).toBeLessThan(60_000);
    const disk = restoreFs(JSON.parse(text) as FsSnapshot, { now: () => 5n, tree: (id) => (id === '' ? stub.hostTree : treeOfGraft(id)) });
    const { images } = stubDaemon(undefined, disk);
    const restored = look(images.openLayer('c1') as ContainerLayer);
    expect(restored.readText('/etc/nginx/nginx.conf')).toMatch(/# mine\n$/);
    expect(restored.exists('/docker-entrypoint.sh')).toBe(false);
    expect(restored.readText('/usr/share/nginx/html/index.html')).toContain('Welcome');
    expect(images.openLayer('c1')?.changes()).toEqual(stub.images.openLayer('c1')?.changes());
  });

  test('commit makes an image whose id is the hash of its configuration', () => {
    const { images, daemon } = pulled();
    const base = images.resolve('alpine');
    const layer = images.createLayer('c1', base);
    look(layer).writeFile('/hi', 'hi\n');
    look(layer).unlink('/etc/motd');
    const id = images.commit(layer, { parent: base, config: { Cmd: ['cat', '/hi'] }, author: 'me', comment: 'note', createdBy: 'sh', reference: 'mine:2' });
    expect(images.resolve('mine:2')).toMatchObject({ id, size: base.size + 3 });
    const made = look(images.createLayer('c2', images.resolve('mine:2')));
    expect(made.readText('/hi')).toBe('hi\n');
    expect(made.exists('/etc/motd')).toBe(false);
    expect(imageHistory(images, 'mine:2').slice(0, 2)).toMatchObject([{ Id: id, CreatedBy: 'sh', Comment: 'note' }, { Id: base.id }]);
    expect(daemon.fs.exists(`/var/lib/docker/image/overlay2/imagedb/content/sha256/${id.slice(7)}`)).toBe(true);
    expect(failure(() => deleteImage(images, base.id, { force: true, prune: true }))).toBe(`409 conflict: unable to delete ${base.id.slice(7, 19)} (cannot be forced) - image has dependent child images`);
  });
});

describe('delete', () => {
  test('untags, deletes and names the layers that went', () => {
    const { images, events, daemon } = pulled();
    const { id, repoDigests } = images.resolve('hello-world');
    const folders = daemon.fs.readdir('/var/lib/docker/overlay2').length;
    expect(deleteImage(images, 'hello-world', { force: false, prune: true })).toEqual([{ Untagged: 'hello-world:latest' }, { Untagged: repoDigests[0] }, { Deleted: id }, { Deleted: images.store.get(id)?.chain ?? expect.stringMatching(/^sha256:/) }]);
    expect(events.map((event) => event.split(' ').slice(0, 2).join(' '))).toEqual(['image untag', 'image delete']);
    expect(daemon.fs.readdir('/var/lib/docker/overlay2').length).toBe(folders - 1);
  });

  test('shared layers stay', () => {
    const { images } = pulled();
    const records = deleteImage(images, 'debian:bookworm-slim', { force: false, prune: true });
    expect(records.filter((record) => record.Deleted)).toHaveLength(1);
    expect(look(images.createLayer('c', images.resolve('nginx'))).exists('/bin/bash')).toBe(true);
  });

  test('two tags: one goes, then the image', () => {
    const { images } = pulled();
    const { id } = images.resolve('alpine');
    images.tag(id, parseNormalizedNamed('mine'));
    expect(failure(() => deleteImage(images, id.slice(7, 19), { force: false, prune: true }))).toBe(`409 conflict: unable to delete ${id.slice(7, 19)} (must be forced) - image is referenced in multiple repositories`);
    expect(deleteImage(images, 'mine', { force: false, prune: true })).toEqual([{ Untagged: 'mine:latest' }]);
  });

  test('conflicts with containers', () => {
    const { images, containers } = pulled();
    const { id } = images.resolve('alpine');
    containers.push(container('c'.repeat(64), id));
    const short = id.slice(7, 19);
    expect(failure(() => deleteImage(images, 'alpine', { force: false, prune: true }))).toBe(`409 conflict: unable to remove repository reference "alpine" (must force) - container cccccccccccc is using its referenced image ${short}`);
    expect(failure(() => deleteImage(images, short, { force: false, prune: true }))).toBe(`409 conflict: unable to delete ${short} (must be forced) - image is being used by stopped container cccccccccccc`);
    containers[0] = container('c'.repeat(64), id, true);
    expect(failure(() => deleteImage(images, short, { force: true, prune: true }))).toBe(`409 conflict: unable to delete ${short} (cannot be forced) - image is being used by running container cccccccccccc`);
  });

  test('prune removes dangling images, or all unused ones', () => {
    const { images, containers } = pulled();
    const layer = images.createLayer('c1', images.resolve('alpine'));
    look(layer).writeFile('/x', '12345');
    images.commit(layer, { parent: images.resolve('alpine'), config: {}, author: '', comment: '', createdBy: '', reference: undefined });
    layer.remove();
    expect(pruneImages(images, Filters.parse('')).SpaceReclaimed).toBe(5);
    containers.push(container('d'.repeat(64), images.resolve('nginx').id));
    pruneImages(images, Filters.parse('{"dangling":["false"]}'));
    expect(images.list().map((image) => image.repoTags)).toEqual([['nginx:latest']]);
  });
});
