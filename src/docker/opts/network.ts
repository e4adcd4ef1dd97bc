/** `--network NAME` or `--network name=NAME,alias=…` (docker/cli opts/network.go). */
import { readCSV } from '../../formats/pflag/csv.ts';
import { FlagError, type FlagType } from '../../formats/pflag/flag.ts';
import { parseInteger } from '../../formats/pflag/numbers.ts';

export interface NetworkAttachment {
  target: string;
  aliases: string[];
  links: string[];
  linkLocalIPs: string[];
  driverOpts?: Record<string, string>;
  ipv4: string;
  ipv6: string;
  mac: string;
  gwPriority: number;
}

export const attachment = (target: string): NetworkAttachment => ({
  target, aliases: [], links: [], linkLocalIPs: [], ipv4: '', ipv6: '', mac: '', gwPriority: 0,
});

function parse(text: string): NetworkAttachment {
  if (!/[A-Za-z0-9_]+=[A-Za-z0-9_]+/.test(text)) return attachment(text);
  const net = attachment('');
  for (const field of readCSV(text)) {
    const lower = field.toLowerCase();
    const at = lower.indexOf('=');
    if (at <= 0) throw new FlagError(`invalid field ${field}`);
    const key = lower.slice(0, at).trim();
    const value = lower.slice(at + 1).trim();
    switch (key) {
      case 'name': net.target = value; break;
      case 'alias': net.aliases.push(value); break;
      case 'ip': net.ipv4 = value; break;
      case 'ip6': net.ipv6 = value; break;
      case 'mac-address': net.mac = value; break;
      case 'link-local-ip': net.linkLocalIPs.push(value); break;
      case 'driver-opt': {
        const equals = value.indexOf('=');
        if (equals <= 0) throw new FlagError('invalid key value pair format in driver options');
        net.driverOpts = { ...net.driverOpts, [value.slice(0, equals).trim()]: value.slice(equals + 1).trim() };
        break;
      }
      case 'gw-priority':
        try {
          net.gwPriority = parseInteger(value, 64, 10, 'Atoi');
        } catch (error) {
          throw new FlagError(`invalid gw-priority (${value}): ${(error as Error).message.endsWith('range') ? 'value out of range' : 'invalid syntax'}`);
        }
        break;
      default: throw new FlagError(`invalid field key ${key}`);
    }
  }
  if (net.target === '') throw new FlagError('network name/id is not specified');
  return net;
}

export const network = (): FlagType<readonly NetworkAttachment[]> => ({
  type: 'network', initial: [], parse: (text, previous) => [...previous, parse(text)], format: () => '',
});
