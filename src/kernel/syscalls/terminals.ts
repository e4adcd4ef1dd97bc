/** System calls about terminals: termios(3), tty_ioctl(4), openpty(3). */
import type { Termios, WindowSize } from '../tty/types.ts';
import type { MountNamespace } from '../fs/types.ts';
import type { Tty } from '../tty/tty.ts';
import { SysError } from '../errno.ts';
import { findGroup } from '../session.ts';
import { inForeground, setForeground, takeTerminal } from '../tty/job-control.ts';
import { terminalOf } from '../tty/pty-files.ts';
import { ptysOf } from '../tty/pty-table.ts';
import { ProcessCalls } from './processes.ts';

export abstract class TerminalCalls extends ProcessCalls {
  tcgetattr(fd: number): Termios {
    return this.#terminal(fd).termios;
  }

  tcsetattr(fd: number, termios: Termios): void {
    const tty = this.#terminal(fd);
    inForeground(this.process, tty, () => tty.setTermios(termios));
  }

  tcgetpgrp(fd: number): number {
    const tty = this.#controlling(fd);
    return tty.foreground?.id.in(this.process.pidNamespace) ?? 0;
  }

  tcsetpgrp(fd: number, pgid: number): void {
    const tty = this.#controlling(fd);
    const group = findGroup(this.process, pgid);
    if (group === undefined) throw new SysError('ESRCH');
    if (group.session !== this.process.session) throw new SysError('EPERM');
    inForeground(this.process, tty, () => setForeground(tty, group));
  }

  /** TIOCSCTTY: makes the terminal the controlling one of the caller's session. EPERM unless it leads a session without one. */
  setControllingTerminal(fd: number): void {
    takeTerminal(this.process, this.#terminal(fd));
  }

  windowSize(fd: number): WindowSize {
    return this.#terminal(fd).size;
  }

  setWindowSize(fd: number, size: WindowSize): void {
    this.#terminal(fd).resize(size);
  }

  openpty(size?: WindowSize, mounts?: MountNamespace): { master: number; slave: number; name: string } {
    const { descriptors, host, context } = this.process;
    descriptors.reserve(2);
    const table = ptysOf(mounts ?? context.mounts) ?? host.ptys;
    const { master, slave, name } = table.open(size);
    const tty = terminalOf(slave);
    if (tty !== undefined) tty.owner = { uid: this.process.credentials.uid };
    return { master: descriptors.install(master), slave: descriptors.install(slave), name };
  }

  #terminal(fd: number): Tty {
    const tty = terminalOf(this.process.descriptors.get(fd));
    if (tty === undefined) throw new SysError('ENOTTY');
    return tty;
  }

  /** The terminal on this descriptor, which must be the controlling one of the session (or a master, whoever holds it). */
  #controlling(fd: number): Tty {
    const tty = this.#terminal(fd);
    if (tty.session !== this.process.session) throw new SysError('ENOTTY');
    return tty;
  }
}
