/**
 * TLS as far as a simulation needs it: a hello of each side in the form of a TLS record, the server's with its certificate. What follows is
 * not encrypted. So a client that speaks HTTP to an HTTPS port, or the other way round, fails as it really does, and certificates can be
 * unknown or for another name.
 */
import type { Proc, Sys } from '../sys.ts';

export interface Certificate {
  /** Common name. */
  readonly subject: string;
  /** Subject alternative names; `*.example.com` covers one label. */
  readonly names: readonly string[];
  /** Common name of the authority; the subject itself when it is self-signed. */
  readonly issuer: string;
}

/** The authority that signs the public servers of the simulated internet; every system trusts it. */
export const PUBLIC_AUTHORITY = 'ISRG Root X1';

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

function* take(proc: Proc, fd: number, size: number): Sys<Uint8Array> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const part = yield* proc.read(fd, size - filled);
    if (part.length === 0) throw new TlsError('ended', bytes.subarray(0, filled));
    bytes.set(part, filled);
    filled += part.length;
    if (bytes[0] !== HANDSHAKE) throw new TlsError('not-tls', bytes.slice(0, filled));
  }
  return bytes;
}

function* hello(proc: Proc, fd: number): Sys<string> {
  const head = yield* take(proc, fd, 5);
  const size = ((head[3] ?? 0) << 8) | (head[4] ?? 0);
  const body = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const part = yield* proc.read(fd, size - filled);
    if (part.length === 0) throw new TlsError('ended', head);
    body.set(part, filled);
    filled += part.length;
  }
  return new TextDecoder().decode(body);
}

/** The client's side of the handshake on a connected descriptor; the certificate that the server shows. Throws TlsError and SysError. */
export function* tlsConnect(proc: Proc, fd: number, serverName: string): Sys<Certificate> {
  yield* proc.write(fd, record(serverName));
  return JSON.parse(yield* hello(proc, fd)) as Certificate;
}

/** The server's side; the name that the client asked for. A client that speaks something else gets a TlsError with what it sent. */
export function* tlsAccept(proc: Proc, fd: number, certificate: Certificate): Sys<string> {
  const serverName = yield* hello(proc, fd);
  yield* proc.write(fd, record(JSON.stringify(certificate)));
  return serverName;
}

/** What is wrong with a certificate for `host`; undefined when nothing is. `authorities` are trusted besides the public one. */
export function certificateProblem(certificate: Certificate, host: string, authorities: readonly string[] = []): 'self-signed' | 'unknown-authority' | 'wrong-name' | undefined {
  if (certificate.issuer !== PUBLIC_AUTHORITY && !authorities.includes(certificate.issuer)) return certificate.issuer === certificate.subject ? 'self-signed' : 'unknown-authority';
  const covers = (name: string): boolean => name === host || (name.startsWith('*.') && host.slice(host.indexOf('.') + 1) === name.slice(2));
  return [certificate.subject, ...certificate.names].some(covers) ? undefined : 'wrong-name';
}
