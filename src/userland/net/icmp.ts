/** Echo requests and their answers as bytes (RFC 792), for ping and traceroute. */
import { ECHO_REPLY, PingSocket, TIME_EXCEEDED, UNREACHABLE } from '../../kernel/net/ping.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';

export interface EchoAnswer {
  readonly kind: 'reply' | 'unreachable' | 'exceeded';
  /** Of an unreachable message: 0 network, 1 host, 3 port. */
  readonly code: number;
  readonly from: string;
  readonly ttl: number;
  readonly sequence: number;
  /** Payload bytes of a reply, with the header. */
  readonly size: number;
}

/** An open ping socket; `ttl` is IP_TTL. */
export function openPing(proc: Proc, ttl?: number): number {
  const fd = proc.socket('inet', 'icmp');
  setTtl(proc, fd, ttl);
  return fd;
}

export function setTtl(proc: Proc, fd: number, ttl: number | undefined): void {
  const file = proc.file(fd);
  if (ttl !== undefined && file instanceof PingSocket) file.ttl = ttl;
}

/** Sends one echo request with `size` bytes of payload. Throws ENETUNREACH. */
export function* sendEcho(proc: Proc, fd: number, address: string, sequence: number, size: number): Sys<void> {
  const message = new Uint8Array(8 + size);
  message[0] = 8;
  message[6] = (sequence >> 8) & 255;
  message[7] = sequence & 255;
  for (let i = 0; i < size; i++) message[8 + i] = (i + 16) & 255;
  yield* proc.sendto(fd, message, { family: 'inet', address, port: 0 });
}

/** The next answer; undefined when none came before `deadline`. */
export function* receiveEcho(proc: Proc, fd: number, deadline: number): Sys<EchoAnswer | undefined> {
  for (;;) {
    const left = deadline - proc.now();
    if (left <= 0 || (yield* proc.poll([{ fd, read: true }], left === Infinity ? undefined : left)).length === 0) return undefined;
    const { data, from, ttl } = yield* proc.recvfrom(fd);
    const type = data[0];
    const original = type === ECHO_REPLY ? data : data.subarray(8);
    const sequence = ((original[6] ?? 0) << 8) | (original[7] ?? 0);
    const kind = type === ECHO_REPLY ? 'reply' : type === UNREACHABLE ? 'unreachable' : type === TIME_EXCEEDED ? 'exceeded' : undefined;
    if (kind) return { kind, code: data[1] ?? 0, from: from.family === 'inet' ? from.address : '', ttl, sequence, size: data.length };
  }
}
