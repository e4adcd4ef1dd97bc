/** Flags that `docker service create` and `docker service update` share. */
import { bool, int, int64, string, uint64 } from '../../formats/pflag/values.ts';
import type { Flag } from '../command.ts';
import { list } from '../opts/lists.ts';
import { bytes, cpus, optionalDuration, optionalUint } from '../opts/sizes.ts';

export const SERVICE_FLAGS: readonly Flag[] = [
  { name: 'cap-add', value: list(), usage: 'Add Linux capabilities', version: '1.41' },
  { name: 'cap-drop', value: list(), usage: 'Drop Linux capabilities', version: '1.41' },
  { name: 'credential-spec', value: list(undefined, 'credential-spec'), usage: 'Credential spec for managed service account (Windows only)', version: '1.29' },
  { name: 'detach', short: 'd', value: bool(), usage: 'Exit immediately instead of waiting for the service to converge', version: '1.29' },
  { name: 'entrypoint', value: list(undefined, 'command'), usage: 'Overwrite the default ENTRYPOINT of the image' },
  { name: 'health-cmd', value: string(), usage: 'Command to run to check health', version: '1.25' },
  { name: 'health-interval', value: optionalDuration(true), usage: 'Time between running the check (ms|s|m|h)', version: '1.25' },
  { name: 'health-retries', value: int(), usage: 'Consecutive failures needed to report unhealthy', version: '1.25' },
  { name: 'health-start-interval', value: optionalDuration(true), usage: 'Time between running the check during the start period (ms|s|m|h)', version: '1.44' },
  { name: 'health-start-period', value: optionalDuration(true), usage: 'Start period for the container to initialize before counting retries towards unstable (ms|s|m|h)', version: '1.29' },
  { name: 'health-timeout', value: optionalDuration(true), usage: 'Maximum time to allow one check to run (ms|s|m|h)', version: '1.25' },
  { name: 'hostname', value: string(), usage: 'Container hostname', version: '1.25' },
  { name: 'init', value: bool(), usage: 'Use an init inside each service container to forward signals and reap processes', version: '1.37' },
  { name: 'isolation', value: string(), usage: 'Service container isolation mode', version: '1.35' },
  { name: 'limit-cpu', value: cpus(), usage: 'Limit CPUs' },
  { name: 'limit-memory', value: bytes(), usage: 'Limit Memory' },
  { name: 'limit-pids', value: int64(), usage: 'Limit maximum number of processes (default 0 = unlimited)', version: '1.41' },
  { name: 'log-driver', value: string(), usage: 'Logging driver for service' },
  { name: 'log-opt', value: list(), usage: 'Logging driver options' },
  { name: 'max-concurrent', value: optionalUint(), usage: 'Number of job tasks to run concurrently (default equal to --replicas)', version: '1.41' },
  { name: 'no-healthcheck', value: bool(), usage: 'Disable any container-specified HEALTHCHECK', version: '1.25' },
  { name: 'no-resolve-image', value: bool(), usage: 'Do not query the registry to resolve image digest and supported platforms', version: '1.30' },
  { name: 'oom-score-adj', value: int64(), usage: `Tune host's OOM preferences (-1000 to 1000) `, version: '1.46' },
  { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress progress output' },
  { name: 'read-only', value: bool(), usage: `Mount the container's root filesystem as read only`, version: '1.28' },
  { name: 'replicas', value: optionalUint(), usage: 'Number of tasks' },
  { name: 'replicas-max-per-node', value: uint64(), usage: 'Maximum number of tasks per node (default 0 = unlimited)', version: '1.40' },
  { name: 'reserve-cpu', value: cpus(), usage: 'Reserve CPUs' },
  { name: 'reserve-memory', value: bytes(), usage: 'Reserve Memory' },
  { name: 'restart-max-attempts', value: optionalUint(), usage: 'Maximum number of restarts before giving up' },
  { name: 'restart-window', value: optionalDuration(), usage: 'Window used to evaluate the restart policy (ns|us|ms|s|m|h)' },
  { name: 'stop-signal', value: string(), usage: 'Signal to stop the container', version: '1.28' },
  { name: 'tty', short: 't', value: bool(), usage: 'Allocate a pseudo-TTY', version: '1.25' },
  { name: 'user', short: 'u', value: string(), usage: 'Username or UID (format: <name|uid>[:<group|gid>])' },
  { name: 'with-registry-auth', value: bool(), usage: 'Send registry authentication details to swarm agents' },
  { name: 'workdir', short: 'w', value: string(), usage: 'Working directory inside the container' },
];
