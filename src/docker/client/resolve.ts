/** Names of hosts for the client's TCP connections: literals, then /etc/hosts, then the DNS servers of /etc/resolv.conf. */
import type { Proc, Sys } from '../../kernel/sys.ts';

/** The IPv4 address of a name; undefined when there is none. */
export function* resolve(proc: Proc, name: string): Sys<string | undefined> {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return name;
  if (name === '[::1]') return '127.0.0.1';
  try {
    for (const line of proc.readText('/etc/hosts').split('\n')) {
      const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
      if (names.includes(name) && address.includes('.')) return address;
    }
  } catch {
    // no hosts file
  }
  return name === 'localhost' ? '127.0.0.1' : undefined;
}
