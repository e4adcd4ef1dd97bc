// Networks in the Engine API v1.50. Fields stand in the order of the daemon's JSON.

import type { GoMap } from './container.ts';

export interface EndpointIPAMConfig {
  IPv4Address?: string;
  IPv6Address?: string;
  LinkLocalIPs?: string[];
}

/** A container's place on a network: asked for in create and connect, answered in inspect. */
export interface EndpointSettings {
  IPAMConfig: EndpointIPAMConfig | null;
  Links: string[] | null;
  Aliases: string[] | null;
  MacAddress: string;
  DriverOpts: GoMap<string> | null;
  GwPriority: number;
  NetworkID: string;
  EndpointID: string;
  Gateway: string;
  IPAddress: string;
  IPPrefixLen: number;
  IPv6Gateway: string;
  GlobalIPv6Address: string;
  GlobalIPv6PrefixLen: number;
  DNSNames: string[] | null;
}

export interface IPAMConfig {
  Subnet?: string;
  IPRange?: string;
  Gateway?: string;
  AuxiliaryAddresses?: GoMap<string>;
}
export interface IPAM {
  Driver: string;
  Options: GoMap<string> | null;
  Config: IPAMConfig[] | null;
}

export interface NetworkContainer {
  Name: string;
  EndpointID: string;
  MacAddress: string;
  IPv4Address: string;
  IPv6Address: string;
}

/** GET /networks and /networks/{id} (`Containers` is filled by the latter alone). */
export interface NetworkInspect {
  Name: string;
  Id: string;
  Created: string;
  Scope: string;
  Driver: string;
  EnableIPv4: boolean;
  EnableIPv6: boolean;
  IPAM: IPAM;
  Internal: boolean;
  Attachable: boolean;
  Ingress: boolean;
  ConfigFrom: { Network: string };
  ConfigOnly: boolean;
  Containers: GoMap<NetworkContainer>;
  Options: GoMap<string> | null;
  Labels: GoMap<string> | null;
}

/** POST /networks/create */
export interface NetworkCreateRequest {
  Driver?: string;
  Scope?: string;
  EnableIPv4?: boolean;
  EnableIPv6?: boolean;
  IPAM?: Partial<IPAM> | null;
  Internal?: boolean;
  Attachable?: boolean;
  Ingress?: boolean;
  ConfigOnly?: boolean;
  ConfigFrom?: { Network: string } | null;
  Options?: GoMap<string> | null;
  Labels?: GoMap<string> | null;
  Name: string;
}
export interface NetworkCreateResponse {
  Id: string;
  Warning: string;
}
export interface NetworkConnectRequest {
  Container: string;
  EndpointConfig?: Partial<EndpointSettings> | null;
}
export interface NetworkDisconnectRequest {
  Container: string;
  Force: boolean;
}
export interface NetworksPruneResponse {
  NetworksDeleted: string[] | null;
}
