/** `docker trust` */
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { command as inspect } from './inspect.ts';
import { command as key } from './key/key.ts';
import { command as revoke } from './revoke.ts';
import { command as sign } from './sign.ts';
import { command as signer } from './signer/signer.ts';

export const command: Command = {
  use: 'trust',
  short: 'Manage trust on Docker images',
  args: noArgs,
  commands: [inspect, key, revoke, sign, signer],
};
