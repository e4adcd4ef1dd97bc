/** What the learner's host is connected to: a gateway with a name server, and behind it one machine that stands for the internet with Docker Hub on it. */
import { HUB_CONFIG, HUB_NAMES } from '../../engine/images/hub-host.ts';
import { executable } from '../../kernel/executable.ts';
import { createMemoryFs } from '../../kernel/fs/memory.ts';
import { lazyDirectory, TreeBuilder, type TreeDirectory } from '../../kernel/fs/tree.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { KernelHost } from '../../kernel/kernel-host.ts';
import type { Namespace } from '../../kernel/net/namespace.ts';
import type { Program } from '../../kernel/sys.ts';
import { MIRROR } from '../../userland/debian/mirror-host.ts';
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

/** The code of what the servers serve. */
const content: { hub?: typeof import('./hub.ts'); mirror?: typeof import('./mirror.ts') } = {};

/** Loads the catalogue: what Docker Hub has, and the images of a host that starts with some. */
export async function loadHub(): Promise<typeof import('./hub.ts')> {
  return (content.hub ??= await import('./hub.ts'));
}

/** The servers' programs, each loaded with what it serves: most sessions pull a few images and install nothing. */
export const INTERNET_PROGRAMS: readonly (readonly [name: string, load: () => Promise<Program>])[] = [
  ['registry', async () => {
    const [{ registry }] = await Promise.all([import('../../userland/registry/registry.ts'), loadHub()]);
    return registry;
  }],
  ['debian-mirror', async () => {
    const [{ debianMirror }, { mirrorTree }] = await Promise.all([import('../../userland/debian/mirror.ts'), import('./mirror.ts')]);
    content.mirror = { mirrorTree };
    return debianMirror;
  }],
];

/** What a program has loaded before it looks. */
function loaded<T>(module: T | undefined): T {
  if (module === undefined) throw new Error('the servers of the internet read their files themselves');
  return module;
}

const trees = new Map<World['hub'], TreeDirectory>();

function internetTree(world: World, time: bigint): TreeDirectory {
  const known = trees.get(world.hub);
  if (known) return known;
  const hosts = [`127.0.0.1 localhost`, `${HUB} ${HUB_NAMES.join(' ')}`, ...(world.hub === 'catalogue' ? Object.entries(WELL_KNOWN).map(([address, names]) => `${address} ${names.join(' ')}`) : [])];
  const tree = new TreeBuilder({ mtime: time });
  for (const folder of ['dev', 'proc', 'run', 'sys', 'tmp', 'var/run']) tree.directory(folder);
  for (const program of ['registry', 'dnsmasq', 'debian-mirror', 'systemd-socket-activate']) tree.file(`bin/${program}`, executable(program), 0o755);
  tree.file('etc/hosts', `${hosts.join('\n')}\n`).file('etc/hub.yml', HUB_CONFIG);
  if (world.hub === 'catalogue') tree.node('srv/mirror', lazyDirectory({ mtime: time }, () => loaded(content.mirror).mirrorTree(time)));
  tree.node('var/lib/registry', lazyDirectory({ mtime: time }, () => loaded(content.hub).hubStorage(world, time)));
  const built = tree.build();
  trees.set(world.hub, built);
  return built;
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
  // Each listens at once, and is loaded when somebody connects.
  const servers = [['dnsmasq', `--listen-address=${NAME_SERVER}`], activated('443', 'registry', 'serve', '/etc/hub.yml'), ...(world.hub === 'catalogue' ? [activated('80', 'debian-mirror', '/srv/mirror')] : [])];
  for (const argv of servers) kernel.spawn(internet, `/bin/${argv[0]}`, { argv, env: new Map([['PATH', '/bin']]) });
}

function activated(port: string, program: string, ...args: string[]): string[] {
  return ['systemd-socket-activate', '-l', port, `/bin/${program}`, ...args];
}
