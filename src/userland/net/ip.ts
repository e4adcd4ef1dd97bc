/** ip(8): addresses, links, routes and neighbours, of iproute2 or of BusyBox. */
import { isSysError } from '../../kernel/errno.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { addressCommand } from './ip-address.ts';
import { IpError } from './ip-error.ts';
import { linkCommand } from './ip-link.ts';
import { neighborCommand, routeCommand } from './ip-route.ts';

/** The options before the object. */
export interface IpOptions {
  family: 4 | 6 | undefined;
  brief: boolean;
  oneline: boolean;
  statistics: boolean;
  json: boolean;
  readonly busybox: boolean;
}

/** One run of an object's command; `args` are the words after the object. */
export type IpCommand = (proc: Proc, args: readonly string[], options: IpOptions) => Sys<number>;

const OBJECTS: readonly (readonly [name: string, command: IpCommand])[] = [['address', addressCommand], ['link', linkCommand], ['route', routeCommand], ['neighbour', neighborCommand], ['neighbor', neighborCommand]];

const USAGE = `Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }
       ip [ -force ] -batch filename
where  OBJECT := { address | link | neighbor | route }
       OPTIONS := { -V[ersion] | -s[tatistics] | -j[son] | -br[ief] | -o[neline] | -4 | -6 }
`;

const BUSYBOX_USAGE = `BusyBox v1.37.0 (2025-05-26 20:04:45 UTC) multi-call binary.

Usage: ip [OPTIONS] address|route|link|neigh|rule [ARGS]

OPTIONS := -f[amily] inet|inet6|link | -o[neline]

`;

export const ip: Program = {
  name: 'ip',
  *main(proc) {
    const busybox = proc.variant === 'busybox';
    const options: IpOptions = { family: undefined, brief: false, oneline: false, statistics: false, json: false, busybox };
    const args = proc.argv.slice(1);
    while (args[0]?.startsWith('-')) {
      const option = (args.shift() ?? '').replace(/^--?/, '');
      if (option === '4') options.family = 4;
      else if (option === '6') options.family = 6;
      else if (option === 'f' || option === 'family') options.family = args.shift() === 'inet6' ? 6 : 4;
      else if ('brief'.startsWith(option) && option.length >= 2) options.brief = true;
      else if ('oneline'.startsWith(option)) options.oneline = true;
      else if ('statistics'.startsWith(option) || option === 'stats') options.statistics = true;
      else if ('json'.startsWith(option)) options.json = true;
      else if ('Version'.startsWith(option)) {
        yield* proc.write(1, 'ip utility, iproute2-6.1.0, libbpf 1.1.2\n');
        return 0;
      } else if (['c', 'color', 'd', 'details', 'h', 'human', 'n', 'N', 'p', 'pretty', 'r', 'resolve', 'a'].includes(option.split('=')[0] ?? '')) continue;
      else {
        yield* proc.write(2, busybox ? `ip: unrecognized option: ${option}\n${BUSYBOX_USAGE}` : `Option "-${option}" is unknown, try "ip -help".\n`);
        return busybox ? 1 : 255;
      }
    }
    const [word = '', ...rest] = args;
    const object = word === '' ? undefined : OBJECTS.find(([name]) => name.startsWith(word));
    if (!object) {
      yield* proc.write(2, word === '' ? (busybox ? BUSYBOX_USAGE : USAGE) : busybox ? BUSYBOX_USAGE : `Object "${word}" is unknown, try "ip help".\n`);
      return word === '' ? (busybox ? 1 : 255) : 1;
    }
    if (rest[0] === 'help') {
      yield* proc.write(2, busybox ? BUSYBOX_USAGE : USAGE);
      return busybox ? 1 : 255;
    }
    try {
      return yield* object[1](proc, rest, options);
    } catch (error) {
      if (error instanceof IpError) {
        yield* proc.write(2, `${busybox && !error.message.startsWith('ip: ') ? 'ip: ' : ''}${error.message}\n`);
        return error.code;
      }
      if (!isSysError(error)) throw error;
      yield* proc.write(2, busybox ? `ip: RTNETLINK answers: ${error.message}\n` : `RTNETLINK answers: ${error.message}\n`);
      return 2;
    }
  },
};
