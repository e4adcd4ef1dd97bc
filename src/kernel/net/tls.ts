/**
 * TLS as far as a simulation needs it: a hello of each side in the form of a TLS record, the server's with its certificate. What follows is
 * not encrypted. So a client that speaks HTTP to an HTTPS port, or the other way round, fails as it really does, and certificates can be
 * unknown or for another name.
 */
import { SysError } from '../errno.ts';
import type { Proc, Sys } from '../sys.ts';
import { inNetwork, isIPv6 } from './address.ts';

export interface Certificate {
  /** Common name. */
  readonly subject: string;
  /** Subject alternative names; `*.example.com` covers one label. */
  readonly names: readonly string[];
  /** Common name of the authority; the subject itself when it is self-signed. */
  readonly issuer: string;
}

/** The authority that signs the public servers of the simulated internet; every system trusts it. */
const PUBLIC_AUTHORITY = 'ISRG Root X1';

/** not-tls: the other side sent something else (`sent` holds it); ended: it hung up. */
export class TlsError extends Error {
  readonly kind: 'not-tls' | 'ended';
  readonly sent: Uint8Array;
  constructor(kind: 'not-tls' | 'ended', sent: Uint8Array) {
    super(kind === 'not-tls' ? 'wrong version number' : 'unexpected eof while reading');
    this.name = 'TlsError';
    this.kind = kind;
    this.sent = sent;
  }
}

const HANDSHAKE = 0x16;

function record(text: string): Uint8Array {
  const body = new TextEncoder().encode(text);
  const bytes = new Uint8Array(5 + body.length);
  bytes.set([HANDSHAKE, 3, 3, body.length >> 8, body.length & 255]);
  bytes.set(body, 5);
  return bytes;
}

function* take(proc: Proc, fd: number, size: number, deadline: number, first = false): Sys<Uint8Array> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const left = deadline - proc.now();
    if (left !== Infinity && (left <= 0 || (yield* proc.poll([{ fd, read: true }], left)).length === 0)) throw new SysError('ETIMEDOUT');
    const part = yield* proc.read(fd, size - filled);
    if (part.length === 0) throw new TlsError('ended', bytes.subarray(0, filled));
    bytes.set(part, filled);
    filled += part.length;
    if (first && bytes[0] !== HANDSHAKE) throw new TlsError('not-tls', bytes.slice(0, filled));
  }
  return bytes;
}

function* hello(proc: Proc, fd: number, deadline: number): Sys<string> {
  const head = yield* take(proc, fd, 5, deadline, true);
  const size = ((head[3] ?? 0) << 8) | (head[4] ?? 0);
  return new TextDecoder().decode(yield* take(proc, fd, size, deadline));
}

/**
 * The client's side of the handshake on a connected descriptor; the certificate that the server shows. The servers of the simulated internet
 * (port 443 of a public address) take plain bytes: for them nothing is sent. Throws TlsError, and SysError (ETIMEDOUT after `deadline`).
 */
export function* tlsConnect(proc: Proc, fd: number, serverName: string, deadline = Infinity): Sys<Certificate> {
  const peer = proc.getpeername(fd);
  if (peer.family === 'inet' && peer.port === 443 && !isPrivate(peer.address)) return { subject: serverName, names: [], issuer: PUBLIC_AUTHORITY };
  yield* proc.write(fd, record(serverName));
  return JSON.parse(yield* hello(proc, fd, deadline)) as Certificate;
}

/** The server's side; the name that the client asked for. A client that speaks something else gets a TlsError with what it sent. */
export function* tlsAccept(proc: Proc, fd: number, certificate: Certificate): Sys<string> {
  const serverName = yield* hello(proc, fd, Infinity);
  yield* proc.write(fd, record(JSON.stringify(certificate)));
  return serverName;
}

/** What is wrong with a certificate for `host`; undefined when nothing is. `authorities` are trusted besides the public one. */
export function certificateProblem(certificate: Certificate, host: string, authorities: readonly string[] = []): 'self-signed' | 'unknown-authority' | 'wrong-name' | undefined {
  if (certificate.issuer !== PUBLIC_AUTHORITY && !authorities.includes(certificate.issuer)) return certificate.issuer === certificate.subject ? 'self-signed' : 'unknown-authority';
  const covers = (name: string): boolean => name === host || (name.startsWith('*.') && host.slice(host.indexOf('.') + 1) === name.slice(2));
  return [certificate.subject, ...certificate.names].some(covers) ? undefined : 'wrong-name';
}

/** Addresses of RFC 1918 and of the host itself. */
function isPrivate(address: string): boolean {
  return isIPv6(address) || ([['127.0.0.0', 8], ['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16]] as const).some(([network, prefix]) => inNetwork(address, network, prefix));
}
