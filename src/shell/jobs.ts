/** The table of background and stopped jobs. It holds data only; waiting and signalling are in run/. */
import { signalNumber } from '../kernel/signals.ts';
import type { WaitStatus } from '../kernel/sys.ts';

export interface JobProcess { readonly pid: number; status: WaitStatus | undefined }

export interface Job {
  readonly number: number;
  readonly pgid: number;
  readonly processes: JobProcess[];
  readonly command: string;
  state: 'running' | 'stopped' | 'done';
  foreground: boolean;
  /** The user was told of the present state. */
  notified: boolean;
  /** Kept from SIGHUP and out of the list (disown). */
  disowned: boolean;
}

export class JobTable {
  readonly list: Job[] = [];
  /** Statuses of children that ended and belong to no listed job any more, for `wait PID`. */
  readonly ended = new Map<number, number>();
  /** Most recent last: the end is `%+`, the one before it `%-`. */
  private recent: number[] = [];

  copy(): JobTable {
    const copy = new JobTable();
    for (const job of this.list) copy.list.push({ ...job, processes: job.processes.map((process) => ({ ...process })) });
    copy.recent = [...this.recent];
    return copy;
  }

  add(pgid: number, pids: readonly number[], command: string): Job {
    const number = Math.max(0, ...this.list.map((job) => job.number)) + 1;
    const job: Job = {
      number, pgid, processes: pids.map((pid) => ({ pid, status: undefined })), command, state: 'running', foreground: false, notified: true, disowned: false,
    };
    this.list.push(job);
    this.recent.push(number);
    return job;
  }

  remove(job: Job): void {
    const at = this.list.indexOf(job);
    if (at >= 0) this.list.splice(at, 1);
    this.recent = this.recent.filter((number) => number !== job.number);
    for (const process of job.processes) if (process.status) this.ended.set(process.pid, statusCode(process.status));
  }

  /** Makes the job current: it was stopped or put into the background last. */
  touch(job: Job): void {
    this.recent = [...this.recent.filter((number) => number !== job.number), job.number];
  }

  get current(): Job | undefined { return this.nth(0); }

  get previous(): Job | undefined { return this.nth(1); }

  /** Stopped jobs come before running ones. */
  private nth(index: number): Job | undefined {
    const order = [...this.recent].reverse().map((number) => this.list.find((job) => job.number === number)).filter((job) => job !== undefined);
    const stopped = order.filter((job) => job.state === 'stopped');
    return [...stopped, ...order.filter((job) => job.state !== 'stopped')][index];
  }

  mark(job: Job): string {
    return job === this.current ? '+' : job === this.previous ? '-' : ' ';
  }

  byPid(pid: number): Job | undefined {
    return this.list.find((job) => job.processes.some((process) => process.pid === pid));
  }

  /** Enters a child's change of state; the job it belongs to, if any. */
  update(status: WaitStatus): Job | undefined {
    const job = this.byPid(status.pid);
    if (job === undefined) {
      if (status.kind === 'exited' || status.kind === 'signaled') this.ended.set(status.pid, statusCode(status));
      return undefined;
    }
    const process = job.processes.find((item) => item.pid === status.pid);
    if (process) process.status = status.kind === 'continued' ? undefined : status;
    const before = job.state;
    if (job.processes.every((item) => item.status && item.status.kind !== 'stopped')) job.state = 'done';
    else if (job.processes.some((item) => item.status?.kind === 'stopped')) job.state = 'stopped';
    else job.state = 'running';
    if (job.state !== before) {
      job.notified = job.state === 'running';
      if (job.state === 'stopped') this.touch(job);
    }
    return job;
  }

  /** `%1`, `%%`, `%+`, `%-`, `%str`, `%?str`, `1`; 'ambiguous' when several match. */
  find(spec: string): Job | undefined | 'ambiguous' {
    const text = spec.startsWith('%') ? spec.slice(1) : spec;
    if (text === '' || text === '%' || text === '+') return this.current;
    if (text === '-') return this.previous ?? this.current;
    if (/^\d+$/.test(text)) return this.list.find((job) => job.number === Number(text));
    const matches = this.list.filter((job) => (text.startsWith('?') ? job.command.includes(text.slice(1)) : job.command.startsWith(text)));
    return matches.length > 1 ? 'ambiguous' : matches[0];
  }
}

/** `$?` for a child's end: the exit code, or 128 + signal. */
export function statusCode(status: WaitStatus): number {
  switch (status.kind) {
    case 'exited': return status.code;
    case 'continued': return 0;
    default: return 128 + signalNumber(status.signal);
  }
}

