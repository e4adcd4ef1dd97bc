/** /etc/hosts of containers (moby libnetwork/etchosts). */

const LOCAL: readonly (readonly [string, string])[] = [
  ['127.0.0.1', 'localhost'],
  ['::1', 'localhost ip6-localhost ip6-loopback'],
  ['fe00::', 'ip6-localnet'],
  ['ff00::', 'ip6-mcastprefix'],
  ['ff02::1', 'ip6-allnodes'],
  ['ff02::2', 'ip6-allrouters'],
];

export interface HostsRecord { readonly address: string; readonly names: string }

/** Local names, then the records in order. */
export function hostsFile(records: readonly HostsRecord[]): string {
  return [...LOCAL, ...records.map(({ address, names }) => [address, names] as const)].map(([address, names]) => `${address}\t${names}\n`).join('');
}

/** Adds records to the text of a file that exists; what else stands in it stays. */
export function addRecords(text: string, records: readonly HostsRecord[]): string {
  return text + records.map(({ address, names }) => `${address}\t${names}\n`).join('');
}

/** Takes the lines of these addresses and names out again. */
export function removeRecords(text: string, records: readonly HostsRecord[]): string {
  const gone = new Set(records.map(({ address, names }) => `${address}\t${names}`));
  return text.split('\n').filter((line) => !gone.has(line)).join('\n');
}

/** Names of a container in its own file: `host.domain host` when there is a domain. */
export function ownNames(hostname: string, domainname: string): string {
  return domainname ? `${hostname}.${domainname} ${hostname}` : hostname;
}
