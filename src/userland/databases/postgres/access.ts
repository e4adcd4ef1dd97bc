/** pg_hba.conf: which connections are asked for what (manual, 20.1). */
export interface AccessRule { readonly type: string; readonly databases: readonly string[]; readonly users: readonly string[]; readonly address: string; readonly method: string; readonly line: number; readonly text: string }

export function parseAccess(text: string): AccessRule[] {
  return text.split('\n').flatMap((raw, i) => {
    const words = raw.replace(/#.*/, '').trim().split(/\s+/);
    const [type = '', databases = '', users = '', ...rest] = words;
    if (type === '') return [];
    const method = rest.at(-1) ?? '';
    return [{ type, databases: databases.split(','), users: users.split(','), address: type === 'local' ? '' : (rest[0] ?? ''), method, line: i + 1, text: words.join(' ') }];
  });
}

/** The first rule for a connection. `address` is undefined on the Unix socket. */
export function accessRule(rules: readonly AccessRule[], address: string | undefined, database: string, user: string): AccessRule | undefined {
  return rules.find((rule) => {
    if ((rule.type === 'local') !== (address === undefined)) return false;
    if (!rule.databases.includes('all') && !rule.databases.includes(database)) return false;
    if (!rule.users.includes('all') && !rule.users.includes(user)) return false;
    return address === undefined || rule.address === 'all' || inNetwork(address, rule.address);
  });
}

function inNetwork(address: string, network: string): boolean {
  if (network === 'samehost') return address === '127.0.0.1';
  const [base = '', prefix = '32'] = network.split('/');
  const bits = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  if (address.includes(':') || base.includes(':')) return address === base;
  const size = 2 ** (32 - Number(prefix));
  return Math.floor(bits(address) / size) === Math.floor(bits(base) / size);
}
