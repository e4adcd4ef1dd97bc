// What the panels draw: the daemon's state as plain data, cloned from the worker to the page.

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

/** A published port. `reaches` says whether something listens at the end of it. */
export interface PublishedPort {
  hostIp: string;
  hostPort: number;
  containerPort: number;
  protocol: 'tcp' | 'udp';
  reaches: boolean;
}

export interface Endpoint {
  /** Name of the network. */
  network: string;
  /** IPv4 address without prefix length; empty while the container does not run. */
  address: string;
  aliases: string[];
}

export interface Mount {
  kind: 'volume' | 'bind' | 'tmpfs';
  /** Name of the volume, or the path on the host. */
  source: string;
  destination: string;
  readOnly: boolean;
}

/** One step in the life of a container: the state it came to and what brought it there (`start`, `stop`, `OOM`, …). */
export interface LifeStep {
  state: ContainerState;
  cause: string;
  /** Virtual milliseconds since the machine was started. */
  at: number;
  exitCode?: number;
}

export interface ContainerView {
  id: string;
  name: string;
  image: string;
  command: string;
  state: ContainerState;
  /** As `docker ps` says it: `Up 2 minutes (healthy)`. */
  status: string;
  exitCode: number;
  oomKilled: boolean;
  /** Name of the process with PID 1, while there is one. */
  pid1?: string;
  /** `80/tcp`, … as the image and `--expose` say. */
  exposed: string[];
  ports: PublishedPort[];
  endpoints: Endpoint[];
  mounts: Mount[];
  /** Logical bytes in the writable layer. */
  writable: number;
  /** Digests of the image's layers, lowest first. */
  layers: string[];
  history: LifeStep[];
}

export interface LayerView {
  digest: string;
  /** Logical bytes. */
  size: number;
  /** The instruction that made it, as `docker history` prints it. */
  createdBy: string;
}

export interface ImageView {
  id: string;
  /** `nginx:latest`, …; none for a dangling image. */
  tags: string[];
  size: number;
  /** As `docker images` says it: `3 weeks ago`. */
  created: string;
  /** Lowest first. */
  layers: LayerView[];
}

export interface NetworkView {
  id: string;
  name: string;
  driver: string;
  /** `172.17.0.0/16`; empty where there is none. */
  subnet: string;
  gateway: string;
  internal: boolean;
  /** Whether containers find each other by name there. */
  dns: boolean;
  /** bridge, host and none, which are always there. */
  builtin: boolean;
}

export interface VolumeView {
  name: string;
  driver: string;
  size: number;
  anonymous: boolean;
}

/** One exchange with the Engine API. Bodies are shortened by the machine. */
export interface ApiCall {
  method: string;
  path: string;
  status: number;
  request?: string;
  response?: string;
}

export interface EngineEvent {
  /** Virtual milliseconds since the machine was started. */
  at: number;
  /** `container`, `image`, `network`, `volume`, … */
  type: string;
  action: string;
  /** Name of what it happened to. */
  actor: string;
  attributes: Record<string, string>;
}

export interface LastCommand {
  line: string;
  exitCode: number;
  calls: ApiCall[];
  /** The events it caused. */
  events: EngineEvent[];
}

export interface Snapshot {
  host: { name: string; os: string; engine: string };
  containers: ContainerView[];
  images: ImageView[];
  networks: NetworkView[];
  volumes: VolumeView[];
  events: EngineEvent[];
  lastCommand?: LastCommand;
}
