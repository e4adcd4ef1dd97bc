/** Names of ports, of /etc/services as Debian has it: what tools print without -n. */
const NAMES: Readonly<Record<number, string>> = {
  21: 'ftp', 22: 'ssh', 23: 'telnet', 25: 'smtp', 53: 'domain', 80: 'http', 110: 'pop3', 123: 'ntp', 143: 'imap2', 389: 'ldap', 443: 'https', 587: 'submission', 993: 'imaps', 1883: 'mqtt', 2049: 'nfs', 2375: '2375',
  3306: 'mysql', 5353: 'mdns', 5432: 'postgresql', 5672: 'amqp', 6379: 'redis', 8080: 'http-alt', 9418: 'git', 11211: 'memcached', 27017: '27017',
};

/** The port itself when it has no name. */
export function serviceName(port: number): string {
  return NAMES[port] ?? String(port);
}

/** The number of a name or a number; undefined when it is neither. */
export function servicePort(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 65535 ? Number(text) : undefined;
  const entry = Object.entries(NAMES).find(([, name]) => name === text);
  return entry ? Number(entry[0]) : undefined;
}
