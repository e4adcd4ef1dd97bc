import { tool } from '../tool.ts';

export const hostname = tool({
  name: 'hostname',
  package: 'hostname 3.23',
  synopsis: ['[-f|-i|-I|-s] [NAME]'],
  summary: 'Show or set the system host name.',
  options: [
    { short: 's', long: 'short', help: 'short host name' },
    { short: 'f', long: 'fqdn', help: 'long host name (FQDN)' },
    { short: 'i', long: 'ip-address', help: 'addresses for the host name' },
    { short: 'I', long: 'all-ip-addresses', help: 'all addresses for the host' },
    { short: 'd', long: 'domain', help: 'DNS domain name' },
  ],
  *run(t) {
    const name = t.operands[0];
    if (name !== undefined) {
      if (t.proc.credentials.uid !== 0 || t.proc.credentials.capabilities?.has('SYS_ADMIN') === false) {
        return yield* t.fail(t.busybox ? 'sethostname: Operation not permitted' : 'you must be root to change the host name');
      }
      t.proc.uts.hostname = name;
      return 0;
    }
    const own = t.proc.uts.hostname;
    if (t.has('all-ip-addresses') || t.has('ip-address')) {
      const addresses = t.has('ip-address') ? hostsAddresses(t.proc.fs.exists('/etc/hosts') ? t.proc.readText('/etc/hosts') : '', own) : interfaceAddresses(t.proc.net.interfaces);
      yield* t.print(`${addresses.join(' ')}${t.has('all-ip-addresses') ? ' ' : ''}\n`);
      return 0;
    }
    if (t.has('domain')) {
      yield* t.print(`${own.split('.').slice(1).join('.')}\n`);
      return 0;
    }
    yield* t.print(`${t.has('short') ? own.split('.')[0] : own}\n`);
    return 0;
  },
});

function hostsAddresses(text: string, name: string): string[] {
  return text.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/)).filter((fields) => fields.slice(1).includes(name)).map((fields) => fields[0] ?? '');
}

function interfaceAddresses(interfaces: readonly { kind: string; up: boolean; addresses: readonly { address: string }[] }[]): string[] {
  return interfaces.filter((iface) => iface.kind !== 'loopback' && iface.up).flatMap((iface) => iface.addresses.map((address) => address.address));
}
