/** /sys, as far as people look into it: network interfaces, the processors, and a place for /sys/fs/cgroup. */
import { ComputedDirectory, ComputedFile, ComputedFs, fixedDirectory } from './computed.ts';
import type { HostFacts } from '../host.ts';
import type { Interface, NetNamespace } from '../net/types.ts';
import type { FileSystem, Inode } from './types.ts';

/** `net` is the network namespace that the /sys was mounted in: /sys/class/net shows its interfaces. */
export function createSysFs(source: { readonly facts: HostFacts; readonly net: NetNamespace; readonly now: () => bigint }): FileSystem {
  const fs = new ComputedFs('sysfs', 'nosuid,nodev,noexec,relatime', source.now);
  const text = (value: () => string | number) => (path: string): Inode => new ComputedFile(fs, path, () => `${value()}\n`);
  const directory = (nodes: Readonly<Record<string, (path: string) => Inode>>) => (path: string): Inode => fixedDirectory(fs, path, nodes);
  const { cpus } = source.facts;
  const range = cpus > 1 ? `0-${cpus - 1}` : '0';
  fs.root = directory({
    block: directory({}),
    bus: directory({}),
    class: directory({
      net: (path) => new ComputedDirectory(fs, path, () => source.net.interfaces.map(({ name }) => name), (name) => {
        const iface = source.net.interface(name);
        return iface && fixedDirectory(fs, `${path}/${name}`, interfaceFiles(iface, text));
      }),
    }),
    devices: directory({ system: directory({ cpu: directory({ online: text(() => range), possible: text(() => range), present: text(() => range) }) }) }),
    firmware: directory({}),
    fs: directory({ cgroup: directory({}) }),
    kernel: directory({ mm: directory({ transparent_hugepage: directory({ enabled: text(() => 'always [madvise] never') }) }), security: directory({}) }),
    module: directory({}),
  })('/sys');
  return fs;
}

function interfaceFiles(iface: Interface, text: (value: () => string | number) => (path: string) => Inode): Record<string, (path: string) => Inode> {
  return {
    address: text(() => iface.mac),
    carrier: text(() => (iface.up ? 1 : 0)),
    ifindex: text(() => iface.index),
    iflink: text(() => iface.peer?.index ?? iface.index),
    mtu: text(() => iface.mtu),
    operstate: text(() => (iface.kind === 'loopback' ? 'unknown' : iface.up ? 'up' : 'down')),
    type: text(() => (iface.kind === 'loopback' ? 772 : 1)),
  };
}
