// The Go structs behind the API's answers (moby, api/types), in the notation of formats/go-struct. Clients decode into
// them so that `--format` finds fields by Go's names and prints Go's zero values.

/** Containers: container.InspectResponse and all in it. */
export const CONTAINER_TYPES = `
type container.InspectResponse struct
  container.ContainerJSONBase
  Mounts []container.MountPoint
  Config *container.Config
  NetworkSettings *container.NetworkSettings
  ImageManifestDescriptor *v1.Descriptor ,omitempty

type container.ContainerJSONBase struct
  ID string Id
  Created string
  Path string
  Args []string
  State *container.State
  Image string
  ResolvConfPath string
  HostnamePath string
  HostsPath string
  LogPath string
  Name string
  RestartCount int
  Driver string
  Platform string
  MountLabel string
  ProcessLabel string
  AppArmorProfile string
  ExecIDs []string
  HostConfig *container.HostConfig
  GraphDriver storage.DriverData
  SizeRw *int ,omitempty
  SizeRootFs *int ,omitempty

type container.State struct
  Status string
  Running bool
  Paused bool
  Restarting bool
  OOMKilled bool
  Dead bool
  Pid int
  ExitCode int
  Error string
  StartedAt string
  FinishedAt string
  Health *container.Health ,omitempty

type container.Health struct
  Status string
  FailingStreak int
  Log []*container.HealthcheckResult

type container.HealthcheckResult struct
  Start time
  End time
  ExitCode int
  Output string

type container.MountPoint struct
  Type string ,omitempty
  Name string ,omitempty
  Source string
  Destination string
  Driver string ,omitempty
  Mode string
  RW bool
  Propagation string

type container.Config struct
  Hostname string
  Domainname string
  User string
  AttachStdin bool
  AttachStdout bool
  AttachStderr bool
  ExposedPorts map[string]struct{} ,omitempty
  Tty bool
  OpenStdin bool
  StdinOnce bool
  Env []string
  Cmd []string
  Healthcheck *container.HealthConfig ,omitempty
  ArgsEscaped bool ,omitempty
  Image string
  Volumes map[string]struct{}
  WorkingDir string
  Entrypoint []string
  NetworkDisabled bool ,omitempty
  MacAddress string ,omitempty
  OnBuild []string
  Labels map[string]string
  StopSignal string ,omitempty
  StopTimeout *int ,omitempty
  Shell []string ,omitempty

type container.HealthConfig struct
  Test []string ,omitempty
  Interval int ,omitempty
  Timeout int ,omitempty
  StartPeriod int ,omitempty
  StartInterval int ,omitempty
  Retries int ,omitempty

type container.HostConfig struct
  Binds []string
  ContainerIDFile string
  LogConfig container.LogConfig
  NetworkMode string
  PortBindings map[string][]nat.PortBinding
  RestartPolicy container.RestartPolicy
  AutoRemove bool
  VolumeDriver string
  VolumesFrom []string
  ConsoleSize []int
  Annotations map[string]string ,omitempty
  CapAdd []string
  CapDrop []string
  CgroupnsMode string
  DNS []string Dns
  DNSOptions []string DnsOptions
  DNSSearch []string DnsSearch
  ExtraHosts []string
  GroupAdd []string
  IpcMode string
  Cgroup string
  Links []string
  OomScoreAdj int
  PidMode string
  Privileged bool
  PublishAllPorts bool
  ReadonlyRootfs bool
  SecurityOpt []string
  StorageOpt map[string]string ,omitempty
  Tmpfs map[string]string ,omitempty
  UTSMode string
  UsernsMode string
  ShmSize int
  Sysctls map[string]string ,omitempty
  Runtime string ,omitempty
  Isolation string
  container.Resources
  Mounts []mount.Mount ,omitempty
  MaskedPaths []string
  ReadonlyPaths []string
  Init *bool ,omitempty

type container.LogConfig struct
  Type string
  Config map[string]string

type container.RestartPolicy struct
  Name string
  MaximumRetryCount int

type nat.PortBinding struct
  HostIP string HostIp
  HostPort string

type container.Resources struct
  CPUShares int CpuShares
  Memory int
  NanoCPUs int NanoCpus
  CgroupParent string
  BlkioWeight int
  BlkioWeightDevice []any
  BlkioDeviceReadBps []any
  BlkioDeviceWriteBps []any
  BlkioDeviceReadIOps []any
  BlkioDeviceWriteIOps []any
  CPUPeriod int CpuPeriod
  CPUQuota int CpuQuota
  CPURealtimePeriod int CpuRealtimePeriod
  CPURealtimeRuntime int CpuRealtimeRuntime
  CpusetCpus string
  CpusetMems string
  Devices []container.DeviceMapping
  DeviceCgroupRules []string
  DeviceRequests []container.DeviceRequest
  KernelMemory int ,omitempty
  KernelMemoryTCP int ,omitempty
  MemoryReservation int
  MemorySwap int
  MemorySwappiness *int
  OomKillDisable *bool
  PidsLimit *int
  Ulimits []*container.Ulimit
  CPUCount int CpuCount
  CPUPercent int CpuPercent
  IOMaximumIOps int
  IOMaximumBandwidth int

type container.DeviceMapping struct
  PathOnHost string
  PathInContainer string
  CgroupPermissions string

type container.DeviceRequest struct
  Driver string
  Count int
  DeviceIDs []string
  Capabilities [][]string
  Options map[string]string

type container.Ulimit struct
  Name string
  Hard int
  Soft int

type mount.Mount struct
  Type string ,omitempty
  Source string ,omitempty
  Target string ,omitempty
  ReadOnly bool ,omitempty
  Consistency string ,omitempty
  BindOptions any ,omitempty
  VolumeOptions any ,omitempty
  ImageOptions any ,omitempty
  TmpfsOptions any ,omitempty
  ClusterOptions any ,omitempty

type container.NetworkSettings struct
  container.NetworkSettingsBase
  container.DefaultNetworkSettings
  Networks map[string]*network.EndpointSettings

type container.NetworkSettingsBase struct
  Bridge string
  SandboxID string
  SandboxKey string
  Ports map[string][]nat.PortBinding
  HairpinMode bool
  LinkLocalIPv6Address string
  LinkLocalIPv6PrefixLen int
  SecondaryIPAddresses []any
  SecondaryIPv6Addresses []any

type container.DefaultNetworkSettings struct
  EndpointID string
  Gateway string
  GlobalIPv6Address string
  GlobalIPv6PrefixLen int
  IPAddress string
  IPPrefixLen int
  IPv6Gateway string
  MacAddress string

type network.EndpointSettings struct
  IPAMConfig *network.EndpointIPAMConfig
  Links []string
  Aliases []string
  MacAddress string
  DriverOpts map[string]string
  GwPriority int
  NetworkID string
  EndpointID string
  Gateway string
  IPAddress string
  IPPrefixLen int
  IPv6Gateway string
  GlobalIPv6Address string
  GlobalIPv6PrefixLen int
  DNSNames []string

type network.EndpointIPAMConfig struct
  IPv4Address string ,omitempty
  IPv6Address string ,omitempty
  LinkLocalIPs []string ,omitempty

type storage.DriverData struct
  Data map[string]string
  Name string

type v1.Descriptor struct
  MediaType string mediaType
  Digest string digest
  Size int size
  URLs []string urls,omitempty
  Annotations map[string]string annotations,omitempty
  Platform *v1.Platform platform,omitempty

type v1.Platform struct
  Architecture string architecture
  OS string os
  OSVersion string os.version,omitempty
  OSFeatures []string os.features,omitempty
  Variant string variant,omitempty
`;

/** Images: image.InspectResponse; needs CONTAINER_TYPES beside it. */
export const IMAGE_TYPES = `
type image.InspectResponse struct
  ID string Id
  RepoTags []string
  RepoDigests []string
  Parent string
  Comment string
  Created string ,omitempty
  DockerVersion string
  Author string
  Config *v1.DockerOCIImageConfig
  Architecture string
  Variant string ,omitempty
  Os string
  OsVersion string ,omitempty
  Size int
  VirtualSize int ,omitempty
  GraphDriver storage.DriverData
  RootFS image.RootFS
  Metadata image.Metadata
  Descriptor *v1.Descriptor ,omitempty

type image.RootFS struct
  Type string ,omitempty
  Layers []string ,omitempty

type image.Metadata struct
  LastTagTime time ,omitempty

type v1.DockerOCIImageConfig struct
  v1.ImageConfig
  v1.DockerOCIImageConfigExt

type v1.ImageConfig struct
  User string ,omitempty
  ExposedPorts map[string]struct{} ,omitempty
  Env []string ,omitempty
  Entrypoint []string ,omitempty
  Cmd []string ,omitempty
  Volumes map[string]struct{} ,omitempty
  WorkingDir string ,omitempty
  Labels map[string]string ,omitempty
  StopSignal string ,omitempty
  ArgsEscaped bool ,omitempty

type v1.DockerOCIImageConfigExt struct
  Healthcheck *container.HealthConfig ,omitempty
  OnBuild []string ,omitempty
  Shell []string ,omitempty
`;

/** Networks: network.Inspect. */
export const NETWORK_TYPES = `
type network.Inspect struct
  Name string
  ID string Id
  Created time
  Scope string
  Driver string
  EnableIPv4 bool
  EnableIPv6 bool
  IPAM network.IPAM
  Internal bool
  Attachable bool
  Ingress bool
  ConfigFrom network.ConfigReference
  ConfigOnly bool
  Containers map[string]network.EndpointResource
  Options map[string]string
  Labels map[string]string
  Peers []any ,omitempty
  Services map[string]any ,omitempty

type network.IPAM struct
  Driver string
  Options map[string]string
  Config []network.IPAMConfig

type network.IPAMConfig struct
  Subnet string ,omitempty
  IPRange string ,omitempty
  Gateway string ,omitempty
  AuxAddress map[string]string AuxiliaryAddresses,omitempty

type network.ConfigReference struct
  Network string

type network.EndpointResource struct
  Name string
  EndpointID string
  MacAddress string
  IPv4Address string
  IPv6Address string
`;

/** Volumes: volume.Volume. */
export const VOLUME_TYPES = `
type volume.Volume struct
  ClusterVolume any ,omitempty
  CreatedAt string ,omitempty
  Driver string
  Labels map[string]string
  Mountpoint string
  Name string
  Options map[string]string
  Scope string
  Status map[string]any ,omitempty
  UsageData *volume.UsageData ,omitempty

type volume.UsageData struct
  RefCount int
  Size int
`;
