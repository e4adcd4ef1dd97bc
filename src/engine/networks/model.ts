/** What the network service keeps: networks, endpoints and the network side of containers. */
import type { EndpointSettings, IPAMConfig } from '../../api/network.ts';
import type { Interface, NetNamespace, PortForward } from '../../kernel/net/types.ts';
import type { ContainerNetworkInfo } from '../daemon.ts';
import type { Pool } from './address-space.ts';
import type { Address, Prefix } from './prefix.ts';

/** A network as it is written to the disk. */
export interface NetworkRecord {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly scope: string;
  /** RFC 3339 */
  readonly created: string;
  readonly enableIPv4: boolean;
  readonly enableIPv6: boolean;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ingress: boolean;
  readonly configOnly: boolean;
  readonly configFrom: string;
  readonly ipamDriver: string;
  readonly ipamOptions: Readonly<Record<string, string>> | null;
  /** As asked for; what is missing was chosen and stands in `subnets`. */
  readonly ipamConfig: readonly IPAMConfig[];
  readonly subnets: readonly SubnetRecord[];
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

export interface SubnetRecord { readonly pool: string; readonly range?: string; readonly gateway?: string; readonly auxiliary?: Readonly<Record<string, string>> }

/** A subnet in use. */
export interface Subnet { readonly pool: Pool; readonly range: Prefix | undefined; readonly gateway: Address | undefined; readonly auxiliary: readonly Address[] }

export interface Network {
  readonly record: NetworkRecord;
  readonly subnets: readonly Subnet[];
  /** The bridge on the host, for drivers that have one. */
  bridge: Interface | undefined;
  /** By container id. */
  readonly endpoints: Map<string, Endpoint>;
}

/** A container's place on a network while it runs. */
export interface Endpoint {
  readonly id: string;
  readonly network: Network;
  readonly containerId: string;
  name: string;
  readonly mac: string;
  readonly ipv4: Address | undefined;
  readonly ipv4Subnet: Subnet | undefined;
  readonly ipv6: Address | undefined;
  readonly ipv6Subnet: Subnet | undefined;
  readonly settings: EndpointSettings;
  /** The interface in the container. */
  interface: Interface | undefined;
}

/** One published port as it was bound. */
export interface BoundPort { readonly protocol: 'tcp' | 'udp' | 'sctp'; readonly port: number; readonly hostAddress: string; readonly hostPort: number; readonly forward: PortForward | undefined }

/** The network side of a running container. */
export interface RunningSandbox {
  readonly id: string;
  readonly key: string;
  readonly net: NetNamespace;
  /** Made for this container, and to be destroyed with it. */
  readonly own: boolean;
  /** In the order in which they were joined. */
  readonly endpoints: Endpoint[];
  readonly ports: BoundPort[];
  /** The endpoint that has the default route and the published ports. */
  gateway: Endpoint | undefined;
  /** Stops the embedded DNS. */
  stopResolver: (() => void) | undefined;
}

/** What is remembered of a container from create to rm. */
export interface ContainerNetworking {
  readonly info: ContainerNetworkInfo;
  name: string;
  /** By network name. */
  readonly settings: Map<string, EndpointSettings>;
  /** MAC addresses that were asked for, by network name. */
  readonly desiredMac: Map<string, string>;
  sandbox: RunningSandbox | undefined;
}
