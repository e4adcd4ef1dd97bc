/** Host ports of published ports: explicit ones, ranges, and the ephemeral range in turn (moby libnetwork/portallocator). */
import { isSysError } from '../../kernel/errno.ts';
import { EPHEMERAL_FIRST, EPHEMERAL_LAST } from '../../kernel/net/ports.ts';
import type { NetNamespace, PortForward } from '../../kernel/net/types.ts';
import type { PortBinding } from '../../api/container.ts';
import { DaemonError } from '../daemon.ts';
import type { BoundPort } from './model.ts';

export interface PortRequest {
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  readonly port: number;
  readonly hostIp: string;
  /** 0 – 0: any. */
  readonly first: number;
  readonly last: number;
}

/** What HostConfig asks for, in the order in which Docker binds: exact host ports first, then by container port. */
export function portRequests(exposed: readonly string[], bindings: Readonly<Record<string, readonly Partial<PortBinding>[] | null>>, publishAll: boolean): PortRequest[] {
  const requests: PortRequest[] = [];
  for (const key of new Set([...exposed, ...Object.keys(bindings)])) {
    const { port, protocol } = parsePort(key);
    const list = bindings[key] ?? [];
    for (const binding of list) {
      const [first = 0, last = first] = (binding.HostPort ?? '').split('-').map(Number);
      requests.push({ protocol, port, hostIp: binding.HostIp ?? '', first: first || 0, last: last || first || 0 });
    }
    if (list.length === 0 && publishAll) requests.push({ protocol, port, hostIp: '', first: 0, last: 0 });
  }
  const open = (request: PortRequest): number => (request.first === 0 || request.first !== request.last ? 1 : 0);
  const order = ['tcp', 'udp', 'sctp'];
  return requests.sort((a, b) => open(a) - open(b) || a.port - b.port || order.indexOf(a.protocol) - order.indexOf(b.protocol) || a.first - b.first || a.last - b.last);
}

/** `80/tcp`, `80`. */
export function parsePort(key: string): { port: number; protocol: PortRequest['protocol'] } {
  const [number = '', protocol = 'tcp'] = key.split('/');
  return { port: Number(number), protocol: protocol as PortRequest['protocol'] };
}

export class PortAllocator {
  readonly #taken = new Set<string>();
  readonly #last = new Map<string, number>();

  /** Binds one request to `target` on the host; a request without an address is bound in both families. Throws what Docker says. */
  bind(host: NetNamespace, request: PortRequest, target: string, defaultAddress: string): BoundPort[] {
    const addresses = request.hostIp !== '' ? [request.hostIp] : defaultAddress === '0.0.0.0' ? ['0.0.0.0', '::'] : [defaultAddress];
    const open = request.first === 0 || request.first !== request.last;
    for (let attempt = 0; ; attempt++) {
      const hostPort = this.#reserve(addresses, request);
      const bound: BoundPort[] = [];
      try {
        for (const address of addresses) bound.push(this.#open(host, request, address, hostPort, target));
        return bound;
      } catch (error) {
        for (const one of bound) this.release(host, one);
        for (const address of addresses) this.#taken.delete(key(request.protocol, address, hostPort));
        if (open && attempt < 10 && error instanceof DaemonError && error.message.endsWith('address already in use')) continue;
        throw error;
      }
    }
  }

  release(host: NetNamespace, bound: BoundPort): void {
    if (bound.forward) host.removeForward(bound.forward);
    this.#taken.delete(key(bound.protocol, bound.hostAddress, bound.hostPort));
  }

  /** A port that no container has on these addresses. */
  #reserve(addresses: readonly string[], request: PortRequest): number {
    const { protocol } = request;
    const free = (port: number): boolean => addresses.every((address) => !this.#taken.has(key(protocol, address, port)));
    const take = (port: number): number => {
      for (const address of addresses) this.#taken.add(key(protocol, address, port));
      return port;
    };
    if (request.first !== 0 && request.first === request.last) {
      if (free(request.first)) return take(request.first);
      const address = addresses.find((one) => this.#taken.has(key(protocol, one, request.first))) ?? '';
      throw new DaemonError(500, `Bind for ${address.includes(':') ? `[${address}]` : address}:${request.first} failed: port is already allocated`);
    }
    const [first, last] = request.first === 0 ? [EPHEMERAL_FIRST, EPHEMERAL_LAST] : [request.first, request.last];
    const range = `${protocol} ${first}-${last}`;
    const size = last - first + 1;
    const start = this.#last.get(range) ?? last;
    for (let i = 1; i <= size; i++) {
      const port = first + ((start - first + i) % size);
      if (!free(port)) continue;
      this.#last.set(range, port);
      return take(port);
    }
    if (request.first === 0) throw new DaemonError(500, 'all ports are allocated');
    throw new DaemonError(500, `Bind for ${addresses[0] ?? ''}:${first}-${last} failed: port is already allocated`);
  }

  #open(host: NetNamespace, request: PortRequest, address: string, hostPort: number, target: string): BoundPort {
    const bound = { protocol: request.protocol, port: request.port, hostAddress: address, hostPort };
    if (request.protocol === 'sctp') return { ...bound, forward: undefined };
    const forward: PortForward = { protocol: request.protocol, hostAddress: address, hostPort, toAddress: target, toPort: request.port };
    try {
      host.addForward(forward);
    } catch (error) {
      if (!isSysError(error)) throw error;
      const where = address.includes(':') ? `[${address}]` : address;
      throw new DaemonError(500, `failed to bind host port for ${where}:${hostPort}:${target}:${request.port}/${request.protocol}: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`);
    }
    return { ...bound, forward };
  }
}

function key(protocol: string, address: string, port: number): string {
  return `${protocol} ${address} ${port}`;
}
