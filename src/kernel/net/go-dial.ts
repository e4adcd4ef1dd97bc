/** What Go's net.Dial does with a host and a port, and its words for what goes wrong. */
import { isSysError } from '../errno.ts';
import type { Errno } from '../errno.ts';
import type { Proc, Sys } from '../sys.ts';
import { ResolveError, resolve, resolverConfig } from './resolver.ts';

/** A connection that was not made; `message` begins with `dial tcp`. */
export class DialError extends Error {
  /** What connect(2) said of the last address; undefined when there was none to try. */
  readonly code: Errno | undefined;
  constructor(message: string, code?: Errno) {
    super(message);
    this.code = code;
  }
}

const WORDS: Partial<Record<string, string>> = {
  ECONNREFUSED: 'connect: connection refused', ENETUNREACH: 'connect: network is unreachable', EHOSTUNREACH: 'connect: no route to host', ETIMEDOUT: 'i/o timeout',
};

/** Connects to a host by name or address, for at most `timeout` nanoseconds an address; returns the descriptor. Throws DialError. */
export function* dial(proc: Proc, host: string, port: number, timeout: number): Sys<number> {
  let addresses: string[];
  try {
    addresses = yield* resolve(proc, host);
  } catch (error) {
    if (!(error instanceof ResolveError)) throw error;
    const [server = '127.0.0.1'] = resolverConfig(proc).nameservers;
    const reason = error.code === 'EAI_AGAIN' ? `read udp ${server}:53: i/o timeout` : error.code === 'EAI_FAIL' ? 'server misbehaving' : 'no such host';
    throw new DialError(`dial tcp: lookup ${host} on ${server}:53: ${reason}`);
  }
  const inet = addresses.filter((address) => !address.includes(':'));
  let failure = new DialError('dial tcp: no such host');
  for (const address of inet) {
    const fd = proc.socket('inet', 'stream');
    try {
      yield* proc.connect(fd, { family: 'inet', address, port }, timeout);
      return fd;
    } catch (error) {
      proc.close(fd);
      if (!isSysError(error)) throw error;
      failure = new DialError(`dial tcp ${address}:${port}: ${WORDS[error.code] ?? `connect: ${error.message.toLowerCase()}`}`, error.code);
    }
  }
  throw failure;
}
