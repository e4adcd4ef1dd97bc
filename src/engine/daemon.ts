/**
 * The contract between the parts of dockerd. Each service owns a folder; they meet here, and nowhere else.
 * A request enters through a route (routes/*.ts), which calls services; failures are thrown `DaemonError`s.
 */
import type { Proc, Sys } from '../kernel/sys.ts';
import type { FileSystem, FsView, MountNamespace } from '../kernel/fs/types.ts';
import type { NetNamespace } from '../kernel/net/types.ts';
import { ExpectedError } from '../kernel/errno.ts';
import type { WaitQueue } from '../kernel/wait-queue.ts';
import type { HttpHeaders } from '../formats/http/headers.ts';
import type { EventMessage } from '../api/events.ts';
import type { ContainerConfig, HostConfig, NetworkingConfig } from '../api/container.ts';
import type { EndpointSettings } from '../api/network.ts';

/** An answer of the daemon that is not a success: the HTTP status and the exact `message` of Docker. */
export class DaemonError extends ExpectedError {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'DaemonError';
    this.status = status;
  }
}

/** dockerd as its parts see it. `proc` is the daemon's process: root on the host, threads are made from it. */
export interface Daemon {
  readonly proc: Proc;
  /** /var/lib/docker unless daemon.json says otherwise. */
  readonly root: string;
  /** The daemon's view of the host's files. */
  readonly fs: FsView;
  readonly config: DaemonConfig;
  readonly events: EventService;
  readonly images: ImageService;
  readonly containers: ContainerService;
  readonly volumes: VolumeService;
  readonly networks: NetworkService;
  /** 64 hex digits from the daemon's stream (stringid.GenerateRandomID: never all digits in the first 12). */
  newId(): string;
}

/** daemon.json and flags of dockerd, defaults filled in. */
export interface DaemonConfig {
  readonly hosts: readonly string[];
  readonly labels: readonly string[];
  readonly logDriver: string;
  readonly logOpts: Readonly<Record<string, string>>;
  readonly liveRestore: boolean;
  readonly registryMirrors: readonly string[];
  readonly insecureRegistries: readonly string[];
  readonly defaultAddressPools: readonly { base: string; size: number }[];
  readonly dns: readonly string[];
  readonly bip: string | undefined;
  readonly userlandProxy: boolean;
  readonly experimental: boolean;
  readonly shutdownTimeout: number;
  readonly raw: Readonly<Record<string, unknown>>;
}

// ---- HTTP

/** One request that a route answers. Query values are the last of each name; `queryAll` has them all. */
export interface RequestContext {
  readonly daemon: Daemon;
  readonly method: string;
  /** Path without the version prefix. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** `1.50`, or what the client asked for. */
  readonly version: string;
  readonly headers: HttpHeaders;
  /** Value of a boolean query parameter as Docker reads it (empty, 0, no, false, none → false). */
  flag(name: string): boolean;
  /** Whole body as JSON; undefined when empty. Throws 400 as Docker words it. */
  json<T>(): Sys<T | undefined>;
  /** Next piece of the body; empty at its end. */
  read(): Sys<Uint8Array>;
  /** All of the body that was not read yet. */
  readAll(): Sys<Uint8Array>;
  /** Sends the answer whole: JSON as Docker encodes it, a newline after it. */
  reply(status: number, body?: unknown, headers?: Readonly<Record<string, string>>): Sys<void>;
  /** Sends status and headers at once and leaves the body to be written in pieces (chunked). */
  stream(status: number, headers: Readonly<Record<string, string>>): Sys<ResponseStream>;
  /** 101 UPGRADED (or 200 for old clients): the raw connection from then on. `bare` leaves out the headers that every answer has. */
  hijack(headers?: Readonly<Record<string, string>>, options?: { readonly bare?: boolean }): Sys<RawConnection>;
  /** The raw connection without an answer: the route writes its own. */
  takeOver(): RawConnection;
  /** True when the client asked to leave HTTP on this connection. */
  readonly upgrade: boolean;
  /** True when the client has gone. */
  closed(): boolean;
  /** Woken when the client may have gone. */
  readonly hangup: WaitQueue | undefined;
}

export interface ResponseStream {
  write(data: Uint8Array | string): Sys<void>;
  end(): Sys<void>;
}

export interface RawConnection {
  /** Descriptor of the connection in the daemon's process, for poll. */
  readonly fd: number;
  read(): Sys<Uint8Array>;
  write(data: Uint8Array): Sys<void>;
  /** Half-close: the client sees the end of the stream. */
  closeWrite(): void;
  close(): void;
}

/** `pattern` has `{name}` segments and `{name...}` for the rest: `/containers/{id}/json`, `/images/{name...}/json`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  readonly pattern: string;
  handle(context: RequestContext): Sys<void>;
}

// ---- Services

export interface EventService {
  /** Records and publishes; `attributes` become Actor.Attributes. */
  publish(type: EventMessage['Type'], action: string, id: string, attributes: Readonly<Record<string, string>>): void;
  /** Called for each event from now on; returns the unsubscription. */
  subscribe(listener: (event: EventMessage) => void): () => void;
  readonly history: readonly EventMessage[];
}

/** An image of the store. */
export interface Image {
  /** `sha256:…` of the config. */
  readonly id: string;
  readonly config: ImageConfig;
  /** Layer diff ids, bottom first. */
  readonly layers: readonly string[];
  /** RFC 3339. */
  readonly created: string;
  /** Logical bytes of all layers. */
  readonly size: number;
  /** Familiar references that point to it (`nginx:latest`). */
  readonly repoTags: readonly string[];
  readonly repoDigests: readonly string[];
}

/** The `config` part of an OCI image config in Docker's form. */
export type ImageConfig = Partial<ContainerConfig>;

export interface ImageService {
  /** By name, tag, digest, id or id prefix. 404 `No such image: NAME` (with `:latest` added as Docker does). */
  resolve(reference: string): Image;
  find(reference: string): Image | undefined;
  list(): readonly Image[];
  /** Makes the container's writable layer on the image (overlay2) and mounts it at /var/lib/docker/overlay2/ID/merged. */
  createLayer(containerId: string, image: Image | undefined): ContainerLayer;
  /** The layer of a container after a daemon restart. */
  openLayer(containerId: string): ContainerLayer | undefined;
  /** Counts of Images in `docker info`. */
  count(): number;
  /** /system/df's part; `layersSize` counts shared layers once. */
  diskUsage(): { layersSize: number; images: readonly unknown[] };
  /** Makes an image of a container's layer (docker commit); returns its id. */
  commit(layer: ContainerLayer, options: CommitOptions): string;
}

export interface CommitOptions {
  readonly parent: Image | undefined;
  readonly config: ImageConfig;
  readonly author: string;
  readonly comment: string;
  readonly createdBy: string;
  readonly reference: string | undefined;
}

export interface ContainerLayer {
  /** The overlay: what is the container's root. */
  readonly fs: FileSystem;
  readonly graphDriver: { readonly Name: string; readonly Data: Readonly<Record<string, string>> };
  /** docker diff: Kind 0 modified, 1 added, 2 deleted; sorted by path. */
  changes(): readonly { readonly Path: string; readonly Kind: 0 | 1 | 2 }[];
  /** Logical bytes of the writable layer (SizeRw). */
  size(): number;
  remove(): void;
}

export interface Volume {
  readonly name: string;
  readonly driver: string;
  readonly mountpoint: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>> | null;
  readonly scope: string;
  readonly createdAt: string;
  /** Made for a container without a name: goes with `rm -v` and --rm. */
  readonly anonymous: boolean;
}

export interface VolumeService {
  get(name: string): Volume | undefined;
  /** Idempotent for equal options; errors as Docker's (`volume name is too short`, 409 for other drivers …). '' makes a random name. */
  create(options: { name: string; driver?: string; driverOpts?: Readonly<Record<string, string>>; labels?: Readonly<Record<string, string>> }): Volume;
  list(): readonly Volume[];
  /** 409 `remove NAME: volume is in use - [IDS]`, 404 `get NAME: no such volume`. */
  remove(name: string, force: boolean): void;
  /** Container ids that hold it. */
  users(name: string): readonly string[];
  acquire(name: string, containerId: string): void;
  release(name: string, containerId: string): void;
  /** Copies what the image has at `path` into an empty volume on first use (unless nocopy). */
  populate(volume: Volume, container: FsView, path: string): void;
  /** Bytes; for system df. */
  size(name: string): number;
}

/** The network side of one container. It outlives a restart; its namespace does not. */
export interface Sandbox {
  readonly net: NetNamespace;
}

export interface NetworkService {
  /** 404 `network NAME not found`; by name, id or prefix. */
  exists(reference: string): boolean;
  /** Checks a create request's networking part (unknown modes, links, --ip on default bridge …) without changing anything. */
  validate(hostConfig: HostConfig, networking: NetworkingConfig | undefined): void;
  /** Remembers the endpoints of a new container (no addresses yet). */
  register(container: ContainerNetworkInfo, networking: NetworkingConfig | undefined): void;
  /** Makes (or joins) the namespace and writes hosts, resolv.conf and hostname. */
  open(containerId: string): Sandbox;
  /** Puts an opened container on its networks: addresses, veths, port forwards, DNS. Throws the start errors of Docker; undoes all on failure. */
  start(containerId: string): void;
  /** Frees addresses, forwards and the namespace. */
  stop(containerId: string): void;
  forget(containerId: string): void;
  /** NetworkSettings of inspect (Bridge, SandboxID, Ports, Networks, the legacy top-level fields). */
  settings(containerId: string): unknown;
  /** Ports of the container list: one entry a binding, as Docker orders them. */
  ports(containerId: string): readonly { IP?: string; PrivatePort: number; PublicPort?: number; Type: string }[];
  /** Endpoints for the list's NetworkSettings.Networks. */
  endpoints(containerId: string): Readonly<Record<string, EndpointSettings>>;
  rename(containerId: string, name: string): void;
  /** Host paths of the files to bind into the container, and extra environment of --link. */
  files(containerId: string): { hosts: string; resolvConf: string; hostname: string };
  linkEnvironment(containerId: string): readonly string[];
}

/** What the network service must know of a container. */
export interface ContainerNetworkInfo {
  readonly id: string;
  /** Without the slash. */
  readonly name: string;
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  /** Folder on the host for hosts, resolv.conf and hostname: /var/lib/docker/containers/ID */
  readonly folder: string;
}

/** What other services may ask of containers. */
export interface ContainerService {
  /** Full id of a name, id or prefix. 404 `No such container: X`, 400 for ambiguous prefixes. */
  resolve(reference: string): string;
  find(reference: string): ContainerView | undefined;
  list(): readonly ContainerView[];
}

/** A container as other services see it. */
export interface ContainerView {
  readonly id: string;
  readonly name: string;
  readonly imageId: string;
  /** Reference as given at create. */
  readonly image: string;
  readonly running: boolean;
  readonly status: string;
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  readonly pid: number;
  readonly mounts: MountNamespace | undefined;
  /** Network namespace while running. */
  readonly net: NetNamespace | undefined;
}
