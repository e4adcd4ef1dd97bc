/** `docker swarm` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as ca } from './ca.ts';
import { command as init } from './init.ts';
import { command as joinToken } from './join-token.ts';
import { command as join } from './join.ts';
import { command as leave } from './leave.ts';
import { command as unlockKey } from './unlock-key.ts';
import { command as unlock } from './unlock.ts';
import { command as update } from './update.ts';

export const command: Command = {
  use: 'swarm',
  short: 'Manage Swarm',
  version: '1.24',
  swarm: '',
  args: noArgs,
  commands: [ca, init, join, joinToken, leave, unlock, unlockKey, update],
};
