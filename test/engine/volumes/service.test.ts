import { describe, expect, test } from 'vitest';
import { DaemonError } from '../../../src/engine/daemon.ts';
import { Filters } from '../../../src/engine/filters.ts';
import { apiVolume, listVolumes, pruneVolumes } from '../../../src/engine/volumes/filter.ts';
import { createMemoryFs } from '../../../src/kernel/fs/memory.ts';
import { createMountNamespace } from '../../../src/kernel/fs/mounts.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import { stubDaemon } from '../images/daemon-stub.ts';

const ROOT = { uid: 0, gid: 0, groups: [] };

function failure(action: () => unknown): string {
  try {
    action();
    return 'ok';
  } catch (error) {
    if (error instanceof DaemonError) return `${error.status} ${error.message}`;
    throw error;
  }
}

describe('volumes', () => {
  test('are made once, named or not', () => {
    const { volumes, daemon, events } = stubDaemon();
    const data = volumes.create({ name: 'data' });
    expect(volumes.create({ name: 'data', labels: { a: '1' } })).toEqual(data);
    expect(apiVolume(volumes, data)).toEqual({ CreatedAt: expect.stringMatching(/^2026-11-21T13:00:0\dZ$/), Driver: 'local', Labels: null, Mountpoint: '/var/lib/docker/volumes/data/_data', Name: 'data', Options: null, Scope: 'local' });
    const anonymous = volumes.create({ name: '' });
    expect(anonymous).toMatchObject({ name: expect.stringMatching(/^[0-9a-f]{64}$/), anonymous: true, labels: { 'com.docker.volume.anonymous': '' } });
    expect(daemon.fs.stat(data.mountpoint)).toMatchObject({ kind: 'directory', mode: 0o755 });
    expect(events).toEqual(['volume create data {"driver":"local"}', `volume create ${anonymous.name} {"driver":"local"}`]);
  });

  test('names and drivers that Docker refuses', () => {
    const { volumes } = stubDaemon();
    expect(failure(() => volumes.create({ name: 'bad name' }))).toBe('400 create bad name: "bad name" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path');
    expect(failure(() => volumes.create({ name: 'a' }))).toBe('400 create a: volume name is too short, names should be at least two alphanumeric characters');
    expect(failure(() => volumes.create({ name: 'x', driver: 'nosuchdriver' }))).toBe('404 create x: error looking up volume plugin nosuchdriver: plugin "nosuchdriver" not found');
    expect(failure(() => volumes.create({ name: 'xx', driverOpts: { colour: 'red' } }))).toBe('400 create xx: invalid option: "colour"');
    expect(failure(() => volumes.create({ name: 'xx', driverOpts: { type: 'tmpfs' } }))).toBe('400 create xx: missing required option: "device"');
  });

  test('stay while a container holds them', () => {
    const { volumes } = stubDaemon();
    volumes.create({ name: 'data' });
    volumes.acquire('data', 'c1');
    volumes.acquire('data', 'c2');
    expect(failure(() => volumes.remove('data', true))).toBe('409 remove data: volume is in use - [c1, c2]');
    volumes.release('data', 'c1');
    volumes.release('data', 'c2');
    volumes.remove('data', false);
    expect(failure(() => volumes.remove('data', false))).toBe('404 get data: no such volume');
    expect(failure(() => volumes.remove('data', true))).toBe('ok');
  });

  test('filters and prune', () => {
    const { volumes, daemon } = stubDaemon();
    volumes.create({ name: 'kept', labels: { env: 'dev', team: 'blue' } });
    volumes.create({ name: 'used' });
    volumes.acquire('used', 'c');
    const { name } = volumes.create({ name: '' });
    daemon.fs.writeFile(`/var/lib/docker/volumes/${name}/_data/f`, '123456789');
    const names = (filters: string): string[] => listVolumes(volumes, Filters.parse(filters)).map((volume) => volume.name);
    expect(names('{"label":{"env=dev":true}}')).toEqual(['kept']);
    expect(names('{"name":{"ept":true}}')).toEqual(['kept']);
    expect(names('{"dangling":{"false":true}}')).toEqual(['used']);
    expect(failure(() => names('{"nosuch":{"1":true}}'))).toBe("400 invalid filter 'nosuch'");
    expect(pruneVolumes(volumes, Filters.parse(''), false)).toEqual({ VolumesDeleted: [name], SpaceReclaimed: 9 });
    expect(failure(() => pruneVolumes(volumes, Filters.parse('{"until":{"24h":true}}'), false))).toBe("400 invalid filter 'until'");
    expect(pruneVolumes(volumes, Filters.parse('{"all":{"true":true}}'), false).VolumesDeleted).toEqual(['kept']);
  });

  test('take over what the image has, once', () => {
    const { volumes, daemon } = stubDaemon();
    const image = createView(createMountNamespace(createMemoryFs({ type: 'overlay', now: () => 5n })), ROOT);
    image.mkdirs('/html/css');
    image.writeFile('/html/index.html', 'hi');
    image.chown('/html/index.html', 101, 101);
    image.link('/html/index.html', '/html/same');
    image.symlink('index.html', '/html/css/link');
    image.chmod('/html', 0o700);
    const volume = volumes.create({ name: 'html' });
    volumes.populate(volume, image, '/html');
    const path = volume.mountpoint;
    expect(daemon.fs.readText(`${path}/index.html`)).toBe('hi');
    expect(daemon.fs.stat(`${path}/same`)).toMatchObject({ uid: 101, nlink: 2, mtime: 5n });
    expect(daemon.fs.stat(path).mode).toBe(0o700);
    expect(daemon.fs.readlink(`${path}/css/link`)).toBe('index.html');
    image.writeFile('/html/later', '');
    volumes.populate(volume, image, '/html');
    expect(daemon.fs.exists(`${path}/later`)).toBe(false);
    volumes.populate(volumes.create({ name: 'none' }), image, '/missing');
  });

  test('options mount a folder of the host or a tmpfs while in use', () => {
    const { volumes, daemon } = stubDaemon();
    daemon.fs.mkdirs('/srv/shared');
    const bound = volumes.create({ name: 'bound', driverOpts: { type: 'none', device: '/srv/shared', o: 'bind' } });
    volumes.acquire('bound', 'c');
    daemon.fs.writeFile(`${bound.mountpoint}/f`, 'x');
    expect(daemon.fs.readText('/srv/shared/f')).toBe('x');
    volumes.release('bound', 'c');
    expect(daemon.fs.exists(`${bound.mountpoint}/f`)).toBe(false);
    const tmp = volumes.create({ name: 'tmp', driverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' } });
    volumes.acquire('tmp', 'c');
    expect(daemon.fs.usage(tmp.mountpoint).size).toBe(1024 * 1024);
    volumes.create({ name: 'broken', driverOpts: { type: 'none', device: '/nope', o: 'bind' } });
    expect(failure(() => volumes.acquire('broken', 'c'))).toContain('failed to mount local volume: mount /nope:/var/lib/docker/volumes/broken/_data, flags: 0x1000: no such file or directory');
  });

  test('are found again after a restart of the daemon', () => {
    const stub = stubDaemon();
    stub.volumes.create({ name: 'data', labels: { a: '1' } });
    expect(stub.restart().volumes.list()).toEqual(stub.volumes.list());
  });
});
