/** What nslookup, dig and host share: which server to ask, and asking it. */
import { parseIPv4 } from '../../kernel/net/address.ts';
import type { DnsMessage, RecordType } from '../../kernel/net/dns-message.ts';
import { ResolveError, candidates, query, resolve, resolverConfig } from '../../kernel/net/resolver.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';

const RECORD_TYPES: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'SRV', 'TXT', 'ANY'];

export function recordType(text: string): RecordType | undefined {
  return RECORD_TYPES.find((type) => type === text.toUpperCase());
}

/** Address of the server given by name or address; the first of resolv.conf otherwise. Undefined when the name has none. */
export function* serverAddress(proc: Proc, given: string | undefined): Sys<string | undefined> {
  if (given === undefined) return resolverConfig(proc).nameservers[0] ?? '127.0.0.1';
  try {
    return (yield* resolve(proc, given)).find((address) => !address.includes(':'));
  } catch (error) {
    if (error instanceof ResolveError) return undefined;
    throw error;
  }
}

/** Asks up to `tries` times; undefined when no answer came. */
export function* lookup(proc: Proc, server: string, name: string, type: RecordType, options: { tries?: number; seconds?: number; port?: number } = {}): Sys<DnsMessage | undefined> {
  for (let i = 0; i < (options.tries ?? 2); i++) {
    const answer = yield* query(proc, server, name.replace(/\.$/, ''), type, (options.seconds ?? 5) * 1e9, options.port ?? 53);
    if (answer) return answer;
  }
  return undefined;
}

export function isAddress(text: string): boolean {
  return parseIPv4(text) !== undefined;
}

/** The names to try for a short one: as written, then with the search list, or the other way round. */
export function searchNames(proc: Proc, name: string): string[] {
  return candidates(name, resolverConfig(proc));
}
