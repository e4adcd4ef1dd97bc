/** Completions of arguments and flag values (docker/cli cli/command/completion, container/completion.go). */
import type { ContainerSummary } from '../api/container.ts';
import type { ImageSummary } from '../api/image.ts';
import type { NetworkInspect } from '../api/network.ts';
import type { VolumeListResponse } from '../api/volume.ts';
import type { Sys } from '../kernel/sys.ts';
import type { Cli } from './cli.ts';
import type { Candidates, Completion } from './command.ts';
import { StatusError } from './errors.ts';

/** cobra's ShellCompDirective. */
export const DIRECTIVE = { default: 0, error: 1, noSpace: 2, noFileComp: 4, filterFileExt: 8, filterDirs: 16, keepOrder: 32 } as const;

const NOTHING: Candidates = { values: [], directive: DIRECTIVE.noFileComp };

const fixed = (candidates: Candidates): Completion =>
  function* complete() {
    return candidates;
  };

export const noComplete: Completion = fixed(NOTHING);
export const fileNames: Completion = fixed({ values: [], directive: DIRECTIVE.default });
export const directories: Completion = fixed({ values: [], directive: DIRECTIVE.filterDirs });
export const detachKeys: Completion = fixed({ values: ['ctrl-'], directive: DIRECTIVE.noSpace });
export const oneOf = (...values: string[]): Completion => fixed({ values, directive: DIRECTIVE.noFileComp });

export const platforms = oneOf(
  'linux/386', 'linux/amd64', 'linux/arm', 'linux/arm/v5', 'linux/arm/v6', 'linux/arm/v7', 'linux/arm64', 'linux/arm64/v8', 'linux/ppc64le',
  'linux/s390x', 'linux/riscv64', 'windows/amd64', 'wasip1/wasm',
);
export const restartPolicies = oneOf('always', 'no', 'on-failure', 'unless-stopped');
export const signals = oneOf(
  'ABRT', 'ALRM', 'BUS', 'CHLD', 'CLD', 'CONT', 'FPE', 'HUP', 'ILL', 'INT', 'IO', 'IOT', 'KILL', 'PIPE', 'POLL', 'PROF', 'PWR', 'QUIT', 'SEGV', 'STKFLT',
  'STOP', 'SYS', 'TERM', 'TRAP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'USR1', 'USR2', 'VTALRM', 'WINCH', 'XCPU', 'XFSZ',
);
const CAPABILITIES = [
  'AUDIT_CONTROL', 'AUDIT_READ', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE', 'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER',
  'FSETID', 'IPC_LOCK', 'IPC_OWNER', 'KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'MKNOD', 'NET_ADMIN', 'NET_BIND_SERVICE',
  'NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYSLOG', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_CHROOT', 'SYS_MODULE', 'SYS_NICE',
  'SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'WAKE_ALARM',
];
export const capabilities = oneOf('ALL', ...CAPABILITIES.map((name) => `CAP_${name}`));

export const envNames: Completion = function* complete(cli) {
  return { values: [...cli.proc.env.keys()], directive: DIRECTIVE.noFileComp };
};

/** Names that the daemon knows; when it cannot be asked, nothing. */
function* ask(source: () => Sys<readonly string[]>): Sys<Candidates> {
  try {
    return { values: yield* source(), directive: DIRECTIVE.noFileComp };
  } catch (error) {
    if (error instanceof StatusError) return { values: [], directive: DIRECTIVE.error };
    throw error;
  }
}

type Wanted = (container: ContainerSummary) => boolean;

export function* listContainers(cli: Cli, all: boolean, wanted: Wanted = () => true): Sys<string[]> {
  const containers = yield* cli.client.get<ContainerSummary[]>('/containers/json', { all: all ? '1' : undefined });
  const withIds = cli.proc.env.get('DOCKER_COMPLETION_SHOW_CONTAINER_IDS') === 'yes';
  return containers.filter(wanted).flatMap((c) => [...(withIds ? [c.Id] : []), ...c.Names.map((name) => name.replace(/^\//, ''))]);
}

/** Running containers, or all of them, that pass a test. */
export const containerNames = (all: boolean, wanted?: Wanted): Completion => (cli) => ask(() => listContainers(cli, all, wanted));

/** With --force running ones too; the completion cannot see flags, so it offers all that can be removed. */
export const removableContainers = containerNames(true, (c) => c.State !== 'running' && c.State !== 'paused');

/** Image references for the first `limit` arguments (-1: all). */
export const imageNames = (limit: number): Completion =>
  function* complete(cli, args) {
    if (limit > 0 && args.length >= limit) return NOTHING;
    return yield* ask(function* images() {
      return (yield* cli.client.get<ImageSummary[]>('/images/json')).flatMap((image) => image.RepoTags ?? []);
    });
  };

function* listNetworks(cli: Cli): Sys<string[]> {
  return (yield* cli.client.get<NetworkInspect[]>('/networks')).map((network) => network.Name);
}
export const networkNames: Completion = (cli) => ask(() => listNetworks(cli));

/** `network connect NETWORK CONTAINER` */
export const networkThenContainer: Completion = (cli, args) =>
  args.length === 0 ? networkNames(cli, args, '') : args.length === 1 ? containerNames(true)(cli, args, '') : noComplete(cli, args, '');

export const volumeNames: Completion = (cli) =>
  ask(function* volumes() {
    return ((yield* cli.client.get<VolumeListResponse>('/volumes')).Volumes ?? []).map((volume) => volume.Name);
  });

/** Names of contexts for the first `limit` arguments (-1: all). */
export const contextNames = (limit: number): Completion =>
  function* complete(cli, args, toComplete) {
    if (limit > 0 && args.length >= limit) return NOTHING;
    const names = ['default', ...cli.contexts.list().map((context) => context.Name)].sort();
    return { values: names.filter((name) => name.startsWith(toComplete)), directive: DIRECTIVE.noFileComp };
  };
