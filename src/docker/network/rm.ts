/** `docker network rm` (https://docs.docker.com/reference/cli/docker/network/rm/) */
import type { NetworkInspect } from '../../api/network.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { networkNames } from '../completions.ts';
import { ApiError, StatusError } from '../errors.ts';
import { confirm } from '../format/prompt.ts';

export const command: Command = {
  use: 'rm NETWORK [NETWORK...]',
  short: 'Remove one or more networks',
  aliases: ['remove'],
  args: minArgs(1),
  flags: [
    { name: 'force', short: 'f', value: bool(), usage: 'Do not error if the network does not exist' },
  ],
  complete: networkNames,
  run,
};

const INGRESS = `WARNING! Before removing the routing-mesh network, make sure all the nodes in your swarm run the same docker engine version. Otherwise, removal may not be effective and functionality of newly create ingress networks will be impaired.
Are you sure you want to continue?`;

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  let failed = false;
  for (const name of names) {
    if ((yield* isIngress(cli, name)) && !(yield* confirm(cli, INGRESS))) continue;
    try {
      yield* cli.client.call('DELETE', `/networks/${name}`);
      yield* cli.out(`${name}\n`);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (flags.bool('force') && error instanceof ApiError && error.status === 404) continue;
      yield* cli.err(`${error.message}\n`);
      failed = true;
    }
  }
  if (failed) throw new StatusError('exit status 1');
  return 0;
}

function* isIngress(cli: Cli, name: string): Sys<boolean> {
  try {
    return (yield* cli.client.get<NetworkInspect>(`/networks/${name}`)).Ingress;
  } catch (error) {
    if (error instanceof StatusError) return false;
    throw error;
  }
}
