/** arp(8): who is behind which address on the links. */
import { tool } from '../tool.ts';
import { neighbors } from './ip-route.ts';

export const arp = tool({
  name: 'arp',
  package: 'net-tools 2.10',
  synopsis: ['[-vn]  [<HW>] [-i <if>] [-a] [<hostname>]'],
  summary: "Show the system's ARP cache.",
  options: [{ short: 'a', help: 'display (all) hosts in alternative (BSD) style' }, { short: 'n', long: 'numeric', help: "don't resolve names" }, { short: 'e', help: 'display (all) hosts in default (Linux) style' }, { short: 'v', long: 'verbose', help: 'be verbose' }, { short: 'i', long: 'device', argument: 'IF', help: 'specify network interface' }],
  *run(t) {
    const device = t.value('device');
    const [host] = t.operands;
    const list = neighbors(t.proc).filter((one) => (device === undefined || one.device === device) && (host === undefined || one.address === host));
    if (host !== undefined && list.length === 0) {
      yield* t.print(`${host} (${host}) -- no entry\n`);
      return 1;
    }
    if (t.has('a') || t.busybox) {
      for (const one of list) yield* t.print(`? (${one.address}) at ${one.mac} [ether]  on ${one.device}\n`.replace('  on', t.busybox ? '  on' : ' on'));
      return 0;
    }
    if (list.length > 0) yield* t.print('Address                  HWtype  HWaddress           Flags Mask            Iface\n');
    for (const one of list) yield* t.print(`${one.address.padEnd(23)}  ether   ${one.mac}   C                     ${one.device}\n`);
    return 0;
  },
});
