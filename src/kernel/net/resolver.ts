/** What libc does with a host name: /etc/hosts, then the name servers of /etc/resolv.conf (getaddrinfo(3), resolv.conf(5), hosts(5)). */
import { isSysError } from '../errno.ts';
import { parseIPv4 } from './address.ts';
import { encodeDns, parseDns, reverseName } from './dns-message.ts';
import { SECOND } from './clock.ts';
import type { Proc, Sys } from '../sys.ts';
import type { DnsMessage, RecordType } from './dns-message.ts';

/** EAI_NONAME: no such name; EAI_AGAIN: no name server answered; EAI_NODATA: the name has no address; EAI_FAIL: the server failed. */
export type ResolveCode = 'EAI_NONAME' | 'EAI_AGAIN' | 'EAI_NODATA' | 'EAI_FAIL';

const TEXTS: Readonly<Record<ResolveCode, string>> = {
  EAI_NONAME: 'Name or service not known',
  EAI_AGAIN: 'Temporary failure in name resolution',
  EAI_NODATA: 'No address associated with hostname',
  EAI_FAIL: 'Non-recoverable failure in name resolution',
};

/** A failed look-up; `message` is gai_strerror(3)'s text (glibc). */
export class ResolveError extends Error {
  readonly code: ResolveCode;
  constructor(code: ResolveCode) {
    super(TEXTS[code]);
    this.name = 'ResolveError';
    this.code = code;
  }
}

export interface ResolverConfig {
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly ndots: number;
  /** Seconds. */
  readonly timeout: number;
  readonly attempts: number;
}

/** resolv.conf(5); without a nameserver line it is 127.0.0.1. */
export function parseResolvConf(text: string): ResolverConfig {
  const nameservers: string[] = [];
  let search: string[] = [];
  const options = { ndots: 1, timeout: 5, attempts: 2 };
  for (const line of text.split('\n')) {
    const [keyword, ...values] = line.replace(/[#;].*/, '').trim().split(/\s+/);
    if (keyword === 'nameserver' && values[0] && nameservers.length < 3) nameservers.push(values[0]);
    else if (keyword === 'search' || keyword === 'domain') search = values.filter((value) => value !== '.');
    else if (keyword === 'options')
      for (const value of values) {
        const [name, number] = value.split(':');
        if (name === 'ndots' || name === 'timeout' || name === 'attempts') options[name] = Math.min(Number(number) || 0, name === 'ndots' ? 15 : name === 'timeout' ? 30 : 5);
      }
  }
  return { nameservers: nameservers.length > 0 ? nameservers : ['127.0.0.1'], search, ...options };
}

/** The configuration of a process; a missing file is an empty one. */
export function resolverConfig(proc: Proc): ResolverConfig {
  return parseResolvConf(readOptional(proc, '/etc/resolv.conf'));
}

/** Addresses of /etc/hosts for a name, in the order of the file. */
function lookupHosts(proc: Proc, name: string): string[] {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const found: string[] = [];
  for (const line of readOptional(proc, '/etc/hosts').split('\n')) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (address && names.some((other) => other.toLowerCase() === wanted) && !found.includes(address)) found.push(address);
  }
  return found;
}

/** The first name that /etc/hosts has for an address. */
function reverseHosts(proc: Proc, address: string): string | undefined {
  for (const line of readOptional(proc, '/etc/hosts').split('\n')) {
    const [first, name] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (first === address && name) return name;
  }
  return undefined;
}

/** getaddrinfo(3): the addresses of a name, IPv6 ones first where /etc/hosts has them. Throws ResolveError. */
export function* resolve(proc: Proc, name: string): Sys<string[]> {
  if (parseIPv4(name) !== undefined || name.includes(':')) return [name];
  if (name === '') throw new ResolveError('EAI_NONAME');
  const local = lookupHosts(proc, name);
  if (local.length > 0) return [...local.filter((address) => address === '::1'), ...local.filter((address) => !address.includes(':'))];
  if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1'];
  const config = resolverConfig(proc);
  let failure: ResolveCode = 'EAI_NONAME';
  for (const candidate of candidates(name, config)) {
    const answer = yield* ask(proc, candidate, 'A', config);
    if (!answer) {
      failure = 'EAI_AGAIN';
      break;
    }
    if (answer.code === 'NOERROR') {
      const addresses = answer.answers.filter((record) => record.type === 'A').map((record) => record.data);
      if (addresses.length > 0) return addresses;
      failure = 'EAI_NODATA';
    } else if (answer.code !== 'NXDOMAIN') failure = 'EAI_AGAIN';
  }
  throw new ResolveError(failure);
}

/** getnameinfo(3): a name of an address, undefined when there is none. */
export function* resolveAddress(proc: Proc, address: string): Sys<string | undefined> {
  const local = reverseHosts(proc, address);
  if (local) return local;
  const answer = yield* ask(proc, reverseName(address), 'PTR', resolverConfig(proc));
  return answer?.answers.find((record) => record.type === 'PTR')?.data;
}

/** The full names to try, in order (ndots, search). */
export function candidates(name: string, config: ResolverConfig): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = config.search.map((domain) => `${name}.${domain}`);
  const dots = name.split('.').length - 1;
  return dots >= config.ndots ? [name, ...searched] : [...searched, name];
}

/** Asks the name servers in turn; undefined when none of them answers. */
function* ask(proc: Proc, name: string, type: RecordType, config: ResolverConfig): Sys<DnsMessage | undefined> {
  let refused: DnsMessage | undefined;
  for (let attempt = 0; attempt < Math.max(1, config.attempts); attempt++) {
    for (const server of config.nameservers) {
      const answer = yield* query(proc, server, name, type, Math.max(1, config.timeout) * SECOND);
      if (answer && answer.code !== 'SERVFAIL' && answer.code !== 'REFUSED') return answer;
      refused = answer ?? refused;
    }
  }
  return refused;
}

/** One question to one server, by UDP; undefined when it does not answer within `timeout` nanoseconds. */
export function* query(proc: Proc, server: string, name: string, type: RecordType, timeout: number, port = 53): Sys<DnsMessage | undefined> {
  const id = proc.random('dns').below(65536);
  const socket = proc.socket('inet', 'dgram');
  const deadline = proc.now() + timeout;
  try {
    yield* proc.connect(socket, { family: 'inet', address: server, port });
    yield* proc.sendto(socket, encodeDns({ id, response: false, recursionDesired: true, code: 'NOERROR', questions: [{ name, type }], answers: [] }));
    while (proc.now() < deadline) {
      const { data } = yield* proc.recvfrom(socket, deadline - proc.now());
      const message = parseDns(data);
      if (message?.response && message.id === id) return message;
    }
    return undefined;
  } catch (error) {
    if (isSysError(error, 'ECONNREFUSED', 'ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN')) return undefined;
    throw error;
  } finally {
    proc.close(socket);
  }
}

function readOptional(proc: Proc, path: string): string {
  try {
    return proc.readText(path);
  } catch (error) {
    if (isSysError(error)) return '';
    throw error;
  }
}
