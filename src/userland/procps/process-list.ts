/** Processes as /proc shows them: what ps, top, pgrep, pidof and pkill work on. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc } from '../../kernel/sys.ts';

const TICKS = 100;

/** One process. Times are seconds; sizes KiB. */
export interface ProcessEntry {
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly comm: string;
  /** argv joined by blanks; `[comm]` when it has none. */
  readonly command: string;
  readonly argv: readonly string[];
  readonly state: string;
  readonly uid: number;
  readonly gid: number;
  /** Device number of the terminal, 0 for none; foreground group of it. */
  readonly tty: number;
  readonly tpgid: number;
  readonly nice: number;
  readonly threads: number;
  /** Since boot. */
  readonly start: number;
  readonly cpu: number;
  readonly virtual: number;
  readonly resident: number;
}

/** All processes, by ascending pid. One that ends while it is read is left out. */
export function processes(proc: Proc): ProcessEntry[] {
  const out: ProcessEntry[] = [];
  for (const { name } of proc.readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      out.push(read(proc, name));
    } catch (error) {
      if (!isSysError(error, 'ENOENT', 'ESRCH')) throw error;
    }
  }
  return out.sort((a, b) => a.pid - b.pid);
}

function read(proc: Proc, pid: string): ProcessEntry {
  const stat = proc.readText(`/proc/${pid}/stat`);
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  const comm = stat.slice(open + 1, close);
  const fields = stat.slice(close + 2).trim().split(' ');
  const number = (index: number): number => Number(fields[index - 3] ?? 0);
  const status = proc.readText(`/proc/${pid}/status`);
  const ids = (key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+)\\s+(\\d+)`, 'm').exec(status)?.[2] ?? 0);
  const argv = proc.readText(`/proc/${pid}/cmdline`).split('\0');
  if (argv.at(-1) === '') argv.pop();
  return {
    pid: Number(pid), comm, argv, command: argv.length > 0 ? argv.join(' ') : `[${comm}]`, state: fields[0] ?? 'S',
    ppid: number(4), pgid: number(5), sid: number(6), tty: number(7), tpgid: number(8), nice: number(19), threads: number(20),
    start: number(22) / TICKS, cpu: (number(14) + number(15)) / TICKS, virtual: Math.round(number(23) / 1024), resident: number(24) * 4,
    uid: ids('Uid'), gid: ids('Gid'),
  };
}

/** Seconds since boot. */
export function uptimeSeconds(proc: Proc): number {
  return Number(proc.readText('/proc/uptime').split(' ')[0]);
}

/** `pts/0`, `tty1`, or `?`. */
export function ttyName(device: number): string {
  if (device === 0) return '?';
  const major = device >> 8;
  const minor = device & 255;
  return major >= 136 && major <= 143 ? `pts/${(major - 136) * 256 + minor}` : `tty${minor}`;
}

/** Memory of /proc/meminfo in KiB, by name. */
export function memoryInfo(proc: Proc): Readonly<Record<string, number>> {
  return Object.fromEntries([...proc.readText('/proc/meminfo').matchAll(/^(\w+):\s+(\d+)/gm)].map((match) => [match[1] ?? '', Number(match[2])]));
}
