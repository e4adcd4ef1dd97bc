/** What `docker stats` shows of one container (docker/cli container/stats_helpers.go, formatter_stats.go). */
import type { StatsResponse } from '../../api/stats.ts';
import { bytesSize, humanSizeWithPrecision } from '../../formats/go-units/size.ts';
import { makeRow, type RowType } from '../format/formatter.ts';
import { truncateID } from '../format/text.ts';

export const STATS_ROWS: RowType = {
  goName: '*container.statsContext',
  headers: {
    Container: 'CONTAINER', Name: 'NAME', ID: 'CONTAINER ID', CPUPerc: 'CPU %', MemUsage: 'MEM USAGE / LIMIT', MemPerc: 'MEM %', NetIO: 'NET I/O', BlockIO: 'BLOCK I/O', PIDs: 'PIDS',
  },
};
export const STATS_TABLE = 'table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}';

/** One container under watch; `sample` is its last report, absent while there is none. */
export interface Watched {
  readonly container: string;
  sample: StatsResponse | undefined;
}

const NOTHING = '--';

export function statsRow(watched: Watched, trunc: boolean): object {
  const s = watched.sample;
  const known = (text: (sample: StatsResponse) => string, otherwise = NOTHING): string => (s === undefined ? otherwise : text(s));
  return makeRow(STATS_ROWS, {
    Container: () => watched.container,
    Name: () => known((v) => ((v.name ?? '').length > 1 ? (v.name ?? '').slice(1) : NOTHING)),
    ID: () => known((v) => (trunc ? truncateID(v.id ?? '') : v.id ?? ''), ''),
    CPUPerc: () => known((v) => percent(cpuPercent(v))),
    MemUsage: () => known((v) => `${bytesSize(memoryUsed(v))} / ${bytesSize(v.memory_stats?.limit ?? 0)}`, '-- / --'),
    MemPerc: () => known((v) => percent((v.memory_stats?.limit ?? 0) === 0 ? 0 : (memoryUsed(v) / (v.memory_stats?.limit ?? 1)) * 100)),
    NetIO: () => known((v) => `${sized(networkTotal(v, 'rx_bytes'))} / ${sized(networkTotal(v, 'tx_bytes'))}`),
    BlockIO: () => known((v) => `${sized(blockTotal(v, 'r'))} / ${sized(blockTotal(v, 'w'))}`),
    PIDs: () => known((v) => String(v.pids_stats?.current ?? 0)),
  });
}

const percent = (value: number): string => `${value.toFixed(2)}%`;
const sized = (bytes: number): string => humanSizeWithPrecision(bytes, 3);

function cpuPercent(v: StatsResponse): number {
  const cpu = v.cpu_stats.cpu_usage.total_usage - (v.precpu_stats?.cpu_usage?.total_usage ?? 0);
  const system = (v.cpu_stats.system_cpu_usage ?? 0) - (v.precpu_stats?.system_cpu_usage ?? 0);
  const online = v.cpu_stats.online_cpus || (v.cpu_stats.cpu_usage.percpu_usage ?? []).length;
  return system > 0 && cpu > 0 ? (cpu / system) * online * 100 : 0;
}

/** Without the page cache that could be dropped, under either version of cgroups. */
function memoryUsed(v: StatsResponse): number {
  const { usage = 0, stats = {} } = v.memory_stats ?? {};
  const one = stats?.['total_inactive_file'];
  if (one !== undefined && one < usage) return usage - one;
  const two = stats?.['inactive_file'] ?? 0;
  return two < usage ? usage - two : usage;
}

const networkTotal = (v: StatsResponse, key: 'rx_bytes' | 'tx_bytes'): number => Object.values(v.networks ?? {}).reduce((sum, network) => sum + network[key], 0);

function blockTotal(v: StatsResponse, letter: 'r' | 'w'): number {
  return (v.blkio_stats?.io_service_bytes_recursive ?? []).filter((entry) => entry.op.toLowerCase().startsWith(letter)).reduce((sum, entry) => sum + entry.value, 0);
}
