/** The embedded DNS server of a container at 127.0.0.11 (moby libnetwork/resolver.go). */
import { addressOfReverse, encodeDns, parseDns } from '../../kernel/net/dns-message.ts';
import type { DnsMessage, DnsRecord } from '../../kernel/net/dns-message.ts';
import { afterDelay, datagramsOutside } from '../../kernel/net/outside.ts';
import type { NetNamespace } from '../../kernel/net/types.ts';
import type { RandomStream } from '../../kernel/random.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Endpoint } from './model.ts';
import { formatAddress } from './prefix.ts';

export const RESOLVER_ADDRESS = '127.0.0.11';
const PORT = 53;
const TTL = 600;
/** How long an upstream server may take, nanoseconds. */
const UPSTREAM_TIMEOUT = 4_000_000_000;

/** A server to ask for other names. Loopback addresses of the host's are asked from the host's namespace. */
export interface Upstream { readonly address: string; readonly fromHost: boolean }

export interface ResolverContext {
  readonly net: NetNamespace;
  readonly host: NetNamespace;
  readonly random: RandomStream;
  /** The container's endpoints at the time of a question. */
  endpoints(): readonly Endpoint[];
  upstreams(): readonly Upstream[];
  /** No endpoint leads out: other names are not asked for. */
  isolated(): boolean;
}

/** Serves until the result is called. */
export function startResolver(context: ResolverContext): () => void {
  const pending = new Set<() => void>();
  const server = datagramsOutside(context.net, { address: RESOLVER_ADDRESS, port: PORT }, (data, _from, reply) => {
    const query = parseDns(data);
    if (!query || query.response) return;
    const answer = answerLocally(context, query);
    if (answer) reply(encodeDns(answer));
    else forward(context, query, data, reply, pending);
  });
  return () => {
    for (const cancel of [...pending]) cancel();
    server.close();
  };
}

/** What the networks of the container know; undefined when the name is not theirs. */
function answerLocally(context: Pick<ResolverContext, 'endpoints' | 'random'>, query: DnsMessage): DnsMessage | undefined {
  const question = query.questions[0];
  if (!question) return { ...response(query), code: 'FORMERR' };
  const respond = (answers: DnsRecord[]): DnsMessage => ({ ...response(query), answers });
  if (question.type === 'PTR') {
    const address = addressOfReverse(question.name);
    const name = address === undefined ? undefined : nameOf(context.endpoints(), address);
    return name === undefined ? undefined : respond([{ name: question.name, type: 'PTR', ttl: TTL, data: name }]);
  }
  if (question.type !== 'A' && question.type !== 'AAAA') return undefined;
  const found = lookup(context.endpoints(), question.name);
  if (found.length === 0) return undefined;
  const addresses = found.map((endpoint) => (question.type === 'A' ? endpoint.ipv4 : endpoint.ipv6)).filter((address) => address !== undefined);
  return respond(shuffle(addresses, context.random).map((address) => ({ name: question.name, type: question.type, ttl: TTL, data: formatAddress(address) })));
}

function response(query: DnsMessage): DnsMessage {
  return { id: query.id, response: true, recursionDesired: query.recursionDesired, recursionAvailable: true, code: 'NOERROR', questions: query.questions, answers: [] };
}

/** Endpoints behind a name: `web`, `alias`, `web.network`, and the links of the asking container. The first network that knows it decides. */
function lookup(endpoints: readonly Endpoint[], name: string): Endpoint[] {
  const wanted = name.replace(/\.$/, '').toLowerCase();
  for (const own of endpoints) {
    const { network } = own;
    const suffix = `.${network.record.name.toLowerCase()}`;
    const names = new Set([wanted, ...(wanted.endsWith(suffix) ? [wanted.slice(0, -suffix.length)] : [])]);
    for (const link of own.settings.Links ?? []) {
      const [target = '', alias = target] = link.split(':');
      if (names.has(alias.toLowerCase())) names.add(target.toLowerCase());
    }
    const found = [...network.endpoints.values()].filter((other) => (other.settings.DNSNames ?? []).some((known) => names.has(known.toLowerCase())));
    if (found.length > 0) return found;
  }
  return [];
}

function nameOf(endpoints: readonly Endpoint[], address: string): string | undefined {
  for (const { network } of endpoints) {
    for (const other of network.endpoints.values()) {
      if (other.ipv4 && formatAddress(other.ipv4) === address) return `${other.settings.DNSNames?.[0] ?? other.name}.${network.record.name}`;
    }
  }
  return undefined;
}

function shuffle<T>(list: readonly T[], random: RandomStream): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

/** Asks the upstream servers one after the other; SERVFAIL when none answers. */
function forward(context: ResolverContext, query: DnsMessage, data: Uint8Array, reply: (data: Uint8Array) => void, pending: Set<() => void>): void {
  const fail = (): void => reply(encodeDns({ ...response(query), code: 'SERVFAIL' }));
  const servers = context.isolated() ? [] : context.upstreams();
  const attempt = (index: number): void => {
    const server = servers[index];
    if (!server) {
      fail();
      return;
    }
    const next = (): void => {
      done();
      attempt(index + 1);
    };
    let socket: ReturnType<typeof datagramsOutside> | undefined;
    let cancelTimer = (): void => undefined;
    const done = (): void => {
      cancelTimer();
      socket?.close();
      socket = undefined;
      pending.delete(done);
    };
    pending.add(done);
    try {
      socket = datagramsOutside(server.fromHost ? context.host : context.net, { address: '0.0.0.0', port: 0 }, (answer) => {
        const message = parseDns(answer);
        if (!message || message.id !== query.id) return;
        done();
        if (message.code === 'SERVFAIL' || message.code === 'REFUSED') attempt(index + 1);
        else reply(answer);
      });
      cancelTimer = afterDelay(context.net, UPSTREAM_TIMEOUT, next);
      socket.send(data, { address: server.address, port: PORT });
    } catch (error) {
      if (!isSysError(error)) throw error;
      next();
    }
  };
  attempt(0);
}
