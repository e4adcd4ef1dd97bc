/**
 * The Go structs that templates of `--format` see: for each its fields in order, as `Name type` or `Name=jsonKey type`; `?` stands for omitempty.
 * Types: string, bool, int, float, time, any, {} (empty struct), []T, map:T (string keys), *T, or the name of a struct.
 */
export const GO_SCHEMA: Readonly<Record<string, string>> = {
  'blkiodev.ThrottleDevice': `Path string; Rate int`,
  'blkiodev.WeightDevice': `Path string; Weight int`,
  'context': `Name string; Metadata any; Endpoints any; TLSMaterial any; Storage context.Storage`,
  'context.Storage': `MetadataPath string; TLSPath string`,
  'container.Config': `Hostname string; Domainname string; User string; AttachStdin bool; AttachStdout bool; AttachStderr bool; ExposedPorts? map:{};
    Tty bool; OpenStdin bool; StdinOnce bool; Env []string; Cmd []string; Healthcheck? *v1.HealthcheckConfig; ArgsEscaped? bool; Image string;
    Volumes map:{}; WorkingDir string; Entrypoint []string; NetworkDisabled? bool; MacAddress? string; OnBuild []string; Labels map:string;
    StopSignal? string; StopTimeout? *int; Shell? []string`,
  'container.DeviceMapping': `PathOnHost string; PathInContainer string; CgroupPermissions string`,
  'container.DeviceRequest': `Driver string; Count int; DeviceIDs []string; Capabilities [][]string; Options map:string`,
  'container.Health': `Status string; FailingStreak int; Log []*container.HealthcheckResult`,
  'container.HealthcheckResult': `Start time; End time; ExitCode int; Output string`,
  'container.HostConfig': `Binds []string; ContainerIDFile string; LogConfig container.LogConfig; NetworkMode string;
    PortBindings map:[]nat.PortBinding; RestartPolicy container.RestartPolicy; AutoRemove bool; VolumeDriver string; VolumesFrom []string;
    ConsoleSize []int; Annotations? map:string; CapAdd []string; CapDrop []string; CgroupnsMode string; DNS=Dns []string;
    DNSOptions=DnsOptions []string; DNSSearch=DnsSearch []string; ExtraHosts []string; GroupAdd []string; IpcMode string; Cgroup string;
    Links []string; OomScoreAdj int; PidMode string; Privileged bool; PublishAllPorts bool; ReadonlyRootfs bool; SecurityOpt []string;
    StorageOpt? map:string; Tmpfs? map:string; UTSMode string; UsernsMode string; ShmSize int; Sysctls? map:string; Runtime? string;
    Isolation string; CPUShares=CpuShares int; Memory int; NanoCPUs=NanoCpus int; CgroupParent string; BlkioWeight int;
    BlkioWeightDevice []*blkiodev.WeightDevice; BlkioDeviceReadBps []*blkiodev.ThrottleDevice; BlkioDeviceWriteBps []*blkiodev.ThrottleDevice;
    BlkioDeviceReadIOps []*blkiodev.ThrottleDevice; BlkioDeviceWriteIOps []*blkiodev.ThrottleDevice; CPUPeriod=CpuPeriod int; CPUQuota=CpuQuota int;
    CPURealtimePeriod=CpuRealtimePeriod int; CPURealtimeRuntime=CpuRealtimeRuntime int; CpusetCpus string; CpusetMems string;
    Devices []container.DeviceMapping; DeviceCgroupRules []string; DeviceRequests []container.DeviceRequest; KernelMemory? int; KernelMemoryTCP? int;
    MemoryReservation int; MemorySwap int; MemorySwappiness *int; OomKillDisable *bool; PidsLimit *int; Ulimits []*units.Ulimit;
    CPUCount=CpuCount int; CPUPercent=CpuPercent int; IOMaximumIOps int; IOMaximumBandwidth int; Mounts? []mount.Mount; MaskedPaths []string;
    ReadonlyPaths []string; Init? *bool`,
  'container.InspectResponse': `ID=Id string; Created string; Path string; Args []string; State *container.State; Image string;
    ResolvConfPath string; HostnamePath string; HostsPath string; LogPath string; Name string; RestartCount int; Driver string; Platform string;
    MountLabel string; ProcessLabel string; AppArmorProfile string; ExecIDs []string; HostConfig *container.HostConfig;
    GraphDriver storage.DriverData; SizeRw? *int; SizeRootFs? *int; Mounts []container.MountPoint; Config *container.Config;
    NetworkSettings *container.NetworkSettings; ImageManifestDescriptor? *v1.Descriptor`,
  'container.LogConfig': `Type string; Config map:string`,
  'container.MountPoint': `Type? string; Name? string; Source string; Destination string; Driver? string; Mode string; RW bool; Propagation string`,
  'container.NetworkSettings': `Bridge string; SandboxID string; SandboxKey string; Ports map:[]nat.PortBinding; HairpinMode bool;
    LinkLocalIPv6Address string; LinkLocalIPv6PrefixLen int; SecondaryIPAddresses []network.Address; SecondaryIPv6Addresses []network.Address;
    EndpointID string; Gateway string; GlobalIPv6Address string; GlobalIPv6PrefixLen int; IPAddress string; IPPrefixLen int; IPv6Gateway string;
    MacAddress string; Networks map:*network.EndpointSettings`,
  'container.RestartPolicy': `Name string; MaximumRetryCount int`,
  'container.State': `Status string; Running bool; Paused bool; Restarting bool; OOMKilled bool; Dead bool; Pid int; ExitCode int; Error string;
    StartedAt string; FinishedAt string; Health? *container.Health`,
  'events.Actor': `ID string; Attributes map:string`,
  'events.Message': `Status=status? string; ID=id? string; From=from? string; Type string; Action string; Actor events.Actor; Scope=scope? string;
    Time=time? int; TimeNano=timeNano? int`,
  'image.InspectResponse': `ID=Id string; RepoTags []string; RepoDigests []string; Parent string; Comment string; Created? string; Container? string;
    ContainerConfig? *container.Config; DockerVersion string; Author string; Config *v1.DockerOCIImageConfig; Architecture string; Variant? string;
    Os string; OsVersion? string; Size int; VirtualSize? int; GraphDriver storage.DriverData; RootFS image.RootFS; Metadata image.Metadata;
    Descriptor? *v1.Descriptor; Manifests? any`,
  'image.Metadata': `LastTagTime? time`,
  'image.RootFS': `Type? string; Layers? []string`,
  'mount.BindOptions': `Propagation? string; NonRecursive? bool; CreateMountpoint? bool; ReadOnlyNonRecursive? bool; ReadOnlyForceRecursive? bool`,
  'mount.Driver': `Name? string; Options? map:string`,
  'mount.ImageOptions': `Subpath? string`,
  'mount.Mount': `Type? string; Source? string; Target? string; ReadOnly? bool; Consistency? string; BindOptions? *mount.BindOptions;
    VolumeOptions? *mount.VolumeOptions; ImageOptions? *mount.ImageOptions; TmpfsOptions? *mount.TmpfsOptions; ClusterOptions? any`,
  'mount.TmpfsOptions': `SizeBytes? int; Mode? int; Options? [][]string`,
  'mount.VolumeOptions': `NoCopy? bool; Labels? map:string; Subpath? string; DriverConfig? *mount.Driver`,
  'nat.PortBinding': `HostIP=HostIp string; HostPort string`,
  'network.Address': `Addr string; PrefixLen int`,
  'network.ConfigReference': `Network string`,
  'network.EndpointIPAMConfig': `IPv4Address? string; IPv6Address? string; LinkLocalIPs? []string`,
  'network.EndpointResource': `Name string; EndpointID string; MacAddress string; IPv4Address string; IPv6Address string`,
  'network.EndpointSettings': `IPAMConfig *network.EndpointIPAMConfig; Links []string; Aliases []string; MacAddress string; DriverOpts map:string;
    GwPriority int; NetworkID string; EndpointID string; Gateway string; IPAddress string; IPPrefixLen int; IPv6Gateway string;
    GlobalIPv6Address string; GlobalIPv6PrefixLen int; DNSNames []string`,
  'network.IPAM': `Driver string; Options map:string; Config []network.IPAMConfig`,
  'network.IPAMConfig': `Subnet? string; IPRange? string; Gateway? string; AuxAddress=AuxiliaryAddresses? map:string`,
  'network.Inspect': `Name string; ID=Id string; Created time; Scope string; Driver string; EnableIPv4 bool; EnableIPv6 bool; IPAM network.IPAM;
    Internal bool; Attachable bool; Ingress bool; ConfigFrom network.ConfigReference; ConfigOnly bool; Containers map:network.EndpointResource;
    Options map:string; Labels map:string; Peers? any; Services? any`,
  'registry.IndexInfo': `Name string; Mirrors []string; Secure bool; Official bool`,
  'registry.ServiceConfig': `AllowNondistributableArtifactsCIDRs? any; AllowNondistributableArtifactsHostnames? []string; InsecureRegistryCIDRs any;
    IndexConfigs map:*registry.IndexInfo; Mirrors []string`,
  'storage.DriverData': `Data map:string; Name string`,
  'swarm.Info': `NodeID string; NodeAddr string; LocalNodeState string; ControlAvailable bool; Error string; RemoteManagers []swarm.Peer; Nodes? int;
    Managers? int; Cluster? any; Warnings? []string`,
  'swarm.Peer': `NodeID string; Addr string`,
  'system.Commit': `ID string; Expected? string`,
  'system.ContainerdInfo': `Address? string; Namespaces system.ContainerdNamespaces`,
  'system.ContainerdNamespaces': `Containers string; Plugins string`,
  'system.DeviceInfo': `Source string; ID string`,
  'system.FirewallInfo': `Driver string; Info? [][]string`,
  'system.Info': `ID string; Containers int; ContainersRunning int; ContainersPaused int; ContainersStopped int; Images int; Driver string;
    DriverStatus [][]string; SystemStatus? [][]string; Plugins system.PluginsInfo; MemoryLimit bool; SwapLimit bool; KernelMemory? bool;
    KernelMemoryTCP? bool; CPUCfsPeriod=CpuCfsPeriod bool; CPUCfsQuota=CpuCfsQuota bool; CPUShares bool; CPUSet bool; PidsLimit bool;
    IPv4Forwarding bool; Debug bool; NFd int; OomKillDisable bool; NGoroutines int; SystemTime string; LoggingDriver string; CgroupDriver string;
    CgroupVersion? string; NEventsListener int; KernelVersion string; OperatingSystem string; OSVersion string; OSType string; Architecture string;
    IndexServerAddress string; RegistryConfig *registry.ServiceConfig; NCPU int; MemTotal int; GenericResources []swarm.GenericResource;
    DockerRootDir string; HTTPProxy=HttpProxy string; HTTPSProxy=HttpsProxy string; NoProxy string; Name string; Labels []string;
    ExperimentalBuild bool; ServerVersion string; Runtimes map:system.RuntimeWithStatus; DefaultRuntime string; Swarm swarm.Info;
    LiveRestoreEnabled bool; Isolation string; InitBinary string; ContainerdCommit system.Commit; RuncCommit system.Commit; InitCommit system.Commit;
    SecurityOptions []string; ProductLicense? string; DefaultAddressPools? []system.NetworkAddressPool; FirewallBackend? *system.FirewallInfo;
    CDISpecDirs []string; DiscoveredDevices? []system.DeviceInfo; Containerd? *system.ContainerdInfo; Warnings []string`,
  'system.NetworkAddressPool': `Base string; Size int`,
  'system.PluginsInfo': `Volume []string; Network []string; Authorization []string; Log []string`,
  'system.RuntimeWithStatus': `Path=path? string; Args=runtimeArgs? []string; Type=runtimeType? string; Options=options? map:any;
    Status=status? map:string`,
  'types.ComponentVersion': `Name string; Version string; Details? map:string`,
  'types.Platform': `Name string`,
  'types.Version': `Platform? types.Platform; Components? []types.ComponentVersion; Version string; APIVersion=ApiVersion string;
    MinAPIVersion? string; GitCommit string; GoVersion string; Os string; Arch string; KernelVersion? string; Experimental? bool; BuildTime? string`,
  'units.Ulimit': `Name string; Hard int; Soft int`,
  'v1.Descriptor': `MediaType=mediaType string; Digest=digest string; Size=size int; URLs=urls? []string; Annotations=annotations? map:string;
    Data=data? any; Platform=platform? *v1.Platform; ArtifactType=artifactType? string`,
  'v1.DockerOCIImageConfig': `User? string; ExposedPorts? map:{}; Env? []string; Entrypoint? []string; Cmd? []string; Volumes? map:{};
    WorkingDir? string; Labels? map:string; StopSignal? string; ArgsEscaped? bool; Healthcheck? *v1.HealthcheckConfig; OnBuild? []string;
    Shell? []string`,
  'v1.HealthcheckConfig': `Test? []string; Interval? int; Timeout? int; StartPeriod? int; StartInterval? int; Retries? int`,
  'v1.Platform': `Architecture=architecture string; OS=os string; OSVersion=os.version? string; OSFeatures=os.features? []string;
    Variant=variant? string`,
  'volume.UsageData': `RefCount int; Size int`,
  'volume.Volume': `ClusterVolume? any; CreatedAt? string; Driver string; Labels map:string; Mountpoint string; Name string; Options map:string;
    Scope string; Status? map:any; UsageData? *volume.UsageData`,
};
