/** GET /info (moby daemon/info.go). */
import type { Info } from '../../api/system.ts';
import { ENGINE_VERSION } from '../../api/version.ts';
import type { ContainerEngine } from '../containers/engine.ts';
import { LOG_DRIVERS } from '../containers/logs/options.ts';
import { rfc3339Nano } from '../time.ts';
import { engineId } from './engine-id.ts';
import { COMPANIONS } from './version.ts';

/** moby info.go fillInsecureRegistries: loopback is always there. */
const LOOPBACK = ['::1/128', '127.0.0.0/8'];

export function info(engine: ContainerEngine): Info {
  const { daemon, store, proc } = engine;
  const { facts, uts } = { facts: proc.host.facts, uts: proc.uts };
  const { config } = daemon;
  const all = store.list();
  const cgroup2 = facts.cgroupVersion === 2;
  const cidrs = config.insecureRegistries.filter((r) => /\/\d+$/.test(r));
  const insecure = config.insecureRegistries.filter((r) => !/\/\d+$/.test(r));
  const runtime = { path: 'runc', status: { 'org.opencontainers.runtime-spec.features': RUNC_FEATURES } };
  const pools = config.defaultAddressPools.map((pool) => ({ Base: pool.base, Size: pool.size }));
  return {
    ID: engineId(daemon), Containers: all.length,
    ContainersRunning: all.filter((c) => c.state.running && !c.state.paused).length, ContainersPaused: all.filter((c) => c.state.paused).length,
    ContainersStopped: all.filter((c) => !c.state.running).length, Images: daemon.images.count(), Driver: 'overlay2',
    DriverStatus: [['Backing Filesystem', 'extfs'], ['Supports d_type', 'true'], ['Using metacopy', 'false'], ['Native Overlay Diff', 'true'], ['userxattr', 'false']],
    Plugins: { Volume: ['local'], Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'], Authorization: null, Log: [...LOG_DRIVERS] },
    MemoryLimit: true, SwapLimit: true, ...(cgroup2 ? {} : { KernelMemoryTCP: true }), CpuCfsPeriod: true, CpuCfsQuota: true, CPUShares: true, CPUSet: true,
    PidsLimit: true, IPv4Forwarding: true, Debug: config.raw['debug'] === true, NFd: proc.fds().length, OomKillDisable: !cgroup2,
    NGoroutines: 40 + all.filter((c) => c.state.running).length * 7, SystemTime: rfc3339Nano(proc.realtime()), LoggingDriver: config.logDriver,
    CgroupDriver: cgroup2 ? 'systemd' : 'cgroupfs', CgroupVersion: String(facts.cgroupVersion), NEventsListener: 0, KernelVersion: facts.kernelRelease,
    OperatingSystem: facts.operatingSystem, OSVersion: /\b(\d+(?:\.\d+)?)\b/.exec(facts.operatingSystem)?.[1] ?? '', OSType: 'linux',
    Architecture: facts.architecture, IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: {
      IndexConfigs: {
        ...Object.fromEntries(insecure.map((name) => [name, { Mirrors: [], Name: name, Official: false, Secure: false }])),
        'docker.io': { Mirrors: [...config.registryMirrors], Name: 'docker.io', Official: true, Secure: true },
      },
      InsecureRegistryCIDRs: [...cidrs, ...LOOPBACK], Mirrors: config.registryMirrors.length > 0 ? [...config.registryMirrors] : null,
    } as Info['RegistryConfig'],
    NCPU: facts.cpus, MemTotal: facts.memory, GenericResources: null, DockerRootDir: daemon.root, HttpProxy: '', HttpsProxy: '', NoProxy: '',
    Name: uts.hostname, Labels: [...config.labels], ExperimentalBuild: config.experimental, ServerVersion: ENGINE_VERSION,
    Runtimes: { 'io.containerd.runc.v2': runtime, runc: runtime }, DefaultRuntime: 'runc',
    Swarm: { NodeID: '', NodeAddr: '', LocalNodeState: 'inactive', ControlAvailable: false, Error: '', RemoteManagers: null },
    LiveRestoreEnabled: config.liveRestore, Isolation: '', InitBinary: 'docker-init', ContainerdCommit: { ID: COMPANIONS.containerd.commit },
    RuncCommit: { ID: COMPANIONS.runc.commit }, InitCommit: { ID: COMPANIONS.init.commit },
    SecurityOptions: cgroup2 ? ['name=seccomp,profile=builtin', 'name=cgroupns'] : ['name=seccomp,profile=builtin'],
    ...(pools.length > 0 ? { DefaultAddressPools: pools } : {}), FirewallBackend: { Driver: 'iptables' }, CDISpecDirs: ['/etc/cdi', '/var/run/cdi'],
    Containerd: { Address: '/var/run/docker/containerd/containerd.sock', Namespaces: { Containers: 'moby', Plugins: 'plugins.moby' } }, Warnings: null,
  };
}

const RUNC_FEATURES = '{"ociVersionMin":"1.0.0","ociVersionMax":"1.2.0"}';
