/** What the learner's host is connected to: a gateway with DNS, and the registries. */
import type { Kernel } from '../../kernel/kernel.ts';
import type { KernelHost } from '../../kernel/kernel-host.ts';
import type { Namespace } from '../../kernel/net/namespace.ts';
import type { World } from '../world.ts';

const HOST_ADDRESS = '10.0.2.15';
const GATEWAY = '10.0.2.2';

/** Puts the host on the link. */
export async function connectInternet(kernel: Kernel, host: KernelHost, _world: World): Promise<void> {
  const link = kernel.network.createLink('internet');
  const net = host.net as Namespace;
  const eth0 = link.attach(net, { name: 'eth0', address: HOST_ADDRESS, prefix: 24, mac: '52:54:00:12:34:56' });
  net.addRoute({ destination: '0.0.0.0', prefix: 0, gateway: GATEWAY, interface: eth0 });
}
