/** Job control of terminals: who may read and write, and whose terminal it is (tty_ioctl(4), POSIX.1 chapter 11). */
import type { Process } from '../process.ts';
import type { ProcessGroup } from '../session.ts';
import type { Signal } from '../signals.ts';
import type { Tty } from './tty.ts';
import { capable } from '../capabilities.ts';
import { SysError } from '../errno.ts';
import { dispositionOf, isBlocked, sendToGroup } from '../signal-delivery.ts';

function inBackground(process: Process, tty: Tty): boolean {
  return tty.session !== undefined && process.session === tty.session && tty.foreground !== undefined && process.group !== tty.foreground;
}

function spared(process: Process, signal: Signal): boolean {
  // PID 1 of a namespace cannot be stopped by a terminal: it would try for ever.
  return process.isInit || isBlocked(process, signal) || dispositionOf(process, signal) === 'ignore';
}

/** True when the process may read now. A background group gets SIGTTIN; EIO when that would not stop it. */
export function mayRead(process: Process, tty: Tty): boolean {
  if (!inBackground(process, tty)) return true;
  if (spared(process, 'SIGTTIN') || process.group.orphaned) throw new SysError('EIO');
  sendToGroup(process.group, 'SIGTTIN', 'kernel');
  return false;
}

/** True when the process may write now. With TOSTOP a background group gets SIGTTOU. */
export function mayWrite(process: Process, tty: Tty): boolean {
  if (!tty.termios.tostop || !inBackground(process, tty) || spared(process, 'SIGTTOU')) return true;
  if (process.group.orphaned) throw new SysError('EIO');
  sendToGroup(process.group, 'SIGTTOU', 'kernel');
  return false;
}

/** Changes the terminal for a process: at once from the foreground; from the background the process is stopped first (SIGTTOU) and the change waits until it goes on. */
export function inForeground(process: Process, tty: Tty, change: () => void): void {
  if (!inBackground(process, tty) || spared(process, 'SIGTTOU')) {
    change();
    return;
  }
  if (process.group.orphaned) throw new SysError('EIO');
  sendToGroup(process.group, 'SIGTTOU', 'kernel');
  if (process.stopped !== undefined) process.onContinue.push(change);
  else change();
}

/** tcsetpgrp(3) without its checks. */
export function setForeground(tty: Tty, group: ProcessGroup): void {
  tty.foreground = group;
}

/** TIOCSCTTY. EPERM unless the process leads a session without a terminal and the terminal has no session (root steals it). */
export function takeTerminal(process: Process, tty: Tty): void {
  const { session } = process;
  if (session.tty === tty) return;
  if (session.leader !== process || session.tty !== undefined) throw new SysError('EPERM');
  if (tty.session !== undefined) {
    if (!capable(process.credentials, 'SYS_ADMIN')) throw new SysError('EPERM');
    tty.session.tty = undefined;
  }
  session.tty = tty;
  tty.session = session;
  tty.foreground = process.group;
  tty.owner = { uid: process.credentials.uid };
}

/** open(2) of a terminal by a session's leader that has none makes it the controlling one. */
export function claimTerminal(process: Process, tty: Tty): void {
  if (process.session.leader === process && process.session.tty === undefined && tty.session === undefined) takeTerminal(process, tty);
}
