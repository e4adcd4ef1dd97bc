/** top(1) in the look of procps-ng 4. */
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { Screen } from './screen.ts';
import { strftime } from '../dates.ts';
import { memoryInfo, processes, ttyName, uptimeSeconds, type ProcessEntry } from '../procps/process-list.ts';
import { findUser } from '../accounts.ts';

interface TopOptions { readonly batch: boolean; readonly turns: number; readonly delay: number; readonly pids: readonly number[]; readonly user: string | undefined; order: 'cpu' | 'memory' | 'pid' | 'time'; full: boolean }

export const top: Program = {
  name: 'top',
  *main(proc) {
    const words = proc.argv.slice(1).flatMap((word) => (/^-[a-zA-Z]{2,}$/.test(word) && !/^-[dnpuo]/.test(word) ? [...word.slice(1)].map((letter) => `-${letter}`) : [word]));
    const value = (letter: string): string | undefined => {
      const at = words.findIndex((word) => word.startsWith(`-${letter}`) && (word.length === 2 || /^-[dnpuo]\S/.test(word)));
      return at < 0 ? undefined : (words[at] ?? '').length > 2 ? (words[at] ?? '').slice(2) : words[at + 1];
    };
    const unknown = words.find((word) => word.startsWith('-') && !/^-[bcdHhinopuvs1w]/.test(word));
    if (unknown !== undefined) {
      yield* proc.write(2, `top: unknown option '${unknown.slice(1)}'\nUsage:\n  top -hv | -bcEeHiOSs1 -d secs -n max -u|U user -p pid(s) -o field -w [cols]\n`);
      return 1;
    }
    const options: TopOptions = {
      batch: words.includes('-b'), turns: Number(value('n') ?? Infinity), delay: Number(value('d') ?? 3), pids: (value('p') ?? '').split(',').filter((text) => text !== '').map(Number), user: value('u'),
      order: /%?MEM/.test(value('o') ?? '') ? 'memory' : 'cpu', full: words.includes('-c'),
    };
    if (!options.batch && !proc.isatty(1)) {
      yield* proc.write(2, 'top: failed tty get\n');
      return 1;
    }
    return options.batch ? yield* batch(proc, options) : yield* interactive(proc, options);
  },
};

/** Processor time of each process at the last picture, to see what it used since. */
interface Memory { at: number; readonly cpu: Map<number, number> }

function* batch(proc: Proc, options: TopOptions): Sys<number> {
  const memory: Memory = { at: 0, cpu: new Map() };
  for (let turn = 0; turn < options.turns; turn++) {
    if (turn > 0) {
      yield* proc.sleep(options.delay * 1e9);
      yield* proc.write(1, '\n');
    }
    yield* proc.write(1, `${picture(proc, options, memory, 512).join('\n')}\n`);
  }
  return 0;
}

function* interactive(proc: Proc, options: TopOptions): Sys<number> {
  const screen = new Screen(proc);
  const memory: Memory = { at: 0, cpu: new Map() };
  let scroll = 0;
  yield* screen.open();
  for (let turn = 0; turn < options.turns; turn++) {
    const lines = picture(proc, options, memory, screen.cols);
    const shown = [...lines.slice(0, 7), ...lines.slice(7 + scroll)].slice(0, screen.rows);
    yield* screen.write(`\x1b[?25l\x1b[H${shown.map((line, index) => (index === 6 ? `\x1b[7m${line.padEnd(screen.cols).slice(0, screen.cols)}\x1b[27m` : line.slice(0, screen.cols))).join('\x1b[K\n')}\x1b[J`);
    const key = yield* screen.key(options.delay * 1e9);
    if (key === 'q' || key === 'ctrl-c' || key === 'eof') break;
    if (key === 'M') options.order = 'memory';
    else if (key === 'P') options.order = 'cpu';
    else if (key === 'N') options.order = 'pid';
    else if (key === 'T') options.order = 'time';
    else if (key === 'c') options.full = !options.full;
    else if (key === 'down') scroll++;
    else if (key === 'up') scroll = Math.max(0, scroll - 1);
    else if (key === 'home') scroll = 0;
  }
  yield* screen.write('\x1b[?25h');
  yield* screen.close();
  return 0;
}

function picture(proc: Proc, options: TopOptions, memory: Memory, width: number): string[] {
  const uptime = uptimeSeconds(proc);
  const all = processes(proc);
  const elapsed = Math.max(0.01, uptime - memory.at);
  const share = new Map(all.map((each) => [each.pid, Math.max(0, ((each.cpu - (memory.cpu.get(each.pid) ?? 0)) / elapsed) * 100)]));
  const first = memory.at === 0;
  memory.at = uptime;
  memory.cpu.clear();
  for (const each of all) memory.cpu.set(each.pid, each.cpu);
  const wanted = all.filter((each) => (options.pids.length === 0 || options.pids.includes(each.pid)) && (options.user === undefined || userName(proc, each.uid) === options.user || String(each.uid) === options.user));
  const order: Readonly<Record<TopOptions['order'], (a: ProcessEntry, b: ProcessEntry) => number>> = {
    cpu: (a, b) => (share.get(b.pid) ?? 0) - (share.get(a.pid) ?? 0) || a.pid - b.pid, memory: (a, b) => b.resident - a.resident || a.pid - b.pid, pid: (a, b) => b.pid - a.pid, time: (a, b) => b.cpu - a.cpu || a.pid - b.pid,
  };
  wanted.sort(order[options.order]);
  const count = (states: string): number => all.filter((each) => states.includes(each.state)).length;
  const mem = memoryInfo(proc);
  const mib = (kib: number | undefined): string => ((kib ?? 0) / 1024).toFixed(1).padStart(8);
  const total = mem['MemTotal'] ?? 1;
  const cached = (mem['Buffers'] ?? 0) + (mem['Cached'] ?? 0) + (mem['SReclaimable'] ?? 0);
  const free = mem['MemFree'] ?? 0;
  const cpus = Math.max(1, (proc.readText('/proc/stat').match(/^cpu\d/gm) ?? []).length);
  const busy = Math.min(100, [...share.values()].reduce((sum, each) => sum + each, 0) / cpus);
  const days = Math.floor(uptime / 86400);
  const hours = Math.floor(uptime / 3600) % 24;
  const minutes = Math.floor(uptime / 60) % 60;
  const up = `${days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : ''}${hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`}`;
  const users = new Set(all.filter((each) => each.tty !== 0).map((each) => ttyName(each.tty))).size;
  const load = proc.readText('/proc/loadavg').split(' ').slice(0, 3).join(', ');
  const lines = [
    `top - ${strftime('%H:%M:%S', proc.realtime())} up ${up}, ${String(users).padStart(2)} user${users === 1 ? '' : 's'},  load average: ${load}`,
    `Tasks: ${String(all.length).padStart(3)} total, ${String(count('R')).padStart(3)} running, ${String(count('SDI')).padStart(3)} sleeping, ${String(count('Tt')).padStart(3)} stopped, ${String(count('Z')).padStart(3)} zombie`,
    `%Cpu(s): ${(first ? 0 : busy).toFixed(1).padStart(4)} us,  0.0 sy,  0.0 ni, ${(100 - (first ? 0 : busy)).toFixed(1).padStart(5)} id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st`,
    `MiB Mem : ${mib(total)} total, ${mib(free)} free, ${mib(total - free - cached)} used, ${mib(cached)} buff/cache`,
    `MiB Swap: ${mib(mem['SwapTotal'])} total, ${mib(mem['SwapFree'])} free, ${mib((mem['SwapTotal'] ?? 0) - (mem['SwapFree'] ?? 0))} used. ${mib(mem['MemAvailable'] ?? free)} avail Mem`,
    '',
    '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND',
  ];
  for (const each of wanted) {
    const time = `${Math.floor(each.cpu / 60)}:${(each.cpu % 60).toFixed(2).padStart(5, '0')}`;
    const user = userName(proc, each.uid);
    lines.push(`${String(each.pid).padStart(7)} ${(user.length > 8 ? `${user.slice(0, 7)}+` : user).padEnd(8)} ${String(20 + each.nice).padStart(3)} ${String(each.nice).padStart(3)} ${scaled(each.virtual).padStart(7)} ${scaled(each.resident).padStart(6)} ${scaled(Math.floor(each.resident / 2)).padStart(6)} ${each.state} ${(first ? 0 : (share.get(each.pid) ?? 0)).toFixed(1).padStart(5)} ${((each.resident / total) * 100).toFixed(1).padStart(5)} ${time.padStart(9)} ${options.full ? each.command : each.comm}`.slice(0, width));
  }
  return lines;
}

function userName(proc: Proc, uid: number): string {
  return findUser(proc.fs, uid)?.name ?? String(uid);
}

function scaled(kib: number): string {
  return kib < 1_000_000 ? String(kib) : kib < 1024 * 1024 * 10 ? `${(kib / 1024).toFixed(1)}m` : `${(kib / 1024 / 1024).toFixed(1)}g`;
}
