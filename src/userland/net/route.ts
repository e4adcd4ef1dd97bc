/** route(8): the routing table, and what `netstat -r` prints. */
import type { Route } from '../../kernel/net/types.ts';
import type { Proc } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';
import { maskText } from './interfaces.ts';
import { sorted } from './ip-route.ts';

export const route = tool({
  name: 'route',
  package: 'net-tools 2.10',
  synopsis: ['[-nNvee]'],
  summary: 'Show the IP routing table.',
  options: [{ short: 'n', help: "don't resolve names" }, { short: 'e', help: 'display other/more information' }, { short: 'v', help: 'be verbose' }],
  *run(t) {
    if (t.operands.length > 0) return yield* t.fail(`'${t.operands[0]}' is not simulated here: use 'ip route'`, 4);
    yield* t.print(routingTable(t.proc, t.has('n'), t.busybox, false));
    return 0;
  },
});

/** `netstat` shows MSS, window and irtt where route shows metric, references and uses. */
export function routingTable(proc: Proc, numeric: boolean, busybox: boolean, netstat: boolean): string {
  const head = netstat ? 'Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface' : 'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface';
  return `Kernel IP routing table\n${head}\n${sorted(proc.net.routes).map((one) => line(one, numeric, busybox, netstat)).join('')}`;
}

function line(one: Route, numeric: boolean, busybox: boolean, netstat: boolean): string {
  const destination = one.prefix === 0 && !numeric ? 'default' : one.destination;
  const gateway = one.gateway ?? (busybox && !numeric ? '*' : '0.0.0.0');
  const flags = `U${one.gateway ? 'G' : ''}${one.prefix === 32 ? 'H' : ''}`;
  const rest = netstat ? `${flags.padEnd(9)} 0 0          0` : `${flags.padEnd(5)} ${String(one.metric ?? 0).padEnd(6)} 0        0`;
  return `${destination.padEnd(15)} ${gateway.padEnd(15)} ${maskText(one.prefix).padEnd(15)} ${rest} ${one.interface.name}\n`;
}
