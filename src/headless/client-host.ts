/** A simulated host for our own client alone: no daemon, its /var/run/docker.sock leads to a real socket, its folders are the real ones. */
import { existsSync, readdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import { homedir, hostname } from 'node:os';
import { Kernel } from '../kernel/kernel.ts';
import type { KernelHost } from '../kernel/kernel-host.ts';
import { createMemoryFs } from '../kernel/fs/memory.ts';
import { createView } from '../kernel/fs/view.ts';
import { listenUnixOutside } from '../kernel/net/outside.ts';
import { learnerTree } from '../machine/hosts/learner.ts';
import { mountSystem } from '../machine/hosts/mounts.ts';
import { programTable } from '../machine/programs.ts';
import { COURSE_WORLD } from '../machine/world.ts';
import { bridge } from './bridge.ts';
import type { ListenAddress } from './listen-address.ts';
import { realFiles } from './real-files.ts';

const ROOT = { uid: 0, gid: 0, groups: [0] };
export const SOCKET = '/var/run/docker.sock';
/** Folders of the simulated host itself. */
const OWN = new Set(['bin', 'boot', 'dev', 'etc', 'lib', 'lib32', 'lib64', 'libx32', 'proc', 'run', 'sbin', 'sys', 'usr', 'var', 'lost+found']);

/** The host, its clock at the real time. `kick` is called when something has come from the real socket. */
export function clientHost(address: ListenAddress, kick: () => void): { kernel: Kernel; host: KernelHost } {
  const epoch = BigInt(Date.now()) * 1_000_000n;
  const kernel = new Kernel({ seed: Date.now() % 2 ** 31, epoch, programs: programTable() });
  const world = { ...COURSE_WORLD, user: 'root', home: '/root', cwd: '/root', hostname: hostname(), pulled: [] };
  const facts = { kernelRelease: world.kernel, kernelVersion: '#1 SMP', architecture: 'x86_64', operatingSystem: world.os, cpus: world.cpus, memory: world.memory, swap: 0, cgroupVersion: 2 as const };
  const host = kernel.addHost({ name: world.hostname, facts, root: createMemoryFs({ type: 'ext4', now: () => kernel.realtime(), tree: learnerTree(world, epoch) }), init: false });
  mountSystem(host);
  const view = createView(host.mounts, ROOT);
  for (const name of readdirSync('/')) {
    if (OWN.has(name)) continue;
    view.mkdirs(`/${name}`);
    host.mounts.mount(`/${name}`, realFiles(`/${name}`), { source: '/dev/vda1' });
  }
  // The working and the home folder may lie inside of a folder that is the simulated host's own.
  for (const folder of [process.cwd(), homedir()]) {
    if (folder === '/' || !OWN.has(folder.split('/')[1] ?? '') || !existsSync(folder)) continue;
    view.mkdirs(folder);
    host.mounts.mount(folder, realFiles(folder), { source: '/dev/vda1' });
  }
  view.mkdirs('/var/run');
  listenUnixOutside(host.net, view, SOCKET, (connection) => {
    const socket = createConnection({ allowHalfOpen: true, ...address });
    bridge(socket, connection, kick);
    socket.on('error', () => connection.close());
  });
  return { kernel, host };
}
