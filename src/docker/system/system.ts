/** `docker system` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as df } from './df.ts';
import { command as dialStdio } from './dial-stdio.ts';
import { command as events } from './events.ts';
import { command as info } from './info.ts';
import { command as prune } from './prune.ts';

export const command: Command = {
  use: 'system',
  short: 'Manage Docker',
  args: noArgs,
  commands: [df, dialStdio, events, info, prune],
};
