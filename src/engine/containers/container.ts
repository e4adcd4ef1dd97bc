/** A container as the daemon keeps it: what is durable (config.v2.json, hostconfig.json) and what lives while its process does. */
import type { ContainerConfig, ContainerStatus, HealthcheckResult, HealthStatus, HostConfig, MountType, NetworkingConfig } from '../../api/container.ts';
import type { ContainerLayer, ContainerView, Sandbox } from '../daemon.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { Cgroup } from '../../kernel/cgroup.ts';
import type { FsView, MountNamespace } from '../../kernel/fs/types.ts';
import type { PidNamespaceRef, Credentials, UtsNamespace } from '../../kernel/sys.ts';
import type { PtyTable } from '../../kernel/tty/pty-table.ts';
import { Lock } from '../lock.ts';
import type { StreamPlan, Streams } from './streams.ts';
import type { LogDriver } from './logs/driver.ts';
import type { Exec } from './exec.ts';
import { RestartManager } from './restart-policy.ts';

/** moby container.State. Several may hold at once (a paused container is running; so is one that waits to be restarted). */
export interface State {
  running: boolean;
  paused: boolean;
  restarting: boolean;
  oomKilled: boolean;
  removalInProgress: boolean;
  dead: boolean;
  /** In the host's pid namespace; 0 when there is no process. */
  pid: number;
  exitCode: number;
  error: string;
  startedAt: bigint | undefined;
  finishedAt: bigint | undefined;
  health: HealthState | undefined;
}

export interface HealthState {
  status: HealthStatus;
  failingStreak: number;
  log: HealthcheckResult[];
}

/** A mount of the container, resolved at create (moby volume/mounts.MountPoint). */
export interface MountPointRecord {
  readonly type: MountType;
  /** Name of the volume; '' otherwise. */
  readonly name: string;
  /** Host path; '' for tmpfs. */
  readonly source: string;
  readonly destination: string;
  readonly driver: string;
  readonly mode: string;
  readonly readWrite: boolean;
  readonly propagation: string;
  /** Copy what the image has there into an empty volume. */
  readonly copyData: boolean;
  /** Made without a name for this container: removed with it. */
  readonly anonymous: boolean;
  /** Make a missing host folder (`-v`, not `--mount`). */
  readonly createSource: boolean;
  readonly subpath: string;
  /** Options of a tmpfs, `size=64m,mode=1777`. */
  readonly tmpfsOptions: string;
}

/** The running process of a container and what was made for it. */
export interface Task {
  readonly pid: number;
  readonly mounts: MountNamespace;
  /** The container's files as root sees them. */
  readonly view: FsView;
  readonly uts: UtsNamespace;
  readonly ipc: object;
  readonly pidNamespace: PidNamespaceRef;
  readonly ptys: PtyTable;
  readonly cgroup: Cgroup;
  readonly sandbox: Sandbox;
  readonly streams: Streams;
  /** Of its first process: what exec starts from. */
  readonly credentials: Credentials;
  readonly env: ReadonlyMap<string, string>;
  /** Unmounts and releases what the start took. */
  release(): void;
}

export class Container implements ContainerView {
  readonly id: string;
  name: string;
  readonly created: bigint;
  readonly config: ContainerConfig;
  /** Replaced as a whole when it changes. */
  hostConfig: HostConfig;
  /** The one that hostconfig.json holds. */
  savedHostConfig: HostConfig | undefined;
  /** `sha256:…`; '' for a container without an image. */
  readonly imageId: string;
  path: string;
  args: readonly string[];
  mountPoints: MountPointRecord[] = [];
  networking: NetworkingConfig | undefined;
  restartCount = 0;
  hasBeenStartedBefore = false;
  hasBeenManuallyStopped = false;
  hasBeenManuallyRestarted = false;
  /** A start was tried: its files (hosts, resolv.conf, log) have been made. */
  launched = false;
  /** '' until the first start. */
  logPath = '';
  readonly state: State = {
    running: false, paused: false, restarting: false, oomKilled: false, removalInProgress: false, dead: false,
    pid: 0, exitCode: 0, error: '', startedAt: undefined, finishedAt: undefined, health: undefined,
  };
  layer: ContainerLayer | undefined;
  task: Task | undefined;
  /** Streams for the next start, made when a client attaches before it. */
  plan: StreamPlan | undefined;
  logDriver: LogDriver | undefined;
  readonly execs = new Map<string, Exec>();
  restart: RestartManager;
  readonly lock = new Lock();
  /** Woken at every change of state. */
  readonly changed = new WaitQueue();
  /** Number of times the process has ended: `next-exit` waits for it to grow. */
  exits = 0;
  removed = false;
  /** Set while a health monitor runs; calling it ends the monitor. */
  stopHealth: (() => void) | undefined;

  constructor(fields: {
    id: string; name: string; created: bigint; config: ContainerConfig; hostConfig: HostConfig; imageId: string; path: string; args: readonly string[];
  }) {
    this.id = fields.id;
    this.name = fields.name;
    this.created = fields.created;
    this.config = fields.config;
    this.hostConfig = fields.hostConfig;
    this.imageId = fields.imageId;
    this.path = fields.path;
    this.args = fields.args;
    this.restart = new RestartManager(fields.hostConfig.RestartPolicy);
  }

  get image(): string {
    return this.config.Image;
  }

  get running(): boolean {
    return this.state.running;
  }

  get status(): ContainerStatus {
    return statusOf(this.state);
  }

  get pid(): number {
    return this.state.pid;
  }

  get mounts(): MountNamespace | undefined {
    return this.task?.mounts;
  }

  get net(): ContainerView['net'] {
    return this.task?.sandbox.net;
  }

  /** Command line as `docker ps` shows it: arguments with a space in quotes. */
  get command(): string {
    return [this.path, ...this.args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg))].join(' ');
  }
}

/** moby State.StateString. */
function statusOf(state: State): ContainerStatus {
  if (state.running) return state.paused ? 'paused' : state.restarting ? 'restarting' : 'running';
  if (state.removalInProgress) return 'removing';
  if (state.dead) return 'dead';
  return state.startedAt === undefined ? 'created' : 'exited';
}
