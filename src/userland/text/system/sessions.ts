/** Who is logged in: the leaders of sessions that have a terminal. */
import type { Proc } from '../../../kernel/sys.ts';
import { findUser } from '../../accounts.ts';
import { processes, ttyName, type ProcessEntry } from '../../procps/process-list.ts';

export interface Session { readonly user: string; readonly tty: string; readonly leader: ProcessEntry; readonly foreground: ProcessEntry }

export function sessions(proc: Proc): Session[] {
  const all = processes(proc);
  return all.filter((each) => each.pid === each.sid && each.tty !== 0).map((leader) => ({
    user: findUser(proc.fs, leader.uid)?.name ?? String(leader.uid), tty: ttyName(leader.tty), leader, foreground: all.find((each) => each.pgid === leader.tpgid) ?? leader,
  }));
}
