/** The contract of the network layer: addresses, namespaces, interfaces, bridges, NAT. Reachability is computed from these. */

export type AddressFamily = 'unix' | 'inet';
/** 'icmp' is the ping socket of icmp(7): echo requests are sent, echo replies and errors received. */
export type SocketType = 'stream' | 'dgram' | 'icmp';
export type SocketAddress =
  | { readonly family: 'unix'; readonly path: string }
  | { readonly family: 'inet'; readonly address: string; readonly port: number; readonly v6Only?: boolean };

export interface InterfaceAddress { readonly address: string; readonly prefix: number }

/** ip-link(8) and ip-address(8). `master` is the bridge it belongs to, `peer` the other end of a veth pair. */
export interface Interface {
  readonly index: number;
  name: string;
  readonly kind: 'loopback' | 'ethernet' | 'bridge' | 'veth' | 'dummy';
  mac: string;
  mtu: number;
  up: boolean;
  readonly addresses: readonly InterfaceAddress[];
  readonly master: Interface | undefined;
  readonly peer: Interface | undefined;
  readonly namespace: NetNamespace;
  /** Counters of ip -s link, docker stats. */
  readonly counters: { rxBytes: number; rxPackets: number; rxDropped: number; txBytes: number; txPackets: number; txDropped: number };
  addAddress(address: string, prefix: number): void;
  removeAddress(address: string): void;
}

export interface Route { readonly destination: string; readonly prefix: number; readonly gateway?: string; readonly interface: Interface; readonly metric?: number; readonly source?: string; readonly scope?: 'link' | 'global' }

/** A destination NAT rule (iptables -t nat -A DOCKER): what arrives at host address and port goes to the container. '0.0.0.0' matches every local address. */
export interface PortForward { readonly protocol: 'tcp' | 'udp'; readonly hostAddress: string; readonly hostPort: number; readonly toAddress: string; readonly toPort: number }

export interface NetNamespace {
  readonly interfaces: readonly Interface[];
  readonly routes: readonly Route[];
  readonly forwards: readonly PortForward[];
  /** net.ipv4.ip_forward; on for hosts that route. */
  forwarding: boolean;
  interface(name: string): Interface | undefined;
  addBridge(name: string, mac?: string): Interface;
  addDummy(name: string, mac?: string): Interface;
  /** A veth pair with one end here and the other in `peer`. EEXIST when a name is taken. */
  addVeth(name: string, peer: NetNamespace, peerName: string, macs?: { mac?: string; peerMac?: string }): [Interface, Interface];
  setMaster(port: Interface, bridge: Interface | undefined): void;
  /** Deletes an interface (and its veth peer); its routes and addresses go with it. */
  remove(iface: Interface): void;
  addRoute(route: Route): void;
  removeRoute(destination: string, prefix: number): void;
  /** Reserves the host port like docker-proxy does. EADDRINUSE when something listens there. */
  addForward(forward: PortForward): void;
  removeForward(forward: PortForward): void;
  /** Source NAT for what leaves through another interface than `bridge` with a source inside the network (MASQUERADE). */
  addMasquerade(network: string, prefix: number, bridge: Interface): void;
  removeMasquerade(network: string, prefix: number): void;
  /** Forbids forwarding between these bridges and others (DOCKER-ISOLATION), and to the outside for internal networks. */
  setIsolation(bridge: Interface, rule: { isolated: boolean; internal: boolean; icc: boolean } | undefined): void;
  /** Listening and connected sockets, for ss, netstat and /proc/net. */
  sockets(): readonly SocketInfo[];
  /** A fresh namespace of the same kernel, with a loopback interface that is up (unshare(2) with CLONE_NEWNET). `name` is for diagnostics. */
  unshare(name?: string): NetNamespace;
  /** net.ipv4.ip_unprivileged_port_start: ports below it need CAP_NET_BIND_SERVICE. Default 1024. */
  unprivilegedPortStart: number;
  /** Closes everything: the namespace's last process is gone. */
  destroy(): void;
}

export interface SocketInfo {
  readonly protocol: 'tcp' | 'udp' | 'unix';
  readonly state: 'LISTEN' | 'ESTAB' | 'SYN-SENT' | 'TIME-WAIT' | 'CLOSE-WAIT' | 'FIN-WAIT-1' | 'FIN-WAIT-2' | 'UNCONN';
  readonly local: SocketAddress;
  readonly peer: SocketAddress | undefined;
  readonly inode: number;
  readonly pid: number | undefined;
  readonly program: string | undefined;
  readonly receiveQueue: number;
  readonly sendQueue: number;
}
