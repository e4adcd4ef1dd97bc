/** Published ports of a simulated host as real listeners on 127.0.0.1. */
import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { SysError } from '../kernel/errno.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { KernelHost } from '../kernel/kernel-host.ts';
import type { NetNamespace, PortForward } from '../kernel/net/types.ts';
import { bridge } from './bridge.ts';

/** Exits with 1 when the port cannot be bound. Node binds asynchronously; the daemon has to know at once. */
const PROBE = "require('node:net').createServer().on('error',()=>process.exit(1)).listen(Number(process.argv[1]),'127.0.0.1',function(){this.close()})";

/**
 * From now on every forward of the host's network has a real listener while it stands; a port that is taken on the real host makes the
 * forward fail as a taken port of the simulated one would (EADDRINUSE). `kick` lets the simulation go on.
 */
export function publishPorts(kernel: Kernel, host: KernelHost, kick: () => void): () => void {
  const servers = new Map<number, { server: Server; uses: number }>();
  const net: NetNamespace = host.net;
  const add = net.addForward.bind(net);
  const remove = net.removeForward.bind(net);
  const opened = new Set<PortForward>();
  net.addForward = (forward) => {
    if (forward.protocol === 'tcp' && !servers.has(forward.hostPort) && isTaken(forward.hostPort)) throw new SysError('EADDRINUSE');
    add(forward);
    if (forward.protocol !== 'tcp') return;
    opened.add(forward);
    const known = servers.get(forward.hostPort);
    if (known) known.uses += 1;
    else servers.set(forward.hostPort, { server: listen(forward.hostPort), uses: 1 });
  };
  net.removeForward = (forward) => {
    remove(forward);
    const known = servers.get(forward.hostPort);
    if (!opened.delete(forward) || !known) return;
    known.uses -= 1;
    if (known.uses > 0) return;
    known.server.close();
    servers.delete(forward.hostPort);
  };

  function listen(port: number): Server {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      bridge(socket, kernel.connectOutside(host, { family: 'inet', address: '127.0.0.1', port }), kick);
      kick();
    });
    server.on('error', (error) => process.stderr.write(`drydock: port ${port}: ${error.message}\n`));
    server.listen(port, '127.0.0.1');
    return server;
  }
  return () => {
    for (const { server } of servers.values()) server.close();
  };
}

function isTaken(port: number): boolean {
  return spawnSync(process.execPath, ['-e', PROBE, String(port)], { stdio: 'ignore' }).status === 1;
}
