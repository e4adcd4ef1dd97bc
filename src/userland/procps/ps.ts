import { findGroup, findUser } from '../accounts.ts';
import { strftime } from '../dates.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { memoryInfo, processes, ttyName, uptimeSeconds, type ProcessEntry } from './process-list.ts';

interface Column { readonly heading: string; readonly right?: boolean; readonly width?: number; cell(entry: ProcessEntry, system: System): string }

interface System { readonly proc: Proc; readonly uptime: number; readonly now: bigint; readonly memory: number }

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function started(entry: ProcessEntry, system: System): bigint {
  return system.now - BigInt(Math.round((system.uptime - entry.start) * 1000)) * 1_000_000n;
}

function elapsed(entry: ProcessEntry, system: System): string {
  const seconds = Math.max(0, Math.floor(system.uptime - entry.start));
  const text = clock(seconds % 86400);
  return seconds >= 86400 ? `${Math.floor(seconds / 86400)}-${text}` : seconds >= 3600 ? text : text.slice(3);
}

function startTime(entry: ProcessEntry, system: System): string {
  const at = started(entry, system);
  return system.now - at < 86_400_000_000_000n ? strftime('%H:%M', at) : strftime('%b%d', at);
}

function user(entry: ProcessEntry, system: System): string {
  const name = findUser(system.proc.fs, entry.uid)?.name ?? String(entry.uid);
  return name.length > 8 ? `${name.slice(0, 7)}+` : name;
}

function stateLetters(entry: ProcessEntry): string {
  return `${entry.state}${entry.nice < 0 ? '<' : entry.nice > 0 ? 'N' : ''}${entry.sid === entry.pid ? 's' : ''}${entry.threads > 1 ? 'l' : ''}${entry.tpgid === entry.pgid && entry.tty !== 0 ? '+' : ''}`;
}

function cpuPercent(entry: ProcessEntry, system: System): number {
  const age = system.uptime - entry.start;
  return age > 0 ? Math.min(100, (entry.cpu * 100) / age) : 0;
}

/** Columns by the names of -o (ps(1), STANDARD FORMAT SPECIFIERS). */
const COLUMNS: Readonly<Record<string, Column>> = {
  pid: { heading: 'PID', right: true, width: 7, cell: (entry) => String(entry.pid) },
  ppid: { heading: 'PPID', right: true, width: 7, cell: (entry) => String(entry.ppid) },
  pgid: { heading: 'PGID', right: true, width: 7, cell: (entry) => String(entry.pgid) },
  sid: { heading: 'SID', right: true, width: 7, cell: (entry) => String(entry.sid) },
  uid: { heading: 'UID', right: true, width: 5, cell: (entry) => String(entry.uid) },
  user: { heading: 'USER', width: 8, cell: user },
  group: { heading: 'GROUP', width: 8, cell: (entry, system) => findGroup(system.proc.fs, entry.gid)?.name ?? String(entry.gid) },
  comm: { heading: 'COMMAND', cell: (entry) => entry.comm },
  args: { heading: 'COMMAND', cell: (entry) => entry.command },
  stat: { heading: 'STAT', width: 4, cell: stateLetters },
  s: { heading: 'S', width: 1, cell: (entry) => entry.state },
  tty: { heading: 'TT', width: 8, cell: (entry) => ttyName(entry.tty) },
  time: { heading: 'TIME', right: true, width: 8, cell: (entry) => clock(entry.cpu) },
  etime: { heading: 'ELAPSED', right: true, width: 11, cell: elapsed },
  start: { heading: 'STARTED', right: true, width: 8, cell: (entry, system) => strftime('%H:%M:%S', started(entry, system)) },
  lstart: { heading: 'STARTED', right: true, width: 24, cell: (entry, system) => strftime('%a %b %e %H:%M:%S %Y', started(entry, system)) },
  stime: { heading: 'STIME', width: 5, cell: startTime },
  rss: { heading: 'RSS', right: true, width: 5, cell: (entry) => String(entry.resident) },
  vsz: { heading: 'VSZ', right: true, width: 6, cell: (entry) => String(entry.virtual) },
  pcpu: { heading: '%CPU', right: true, width: 4, cell: (entry, system) => cpuPercent(entry, system).toFixed(1) },
  pmem: { heading: '%MEM', right: true, width: 4, cell: (entry, system) => ((entry.resident * 100) / system.memory).toFixed(1) },
  c: { heading: 'C', right: true, width: 2, cell: (entry, system) => String(Math.round(cpuPercent(entry, system))) },
  ni: { heading: 'NI', right: true, width: 3, cell: (entry) => String(entry.nice) },
  nlwp: { heading: 'NLWP', right: true, width: 4, cell: (entry) => String(entry.threads) },
};

const ALIASES: Readonly<Record<string, string>> = { cmd: 'args', command: 'args', ucmd: 'comm', state: 's', '%cpu': 'pcpu', '%mem': 'pmem', rssize: 'rss', tname: 'tty', tt: 'tty', euser: 'user', ruser: 'user', pgrp: 'pgid', sess: 'sid', euid: 'uid', cputime: 'time', nice: 'ni' };

const FULL: readonly [string, string][] = [['user', 'UID'], ['pid', 'PID'], ['ppid', 'PPID'], ['c', 'C'], ['stime', 'STIME'], ['tty', 'TTY'], ['time', 'TIME'], ['args', 'CMD']];
const USER: readonly [string, string][] = [['user', 'USER'], ['pid', 'PID'], ['pcpu', '%CPU'], ['pmem', '%MEM'], ['vsz', 'VSZ'], ['rss', 'RSS'], ['tty', 'TTY'], ['stat', 'STAT'], ['stime', 'START'], ['time', 'TIME'], ['args', 'COMMAND']];
const SHORT: readonly [string, string][] = [['pid', 'PID'], ['tty', 'TTY'], ['time', 'TIME'], ['comm', 'CMD']];

interface Request { all: boolean; withoutTty: boolean; format: readonly [string, string][]; noHeading: boolean; pids: number[]; commands: string[]; users: string[]; sort: string[]; wide: boolean; forest: boolean; userFormat: boolean }

class Usage extends Error {}

function parseColumns(text: string): [string, string][] {
  return text.split(/[,\s]+(?![^=]*$)|,/).filter((word) => word !== '').map((word) => {
    const [name = '', heading] = word.split('=', 2);
    const key = ALIASES[name.toLowerCase()] ?? name.toLowerCase();
    const column = COLUMNS[key];
    if (!column) throw new Usage(`error: unknown user-defined format specifier "${name}"`);
    return [key, heading ?? (name === 'cmd' ? 'CMD' : column.heading)];
  });
}

/** Options in the Unix style (-ef), the BSD style (aux) and the long style. */
function parse(argv: readonly string[]): Request {
  const request: Request = { all: false, withoutTty: false, format: SHORT, noHeading: false, pids: [], commands: [], users: [], sort: [], wide: false, forest: false, userFormat: false };
  const args = [...argv];
  const columns: [string, string][] = [];
  const value = (rest: string): string => {
    const text = rest !== '' ? rest : args.shift();
    if (text === undefined) throw new Usage('error: list of process IDs must follow -p');
    return text;
  };
  while (args.length > 0) {
    const arg = args.shift() ?? '';
    if (arg.startsWith('--')) {
      const [name, inline] = arg.slice(2).split('=', 2);
      if (name === 'sort') request.sort = value(inline ?? '').split(',');
      else if (name === 'no-headers' || name === 'no-heading') request.noHeading = true;
      else if (name === 'forest') request.forest = true;
      else if (name === 'pid') request.pids.push(...value(inline ?? '').split(',').map(Number));
      else if (name === 'format') columns.push(...parseColumns(value(inline ?? '')));
      else throw new Usage('error: unknown gnu long option');
      continue;
    }
    const unix = arg.startsWith('-');
    const letters = unix ? arg.slice(1) : arg;
    if (!unix && /^\d+$/.test(arg)) {
      request.pids.push(Number(arg));
      continue;
    }
    for (let i = 0; i < letters.length; i++) {
      const letter = letters[i] ?? '';
      const rest = letters.slice(i + 1);
      if (letter === 'o' || (letter === 'O' && unix)) {
        columns.push(...parseColumns(value(rest)));
        break;
      }
      if (letter === 'p' || letter === 'q') {
        request.pids.push(...value(rest).split(/[,\s]+/).map(Number));
        break;
      }
      if (letter === 'C' && unix) {
        request.commands.push(...value(rest).split(','));
        break;
      }
      if ((letter === 'u' || letter === 'U') && unix && (rest !== '' || (args[0] !== undefined && !args[0].startsWith('-')))) {
        request.users.push(...value(rest).split(','));
        break;
      }
      if (unix && (letter === 'e' || letter === 'A')) request.all = request.withoutTty = true;
      else if (unix && letter === 'f') request.format = FULL;
      else if (unix && 'aNdFjlLHMTw'.includes(letter)) request.all ||= letter === 'a' || letter === 'd';
      else if (!unix && letter === 'a') request.all = true;
      else if (!unix && letter === 'x') request.withoutTty = true;
      else if (letter === 'u') {
        request.format = USER;
        request.userFormat = true;
      } else if (!unix && letter === 'f') request.forest = true;
      else if (!unix && 'wcehlrT'.includes(letter)) request.noHeading ||= letter === 'h';
      else if (letter === 'w') request.wide = true;
      else throw new Usage(unix ? `error: unsupported SysV option` : `error: unsupported option (BSD syntax)`);
    }
  }
  if (columns.length > 0) {
    request.format = columns;
    request.noHeading ||= columns.every(([, heading]) => heading === '');
  }
  return request;
}

export const ps: Program = {
  name: 'ps',
  *main(proc) {
    if (proc.variant === 'busybox') return yield* busyboxPs(proc);
    let request: Request;
    try {
      request = parse(proc.argv.slice(1));
    } catch (error) {
      if (!(error instanceof Usage)) throw error;
      yield* proc.write(2, `${error.message}\n\nUsage:\n ps [options]\n\n Try 'ps --help <simple|list|output|threads|misc|all>'\n  or 'ps --help <s|l|o|t|m|a>'\n for additional help text.\n\nFor more details see ps(1).\n`);
      return 1;
    }
    const system: System = { proc, uptime: uptimeSeconds(proc), now: proc.realtime(), memory: memoryInfo(proc)['MemTotal'] ?? 1 };
    const all = processes(proc);
    const self = all.find((entry) => entry.pid === proc.pid);
    const named = request.pids.length + request.commands.length + request.users.length > 0;
    let chosen = all.filter((entry) => {
      if (named) return request.pids.includes(entry.pid) || request.commands.includes(entry.comm) || request.users.includes(String(entry.uid)) || request.users.includes(user(entry, system));
      if (request.all && request.withoutTty) return true;
      if (request.all) return entry.tty !== 0;
      if (request.withoutTty) return entry.uid === proc.credentials.uid;
      return entry.tty === self?.tty && (request.userFormat || entry.uid === proc.credentials.uid);
    });
    for (const key of [...request.sort].reverse()) chosen = sortBy(chosen, key, system);
    const wide = request.wide || !proc.isatty(1);
    yield* table(proc, chosen, request.format, system, request.noHeading, wide ? Number.POSITIVE_INFINITY : proc.windowSize(1).cols);
    return chosen.length > 0 ? 0 : 1;
  },
};

function sortBy(entries: ProcessEntry[], key: string, system: System): ProcessEntry[] {
  const down = key.startsWith('-');
  const name = key.replace(/^[-+]/, '').toLowerCase();
  const column = COLUMNS[ALIASES[name] ?? name];
  if (!column) return entries;
  const compare = (a: ProcessEntry, b: ProcessEntry): number => {
    const [left, right] = [column.cell(a, system), column.cell(b, system)];
    const order = column.right ? Number(left.replaceAll(':', '')) - Number(right.replaceAll(':', '')) : left < right ? -1 : left > right ? 1 : 0;
    return down ? -order : order;
  };
  return [...entries].sort(compare);
}

function* table(proc: Proc, entries: readonly ProcessEntry[], format: readonly [string, string][], system: System, noHeading: boolean, width: number): Sys<void> {
  const line = (cells: readonly string[]): string => cells.map((cell, i) => {
    const column = COLUMNS[format[i]?.[0] ?? ''];
    const size = Math.max(column?.width ?? 0, i === cells.length - 1 && !column?.right ? 0 : (format[i]?.[1].length ?? 0));
    return column?.right ? cell.padStart(size) : i === cells.length - 1 ? cell : cell.padEnd(size);
  }).join(' ').trimEnd().slice(0, width);
  const rows = entries.map((entry) => line(format.map(([key]) => COLUMNS[key]?.cell(entry, system) ?? '')));
  if (!noHeading) rows.unshift(line(format.map(([, heading]) => heading)));
  yield* proc.write(1, rows.map((row) => `${row}\n`).join(''));
}

/** BusyBox knows `ps`, `-o` and, for others' habits, ignores most else. */
function* busyboxPs(proc: Proc): Sys<number> {
  const args = proc.argv.slice(1);
  const at = args.findIndex((arg) => arg.startsWith('-o'));
  const wanted = at < 0 ? undefined : (args[at]?.slice(2) || args[at + 1]);
  const known = args.every((arg, i) => /^-?[aefwxTlu]*$/.test(arg) || arg.startsWith('-o') || (at >= 0 && i === at + 1));
  if (!known) {
    const bad = /^-?[aefwxTlu]*(.)/.exec(args.find((arg) => !/^-?[aefwxTlu]*$/.test(arg)) ?? '')?.[1] ?? '';
    yield* proc.write(2, `ps: unrecognized option: ${bad}\nBusyBox v1.37.0 (2025-05-26 20:04:45 UTC) multi-call binary.\n\nUsage: ps [-o COL1,COL2=HEADER] [-T]\n\nShow list of processes\n\n\t-o COL1,COL2=HEADER\tSelect columns for display\n\t-T\t\t\tShow threads\n`);
    return 1;
  }
  const system: System = { proc, uptime: uptimeSeconds(proc), now: proc.realtime(), memory: 1 };
  const entries = processes(proc);
  if (wanted !== undefined) {
    const format = wanted.split(',').map((word): [string, string] => {
      const [name = '', heading] = word.split('=', 2);
      const key = ALIASES[name] ?? name;
      return [key, heading ?? COLUMNS[key]?.heading ?? name.toUpperCase()];
    });
    yield* table(proc, entries, format, system, false, Number.POSITIVE_INFINITY);
    return 0;
  }
  const minutes = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, '0')}`;
  const rows = entries.map((entry) => `${String(entry.pid).padStart(5)} ${user(entry, system).padEnd(8)} ${minutes(entry.cpu).padStart(5)} ${entry.command}`);
  yield* proc.write(1, ['PID   USER     TIME  COMMAND', ...rows].map((row) => `${row}\n`).join(''));
  return 0;
}
