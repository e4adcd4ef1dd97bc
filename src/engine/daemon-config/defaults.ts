/** The configuration of dockerd: what flags and daemon.json leave out (dockerd --help). */
import type { DaemonConfig } from '../daemon.ts';

export const DEFAULT_CONFIG: DaemonConfig = {
  hosts: ['unix:///var/run/docker.sock'], labels: [], logDriver: 'json-file', logOpts: {}, liveRestore: false, registryMirrors: [], insecureRegistries: [],
  defaultAddressPools: [], dns: [], bip: undefined, userlandProxy: true, experimental: false, shutdownTimeout: 15, raw: {},
};
