/** `docker container` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as attach } from './attach.ts';
import { command as commit } from './commit.ts';
import { command as cp } from './cp.ts';
import { command as create } from './create.ts';
import { command as diff } from './diff.ts';
import { command as exec } from './exec.ts';
import { command as exportCommand } from './export.ts';
import { command as inspect } from './inspect.ts';
import { command as kill } from './kill.ts';
import { command as logs } from './logs.ts';
import { command as ls } from './ls.ts';
import { command as pause } from './pause.ts';
import { command as port } from './port.ts';
import { command as prune } from './prune.ts';
import { command as rename } from './rename.ts';
import { command as restart } from './restart.ts';
import { command as rm } from './rm.ts';
import { command as run } from './run.ts';
import { command as start } from './start.ts';
import { command as stats } from './stats.ts';
import { command as stop } from './stop.ts';
import { command as top } from './top.ts';
import { command as unpause } from './unpause.ts';
import { command as update } from './update.ts';
import { command as wait } from './wait.ts';

export const command: Command = {
  use: 'container',
  short: 'Manage containers',
  args: noArgs,
  commands: [attach, commit, cp, create, diff, exec, exportCommand, inspect, kill, logs, ls, pause, port, prune, rename, restart, rm, run, start, stats, stop, top, unpause, update, wait],
};
