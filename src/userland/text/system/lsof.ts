import { isSysError } from '../../../kernel/errno.ts';
import { findUser } from '../../accounts.ts';
import { processes } from '../../procps/process-list.ts';
import { tool } from '../../tool.ts';

export const lsof = tool({
  name: 'lsof',
  package: 'lsof 4.95.0',
  synopsis: ['[-p PID] [-u USER] [-c COMMAND] [FILE...]'],
  summary: 'List open files, as /proc shows them.',
  options: [{ short: 'p', argument: 'PID' }, { short: 'u', argument: 'USER' }, { short: 'c', argument: 'COMMAND' }, { short: 'n' }, { short: 'P' }, { short: 't' }, { short: 'i', argument: 'ADDRESS', optional: true }],
  *run(t) {
    if (t.has('i')) return yield* t.fail('-i is not simulated here: use ss');
    const { fs } = t.proc;
    const rows: string[][] = [];
    for (const each of processes(t.proc)) {
      const user = findUser(fs, each.uid)?.name ?? String(each.uid);
      if (t.has('p') && !(t.value('p') ?? '').split(',').includes(String(each.pid))) continue;
      if ((t.has('u') && t.value('u') !== user) || (t.has('c') && !each.comm.startsWith(t.value('c') ?? ''))) continue;
      const add = (fd: string, path: string): void => {
        try {
          const target = fs.readlink(path);
          if (t.operands.length > 0 && !t.operands.some((name) => fs.exists(name) && fs.realpath(name) === target)) return;
          const stat = target.startsWith('/') && fs.exists(target) ? fs.stat(target) : undefined;
          const type = stat ? ({ file: 'REG', directory: 'DIR', char: 'CHR', fifo: 'FIFO', block: 'BLK', socket: 'unix', symlink: 'LINK' } as const)[stat.kind] : target.startsWith('socket') ? 'sock' : 'FIFO';
          rows.push([each.comm.slice(0, 9), String(each.pid), user, fd, type, stat ? `${stat.dev >> 8},${stat.dev & 255}` : '0,13', stat ? String(stat.size) : '0t0', String(stat?.ino ?? 0), target]);
        } catch (error) {
          if (!isSysError(error)) throw error;
        }
      };
      for (const [fd, name] of [['cwd', 'cwd'], ['rtd', 'root'], ['txt', 'exe']] as const) add(fd, `/proc/${each.pid}/${name}`);
      try {
        for (const entry of fs.readdir(`/proc/${each.pid}/fd`)) add(`${entry.name}u`, `/proc/${each.pid}/fd/${entry.name}`);
      } catch (error) {
        if (!isSysError(error)) throw error;
      }
      yield* t.proc.step();
    }
    if (rows.length === 0) return 1;
    if (t.has('t')) {
      yield* t.print(`${[...new Set(rows.map((row) => row[1]))].join('\n')}\n`);
      return 0;
    }
    const all = [['COMMAND', 'PID', 'USER', 'FD', 'TYPE', 'DEVICE', 'SIZE/OFF', 'NODE', 'NAME'], ...rows];
    const widths = all[0]?.map((_, index) => Math.max(...all.map((row) => (row[index] ?? '').length))) ?? [];
    for (const row of all) yield* t.print(`${row.map((cell, index) => (index === 8 ? cell : index === 0 || index === 2 ? cell.padEnd(widths[index] ?? 0) : cell.padStart((widths[index] ?? 0) + (index === 3 ? 1 : 0)))).join(' ')}\n`);
    return 0;
  },
});
