/** Drivers of the terminal devices of a host: /dev/tty and /dev/ptmx (Documentation/admin-guide/devices.txt). */
import type { OpenFile } from '../fs/types.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Process } from '../process.ts';
import { SysError } from '../errno.ts';
import { DEVICES, DeviceTable, MEMORY_DEVICES } from '../fs/devices.ts';
import { SlaveFile } from './pty-files.ts';
import { ptysOf } from './pty-table.ts';

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
    const master = ptys().openMaster();
    master.tty.owner = { uid: caller()?.credentials.uid ?? 0 };
    return master;
  });
  return table;
}
