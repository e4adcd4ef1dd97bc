/** Logging drivers: where the lines of a container go, and what `docker logs` can read back. */
import type { HostConfig } from '../../../api/container.ts';
import type { FsView } from '../../../kernel/fs/types.ts';
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
