import type { Mount } from '../../kernel/fs/types.ts';
import { humanSize } from '../human-size.ts';
import type { Sys } from '../../kernel/sys.ts';
import { tool, type Tool } from '../tool.ts';

const PSEUDO = new Set(['proc', 'sysfs', 'cgroup', 'cgroup2', 'devpts', 'mqueue', 'debugfs', 'securityfs']);

export const df = tool({
  name: 'df',
  synopsis: ['[OPTION]... [FILE]...'],
  summary: 'Show information about the file system on which each FILE resides,\nor all file systems by default.',
  options: [
    { short: 'a', long: 'all', help: 'include pseudo, duplicate, inaccessible file systems' },
    { short: 'h', long: 'human-readable', help: 'print sizes in powers of 1024 (e.g., 1023M)' },
    { short: 'H', long: 'si', help: 'print sizes in powers of 1000 (e.g., 1.1G)' },
    { short: 'i', long: 'inodes', help: 'list inode information instead of block usage' },
    { short: 'k', help: 'like --block-size=1K' },
    { short: 'm', help: 'like --block-size=1M' },
    { short: 'P', long: 'portability', help: 'use the POSIX output format' },
    { short: 't', long: 'type', argument: 'TYPE', help: 'limit listing to file systems of type TYPE' },
    { short: 'T', long: 'print-type', help: 'print file system type' },
    { short: 'x', long: 'exclude-type', argument: 'TYPE', help: 'limit listing to file systems not of type TYPE' },
  ],
  *run(t) {
    const { fs } = t.proc;
    let mounts: Mount[] = [];
    if (t.operands.length > 0) {
      for (const path of t.operands) {
        try {
          mounts.push(fs.resolve(path).mount);
        } catch (error) {
          yield* t.failed(path, error);
        }
      }
      if (mounts.length === 0) return t.exit;
    } else {
      const seen = new Set<object>();
      mounts = fs.mounts.list.filter((mount) => {
        if (!t.has('all') && (PSEUDO.has(mount.fs.type) || seen.has(mount.fs))) return false;
        seen.add(mount.fs);
        return true;
      });
    }
    const types = t.options.values('type');
    const excluded = t.options.values('exclude-type');
    mounts = mounts.filter((mount) => (types.length === 0 || types.includes(mount.fs.type)) && !excluded.includes(mount.fs.type));
    const human = t.has('human-readable') ? 1024 : t.has('si') ? 1000 : 0;
    const unit = t.has('m') ? 1024 ** 2 : 1024;
    const amount = (bytes: number): string => (human ? humanSize(bytes, human) : String(Math.ceil(bytes / unit)));
    const withType = t.has('print-type');
    if (t.busybox) return yield* busyboxTable(t, mounts, human, unit);
    const heading = ['Filesystem', ...(withType ? ['Type'] : []), human ? 'Size' : t.has('m') ? '1M-blocks' : t.has('portability') ? '1024-blocks' : '1K-blocks', 'Used', human ? 'Avail' : 'Available', t.has('portability') ? 'Capacity' : 'Use%', 'Mounted on'];
    const rows = mounts.map((mount) => {
      const { size, used, available } = mount.fs.usage();
      const percent = used + available === 0 ? '-' : `${Math.ceil((used * 100) / (used + available))}%`;
      return [mount.source, ...(withType ? [mount.fs.type] : []), amount(size), amount(used), amount(available), percent, mount.target];
    });
    const table = [heading, ...rows];
    const last = heading.length - 1;
    const widths = heading.map((_, column) => Math.max(column === 0 ? 14 : human ? 5 : 5, ...table.map((row) => row[column]?.length ?? 0)));
    for (const row of table) {
      yield* t.print(`${row.map((cell, i) => (i === last ? cell : i === 0 || (withType && i === 1) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(i === last - 1 ? 4 : (widths[i] ?? 0)))).join(' ')}\n`);
    }
    return t.exit;
  },
});

/** BusyBox's table: columns of fixed width, a long device on a line of its own. `human` is 0, 1024 or 1000. */
function* busyboxTable(t: Tool, mounts: readonly Mount[], human: number, unit: number): Sys<number> {
  const posix = t.has('portability');
  const withType = t.has('print-type');
  const units = human > 0 ? '     Size' : t.has('m') ? '1M-blocks' : posix ? '1024-blocks' : '1K-blocks';
  const amount = (bytes: number): string => (human > 0 ? oneDecimal(bytes, human) : String(Math.ceil(bytes / unit))).padStart(9);
  yield* t.print(`Filesystem           ${withType ? 'Type       ' : ''}${units.padEnd(15)}Used Available ${posix ? 'Capacity' : 'Use%'} Mounted on\n`);
  for (const mount of mounts) {
    const { size, used, available } = mount.fs.usage();
    const percent = used + available === 0 ? 0 : Math.round((used * 100) / (used + available));
    const device = mount.source.length > 20 && !posix ? `${mount.source}\n${''.padEnd(20)}` : mount.source.padEnd(20);
    yield* t.print(`${device} ${withType ? `${mount.fs.type.padEnd(10)} ` : ''}${amount(size)} ${amount(used)} ${amount(available)} ${String(percent).padStart(3)}% ${mount.target}\n`);
  }
  return t.exit;
}

function oneDecimal(bytes: number, base: number): string {
  if (bytes === 0) return '0';
  let value = bytes;
  let power = 0;
  while (value >= base && power < 5) {
    value /= base;
    power++;
  }
  return power === 0 ? String(bytes) : `${value.toFixed(1)}${' KMGTP'[power]}`;
}
