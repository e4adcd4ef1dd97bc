/** What the postmaster shares with its backends, and the log that they all write to. */
import type { Proc, Sys } from '../../../kernel/sys.ts';
import { strftime } from '../../dates.ts';
import type { Cluster } from '../sql/catalog.ts';
import type { Activity } from '../sql/views.ts';

export interface ServerState {
  readonly cluster: Cluster;
  readonly directory: string;
  readonly settings: ReadonlyMap<string, string>;
  readonly activity: Map<number, Activity>;
  /** No more clients: a shutdown was asked for. */
  stopping: boolean;
}

/** One line of the server's log. */
export function* logLine(proc: Proc, level: string, message: string): Sys<void> {
  const now = proc.realtime();
  yield* proc.write(2, `${strftime('%Y-%m-%d %H:%M:%S', now)}.${strftime('%3N', now)} UTC [${proc.pid}] ${level}:  ${message}\n`);
}
