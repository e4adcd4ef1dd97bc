/** `docker network connect` (https://docs.docker.com/reference/cli/docker/network/connect/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { int, string, stringSlice } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import { checkName } from '../client/names.ts';
import type { Command } from '../command.ts';
import { networkThenContainer } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { list } from '../opts/lists.ts';
import { link } from '../opts/validators.ts';

export const command: Command = {
  use: 'connect [OPTIONS] NETWORK CONTAINER',
  short: 'Connect a container to a network',
  args: exactArgs(2),
  flags: [
    { name: 'alias', value: stringSlice(), usage: 'Add network-scoped alias for the container' },
    { name: 'driver-opt', value: stringSlice(), usage: 'driver options for the network' },
    { name: 'gw-priority', value: int(), usage: 'Highest gw-priority provides the default gateway. Accepts positive and negative values.' },
    { name: 'ip', value: string(), usage: 'IPv4 address (e.g., "172.30.100.104")' },
    { name: 'ip6', value: string(), usage: 'IPv6 address (e.g., "2001:db8::33")' },
    { name: 'link', value: list(link), usage: 'Add link to another container' },
    { name: 'link-local-ip', value: stringSlice(), usage: 'Add a link-local address for the container' },
  ],
  complete: networkThenContainer,
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const options: Record<string, string> = {};
  for (const option of flags.strings('driver-opt')) {
    const at = option.indexOf('=');
    const key = option.slice(0, Math.max(0, at)).trim();
    if (key === '') throw new StatusError('invalid key/value pair format in driver options');
    options[key] = option.slice(at + 1).trim();
  }
  const list = (flag: string): readonly string[] | null => (flags.strings(flag).length > 0 ? flags.strings(flag) : null);
  const local = flags.strings('link-local-ip');
  const ip = flags.string('ip');
  const ip6 = flags.string('ip6');
  yield* cli.client.call('POST', `/networks/${args[0]}/connect`, undefined, {
    Container: checkName('container', args[1] ?? ''),
    EndpointConfig: {
      IPAMConfig: { ...(ip === '' ? {} : { IPv4Address: ip }), ...(ip6 === '' ? {} : { IPv6Address: ip6 }), ...(local.length > 0 ? { LinkLocalIPs: local } : {}) },
      Links: list('link'),
      Aliases: flags.changed('alias') ? flags.strings('alias') : [],
      MacAddress: '',
      DriverOpts: options,
      GwPriority: flags.number('gw-priority'),
      NetworkID: '', EndpointID: '', Gateway: '', IPAddress: '', IPPrefixLen: 0, IPv6Gateway: '', GlobalIPv6Address: '', GlobalIPv6PrefixLen: 0, DNSNames: null,
    },
  });
  return 0;
}
