/** Logging drivers: where the lines of a container go, and what `docker logs` can read back. */
import type { HostConfig } from '../../../api/container.ts';
import type { FsView } from '../../../kernel/fs/types.ts';
import { DaemonError } from '../../daemon.ts';
import { JsonFileLog } from './json-file.ts';

export type StreamName = 'stdout' | 'stderr';

export interface LogEntry {
  /** With its newline, unless the line was cut (16 KiB) or the stream ended without one. */
  readonly line: string;
  readonly stream: StreamName;
  readonly time: bigint;
  /** Labels and variables chosen by log-opts, for --details. */
  readonly attrs: Readonly<Record<string, string>>;
}

export interface LogDriver {
  readonly type: string;
  write(entry: LogEntry): void;
  /** Oldest first; undefined when the driver cannot be read. */
  read(): LogEntry[] | undefined;
  subscribe(listener: (entry: LogEntry) => void): () => void;
}

/** Options that each driver knows, for `unknown log opt …`. */
const OPTIONS: Readonly<Record<string, readonly string[] | undefined>> = {
  'json-file': ['max-file', 'max-size', 'compress', 'labels', 'labels-regex', 'env', 'env-regex', 'tag'],
  local: ['max-file', 'max-size', 'compress', 'labels', 'labels-regex', 'env', 'env-regex', 'tag'],
  none: undefined,
  journald: ['labels', 'labels-regex', 'env', 'env-regex', 'tag'],
};
const COMMON = new Set(['mode', 'max-buffer-size', 'cache-disabled', 'cache-max-file', 'cache-max-size', 'cache-compress']);
/** Drivers that dockerd has but that send elsewhere: accepted, nothing is readable back. */
const REMOTE = ['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'splunk', 'syslog'];

/** Drivers in `docker info`, alphabetical. */
export const LOG_DRIVERS = ['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'json-file', 'local', 'splunk', 'syslog'];

/** Checks type and options as the daemon does at create; 400. */
export function validateLogConfig(config: HostConfig['LogConfig']): void {
  const { Type: type, Config: options } = config;
  if (!(type in OPTIONS) && !REMOTE.includes(type)) throw new DaemonError(400, `error looking up logging plugin ${type}: plugin "${type}" not found`);
  const known = OPTIONS[type];
  if (known) {
    for (const name of Object.keys(options ?? {})) {
      if (!known.includes(name) && !COMMON.has(name)) throw new DaemonError(400, `unknown log opt '${name}' for ${type} log driver`);
    }
  }
  const mode = options?.['mode'];
  if (mode !== undefined && mode !== 'blocking' && mode !== 'non-blocking') throw new DaemonError(400, `logger: logging mode not supported: ${mode}`);
  if (options?.['max-buffer-size'] !== undefined && mode !== 'non-blocking') {
    throw new DaemonError(400, "logger: max-buffer-size option is only supported with 'mode=non-blocking'");
  }
}

class SilentLog implements LogDriver {
  readonly type: string;
  constructor(type: string) {
    this.type = type;
  }
  write(): void {}
  read(): undefined {
    return undefined;
  }
  subscribe(): () => void {
    return () => {};
  }
}

/** Opens the log of a container; `path` is that of its json file (`local` keeps its own next to it). */
export function openLog(fs: FsView, config: HostConfig['LogConfig'], path: string): LogDriver {
  if (config.Type === 'json-file') return new JsonFileLog(fs, path, config.Config ?? {}, 'json-file');
  if (config.Type === 'local') return new JsonFileLog(fs, path, { 'max-size': '20m', 'max-file': '5', ...config.Config }, 'local');
  return new SilentLog(config.Type);
}
