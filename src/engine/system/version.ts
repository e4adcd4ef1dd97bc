/** GET /version. */
import type { Version } from '../../api/system.ts';
import { API_VERSION, ENGINE_VERSION, MIN_API_VERSION } from '../../api/version.ts';
import type { Daemon } from '../daemon.ts';

/** The commit that dockerd was built from. */
export const GIT_COMMIT = '45873be';
export const GO_VERSION = 'go1.24.3';
const BUILD_TIME = '2025-05-30T12:07:14.000000000+00:00';

/** What the engine and its companions call themselves; also in `info`. */
export const COMPANIONS = {
  containerd: { version: 'v1.7.27', commit: '05044ec0a9a75232cad458027ca83437aae3f4da' },
  runc: { version: '1.2.6', commit: 'v1.2.6-0-ge89a299' },
  init: { version: '0.19.0', commit: '' },
};

export function version(daemon: Daemon): Version {
  const { facts } = daemon.proc.host;
  const experimental = daemon.config.experimental;
  return {
    Platform: { Name: 'Docker Engine - Community' },
    Components: [
      {
        Name: 'Engine', Version: ENGINE_VERSION,
        Details: {
          ApiVersion: API_VERSION, Arch: 'amd64', BuildTime: BUILD_TIME, Experimental: String(experimental), GitCommit: GIT_COMMIT, GoVersion: GO_VERSION,
          KernelVersion: facts.kernelRelease, MinAPIVersion: MIN_API_VERSION, Os: 'linux',
        },
      },
      { Name: 'containerd', Version: COMPANIONS.containerd.version, Details: { GitCommit: COMPANIONS.containerd.commit } },
      { Name: 'runc', Version: COMPANIONS.runc.version, Details: { GitCommit: COMPANIONS.runc.commit } },
      { Name: 'docker-init', Version: COMPANIONS.init.version, Details: { GitCommit: COMPANIONS.init.commit } },
    ],
    Version: ENGINE_VERSION, ApiVersion: API_VERSION, MinAPIVersion: MIN_API_VERSION, GitCommit: GIT_COMMIT, GoVersion: GO_VERSION, Os: 'linux', Arch: 'amd64',
    KernelVersion: facts.kernelRelease, ...(experimental ? { Experimental: true } : {}), BuildTime: BUILD_TIME,
  };
}
