/** What the learner's host is connected to: a gateway with a name server, and behind it one machine that stands for the internet with Docker Hub on it. */
import { catalogueImages } from '../../engine/images/catalogue/published.ts';
import type { PublishedImage } from '../../engine/images/catalogue/image.ts';
import { HUB_CONFIG, HUB_NAMES, registryTree } from '../../engine/images/hub.ts';
import { RECORDED_INDEX, searchIndex } from '../../engine/images/search-index.ts';
import { DEBIAN_PACKAGES } from '../../engine/images/rootfs/packages.ts';
import { worldImages } from '../../engine/images/world-images.ts';
import { executable } from '../../kernel/executable.ts';
import { createMemoryFs } from '../../kernel/fs/memory.ts';
import { lazyDirectory, TreeBuilder, type TreeDirectory } from '../../kernel/fs/tree.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { KernelHost } from '../../kernel/kernel-host.ts';
import type { Namespace } from '../../kernel/net/namespace.ts';
import { mirrorFiles } from '../../userland/debian/mirror-tree.ts';
import { MIRROR } from '../../userland/debian/sources.ts';
import type { World } from '../world.ts';
import { mountSystem } from './mounts.ts';

const LEARNER = '10.0.2.15';
const GATEWAY = '10.0.2.2';
/** Where the learner's resolv.conf points to. */
export const NAME_SERVER = '10.0.2.3';
const HUB = '203.0.113.10';
const PACKAGES = '203.0.113.40';
/** Addresses that people ping to see whether they are online. */
const WELL_KNOWN: Readonly<Record<string, readonly string[]>> = { [PACKAGES]: [MIRROR], '8.8.8.8': ['dns.google'], '1.1.1.1': ['one.one.one.one'], '203.0.113.20': ['example.com', 'www.example.com'], '203.0.113.30': ['google.com', 'www.google.com', 'github.com', 'docker.com', 'www.docker.com'] };
const LATENCY = 5_000_000;
/** Releases whose packages the mirror has. */
const SUITES = ['bookworm', 'trixie', 'noble', 'jammy'];
const ALPINE = ['3.20', '3.21', '3.22'];

/** Images that the registry of a world has. */
export function publishedImages(world: World): readonly PublishedImage[] {
  if (world.hub === 'catalogue') return catalogueImages();
  const known = recorded.get(world.hub.recorded) ?? worldImages(world.hub.recorded);
  recorded.set(world.hub.recorded, known);
  return known;
}

const recorded = new Map<string, readonly PublishedImage[]>();
const trees = new Map<World['hub'], TreeDirectory>();

function internetTree(world: World, time: bigint): TreeDirectory {
  const known = trees.get(world.hub);
  if (known) return known;
  const hosts = [`127.0.0.1 localhost`, `${HUB} ${HUB_NAMES.join(' ')}`, ...(world.hub === 'catalogue' ? Object.entries(WELL_KNOWN).map(([address, names]) => `${address} ${names.join(' ')}`) : [])];
  const tree = new TreeBuilder({ mtime: time });
  for (const folder of ['dev', 'proc', 'run', 'sys', 'tmp', 'var/run']) tree.directory(folder);
  for (const program of ['registry', 'dnsmasq', 'debian-mirror']) tree.file(`bin/${program}`, executable(program), 0o755);
  tree.file('etc/hosts', `${hosts.join('\n')}\n`).file('etc/hub.yml', HUB_CONFIG);
  // Most sessions pull a few images and install nothing: both are made when somebody first looks.
  if (world.hub === 'catalogue') tree.node('srv/mirror', lazyDirectory({ mtime: time }, () => mirrorTree(time)));
  tree.node('var/lib/registry', lazyDirectory({ mtime: time }, () => registryTree(publishedImages(world), world.hub === 'catalogue' ? searchIndex() : RECORDED_INDEX, time)));
  const built = tree.build();
  trees.set(world.hub, built);
  return built;
}

function mirrorTree(time: bigint): TreeDirectory {
  const tree = new TreeBuilder({ mtime: time });
  for (const [path, data] of mirrorFiles(DEBIAN_PACKAGES, { suites: SUITES, alpine: ALPINE, mtime: time })) tree.file(path, data);
  return tree.build();
}

/** Makes the internet's host, puts both on one link and starts the servers. */
export function connectInternet(kernel: Kernel, host: KernelHost, world: World): void {
  const root = createMemoryFs({ type: 'ext4', now: () => kernel.realtime(), tree: internetTree(world, kernel.epoch) });
  const internet = kernel.addHost({ name: 'internet', facts: { ...host.facts, memory: 64 * 1024 ** 3 }, root });
  mountSystem(internet);
  const link = kernel.network.createLink('internet');
  const net = host.net as Namespace;
  const eth0 = link.attach(net, { name: 'eth0', address: LEARNER, prefix: 24, mac: '52:54:00:12:34:56' });
  net.addRoute({ destination: '0.0.0.0', prefix: 0, gateway: GATEWAY, interface: eth0 });
  const far = link.attach(internet.net as Namespace, { name: 'eth0', address: GATEWAY, prefix: 24, latency: LATENCY });
  for (const address of [NAME_SERVER, HUB, ...(world.hub === 'catalogue' ? Object.keys(WELL_KNOWN) : [])]) far.addAddress(address, 32);
  const servers = [['dnsmasq', `--listen-address=${NAME_SERVER}`], ['registry', 'serve', '/etc/hub.yml'], ...(world.hub === 'catalogue' ? [['debian-mirror', '/srv/mirror', '80']] : [])];
  for (const argv of servers) kernel.spawn(internet, `/bin/${argv[0]}`, { argv, env: new Map([['PATH', '/bin']]) });
}
