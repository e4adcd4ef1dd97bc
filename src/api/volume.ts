// Volumes in the Engine API v1.50. Fields stand in the order of the daemon's JSON.

import type { GoMap } from './container.ts';

export interface Volume {
  CreatedAt?: string;
  Driver: string;
  Labels: GoMap<string> | null;
  Mountpoint: string;
  Name: string;
  Options: GoMap<string> | null;
  Scope: 'local' | 'global';
  Status?: GoMap<unknown>;
  /** Only in /system/df; -1 when unknown. */
  UsageData?: { RefCount: number; Size: number };
}
export interface VolumeListResponse {
  Volumes: Volume[] | null;
  Warnings: string[] | null;
}
export interface VolumeCreateRequest {
  Driver?: string;
  DriverOpts?: GoMap<string>;
  Labels?: GoMap<string>;
  Name?: string;
}
export interface VolumesPruneResponse {
  VolumesDeleted: string[] | null;
  SpaceReclaimed: number;
}
