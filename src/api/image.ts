// Images in the Engine API v1.50. Fields stand in the order of the daemon's JSON.

import type { ContainerConfig, GoMap, GoSet, GraphDriverData, HealthcheckConfig } from './container.ts';

/** One entry of GET /images/json */
export interface ImageSummary {
  /** -1 when not counted. */
  Containers: number;
  /** Seconds since the epoch. */
  Created: number;
  Id: string;
  Labels: GoMap<string> | null;
  ParentId: string;
  RepoDigests: string[] | null;
  RepoTags: string[] | null;
  SharedSize: number;
  Size: number;
  Manifests?: Record<string, unknown>[];
}

/** The configuration inside an image (OCI image-spec plus Docker's extensions), as image inspect shows it. */
export interface ImageConfig {
  User?: string;
  ExposedPorts?: GoSet;
  Env?: string[];
  Entrypoint?: string[];
  Cmd?: string[];
  Volumes?: GoSet;
  WorkingDir?: string;
  Labels?: GoMap<string>;
  StopSignal?: string;
  ArgsEscaped?: boolean;
  Healthcheck?: HealthcheckConfig;
  OnBuild?: string[];
  Shell?: string[];
}

/** GET /images/{name}/json */
export interface ImageInspect {
  Id: string;
  RepoTags: string[];
  RepoDigests: string[];
  Parent: string;
  Comment: string;
  Created?: string;
  Container?: string;
  ContainerConfig?: ContainerConfig;
  DockerVersion: string;
  Author: string;
  Config: ImageConfig | null;
  Architecture: string;
  Variant?: string;
  Os: string;
  OsVersion?: string;
  Size: number;
  VirtualSize?: number;
  GraphDriver: GraphDriverData;
  RootFS: { Type: string; Layers?: string[] };
  Metadata: { LastTagTime?: string };
  Descriptor?: Descriptor;
}

/** GET /images/{name}/history */
export interface HistoryItem {
  Comment: string;
  Created: number;
  CreatedBy: string;
  Id: string;
  Size: number;
  Tags: string[] | null;
}

/** DELETE /images/{name}; one of the two fields is set. */
export interface DeleteItem {
  Untagged?: string;
  Deleted?: string;
}
export interface ImagesPruneResponse {
  ImagesDeleted: DeleteItem[] | null;
  SpaceReclaimed: number;
}

/** GET /images/search */
export interface SearchResult {
  star_count: number;
  is_official: boolean;
  name: string;
  is_automated: boolean;
  description: string;
}

/** OCI content descriptor. */
export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  urls?: string[];
  annotations?: GoMap<string>;
  platform?: Platform;
}
export interface Platform {
  architecture: string;
  os: string;
  'os.version'?: string;
  'os.features'?: string[];
  variant?: string;
}
/** GET /distribution/{name}/json */
export interface DistributionInspect {
  Descriptor: Descriptor;
  Platforms: Platform[];
}
