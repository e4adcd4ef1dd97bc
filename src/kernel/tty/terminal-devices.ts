/** Drivers of the terminal devices of a host: /dev/tty, /dev/ptmx, /dev/console, /dev/pts/N (Documentation/admin-guide/devices.txt). */
import type { OpenFile } from '../fs/types.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Process } from '../process.ts';
import { SysError } from '../errno.ts';
import { DEVICES, DeviceTable, MEMORY_DEVICES, makedev } from '../fs/devices.ts';
import { PTS_MAJOR, SlaveFile } from './pty-files.ts';
import { ptysOf } from './pty-table.ts';

const MINORS = 256;

export function terminalDevices(host: KernelHost): DeviceTable {
  const table = new DeviceTable(MEMORY_DEVICES);
  const caller = (): Process | undefined => host.kernel.scheduler.current?.owner as Process | undefined;
  const own = (): OpenFile | undefined => {
    const tty = caller()?.session.tty;
    return tty === undefined ? undefined : new SlaveFile(tty, { read: true, write: true }, '/dev/tty');
  };
  table.register(DEVICES.tty, () => {
    const file = own();
    if (file === undefined) throw new SysError('ENXIO');
    return file;
  });
  const ptys = () => {
    const process = caller();
    return (process && ptysOf(process.context.mounts)) ?? host.ptys;
  };
  table.register(DEVICES.ptmx, () => {
    const { master, slave } = ptys().open();
    slave.release();
    return master;
  });
  for (let index = 0; index < MINORS; index++) {
    table.register(makedev(PTS_MAJOR, index), (node, flags, path) => {
      const tty = ptys().terminals.get(index);
      if (tty === undefined) throw new SysError('ENXIO');
      return new SlaveFile(tty, flags, path, () => node.stat());
    });
  }
  return table;
}
