/** The least of an image, volume and network service that dockerd's other parts can be tested with. */
import { DaemonError } from '../../../src/engine/daemon.ts';
import type { ContainerLayer, Daemon, Image, ImageConfig, ImageService, NetworkService, Volume, VolumeService } from '../../../src/engine/daemon.ts';
import type { ServiceFactories } from '../../../src/engine/dockerd.ts';
import type { EndpointSettings } from '../../../src/api/network.ts';
import { executable } from '../../../src/kernel/executable.ts';
import { createMemoryFs } from '../../../src/kernel/fs/memory.ts';
import { createMountNamespace } from '../../../src/kernel/fs/mounts.ts';
import { createView } from '../../../src/kernel/fs/view.ts';

const ROOT = { uid: 0, gid: 0, groups: [0] };
const PASSWD = 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n';
const GROUP = 'root:x:0:\nnogroup:x:65533:\nwheel:x:10:nobody\n';

export interface FakeImage { readonly config: ImageConfig; readonly programs: readonly string[]; readonly files?: Readonly<Record<string, string>> }

function hex(text: string): string {
  let hash = 7;
  let out = '';
  for (let i = 0; out.length < 64; i++) {
    for (const c of text) hash = (Math.imul(hash, 31) + c.charCodeAt(0) + i) >>> 0;
    out += hash.toString(16).padStart(8, '0');
  }
  return out.slice(0, 64);
}

function fakeImages(daemon: Daemon, images: Readonly<Record<string, FakeImage>>, disk: Map<string, ContainerLayer>): ImageService {
  const all = new Map<string, Image>();
  for (const [name, image] of Object.entries(images)) {
    all.set(name, { id: `sha256:${hex(name)}`, config: image.config, layers: [], created: '2025-01-01T00:00:00Z', size: 1000, repoTags: [name], repoDigests: [] });
  }
  const find = (reference: string): Image | undefined => all.get(reference) ?? all.get(reference.replace(/:latest$/, '')) ?? [...all.values()].find((image) => image.id === reference || image.id.slice(7).startsWith(reference));
  return {
    find,
    resolve(reference) {
      const image = find(reference);
      if (!image) throw new DaemonError(404, `No such image: ${reference.includes(':') ? reference : `${reference}:latest`}`);
      return image;
    },
    list: () => [...all.values()],
    createLayer(containerId, image) {
      const fs = createMemoryFs({ type: 'overlay', now: () => daemon.proc.realtime() });
      const view = createView(createMountNamespace(fs), ROOT);
      for (const folder of ['/bin', '/etc', '/root', '/tmp']) view.mkdirs(folder);
      view.chmod('/tmp', 0o1777);
      view.writeFile('/etc/passwd', PASSWD);
      view.writeFile('/etc/group', GROUP);
      const source = image && Object.entries(images).find(([name]) => all.get(name) === image)?.[1];
      for (const program of source?.programs ?? []) view.writeData(`/bin/${program}`, executable(program), 0o755);
      for (const [path, content] of Object.entries(source?.files ?? {})) {
        view.mkdirs(path.slice(0, path.lastIndexOf('/')) || '/');
        view.writeFile(path, content, 0o755);
      }
      const layer: ContainerLayer = {
        fs, graphDriver: { Name: 'overlay2', Data: { MergedDir: `/var/lib/docker/overlay2/${containerId}/merged` } }, changes: () => [], size: () => 0,
        remove: () => void disk.delete(containerId),
      };
      disk.set(containerId, layer);
      return layer;
    },
    openLayer: (containerId) => disk.get(containerId),
    count: () => all.size,
    diskUsage: () => ({ layersSize: 0, images: [] }),
    commit: () => `sha256:${hex('commit')}`,
  };
}

function fakeVolumes(daemon: Daemon): VolumeService {
  const volumes = new Map<string, Volume>();
  const users = new Map<string, Set<string>>();
  return {
    get: (name) => volumes.get(name),
    create(options) {
      const name = options.name || daemon.newId();
      if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name)) throw new DaemonError(400, `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`);
      let volume = volumes.get(name);
      if (!volume) {
        volume = { name, driver: 'local', mountpoint: `/var/lib/docker/volumes/${name}/_data`, labels: {}, options: null, scope: 'local', createdAt: '', anonymous: options.name === '' };
        volumes.set(name, volume);
        daemon.fs.mkdirs(volume.mountpoint);
      }
      return volume;
    },
    list: () => [...volumes.values()],
    remove: (name) => void volumes.delete(name),
    users: (name) => [...(users.get(name) ?? [])],
    acquire: (name, id) => void (users.get(name) ?? users.set(name, new Set()).get(name)!).add(id),
    release: (name, id) => void users.get(name)?.delete(id),
    populate: () => {},
    size: () => 0,
  };
}

const ENDPOINT: EndpointSettings = {
  IPAMConfig: null, Links: null, Aliases: null, MacAddress: '', DriverOpts: null, GwPriority: 0, NetworkID: hex('bridge'), EndpointID: '', Gateway: '',
  IPAddress: '', IPPrefixLen: 0, IPv6Gateway: '', GlobalIPv6Address: '', GlobalIPv6PrefixLen: 0, DNSNames: null,
};

/** One network without a wire: every container has the host's namespace. */
function fakeNetworks(daemon: Daemon): NetworkService {
  const folders = new Map<string, string>();
  return {
    exists: (reference) => reference === 'bridge',
    validate: () => {},
    register: (container) => void folders.set(container.id, container.folder),
    open(id) {
      const folder = folders.get(id)!;
      for (const file of ['hosts', 'resolv.conf', 'hostname']) daemon.fs.writeFile(`${folder}/${file}`, `${file}\n`);
      return { net: daemon.proc.net };
    },
    start(id) {
      daemon.events.publish('network', 'connect', hex('bridge'), { container: id, name: 'bridge', type: 'bridge' });
    },
    stop: (id) => daemon.events.publish('network', 'disconnect', hex('bridge'), { container: id, name: 'bridge', type: 'bridge' }),
    forget: (id) => void folders.delete(id),
    settings: () => ({ Networks: { bridge: ENDPOINT } }),
    ports: () => [],
    endpoints: () => ({ bridge: ENDPOINT }),
    rename: () => {},
    files: (id) => ({ hosts: `${folders.get(id)}/hosts`, resolvConf: `${folders.get(id)}/resolv.conf`, hostname: `${folders.get(id)}/hostname` }),
    linkEnvironment: () => [],
  };
}

/** `disk` outlives a restart of the daemon. */
export function fakeServices(images: Readonly<Record<string, FakeImage>>, disk = new Map<string, ContainerLayer>()): ServiceFactories {
  return { images: (daemon) => fakeImages(daemon, images, disk), volumes: fakeVolumes, networks: fakeNetworks, routes: () => [] };
}
