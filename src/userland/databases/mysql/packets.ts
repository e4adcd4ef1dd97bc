/** MySQL's client/server protocol 4.1: packets, length-encoded values, and mysql_native_password. */
import { sha1 } from '@noble/hashes/legacy.js';
import { joinBytes } from '../../../formats/bytes/join.ts';
import type { Proc, Sys } from '../../../kernel/sys.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class PacketWriter {
  #bytes: number[] = [];

  int(value: number, size: number): this {
    for (let i = 0; i < size; i++) this.#bytes.push(Math.floor(value / 256 ** i) & 255);
    return this;
  }

  raw(bytes: Uint8Array | string): this {
    for (const byte of typeof bytes === 'string' ? encoder.encode(bytes) : bytes) this.#bytes.push(byte);
    return this;
  }

  zero(text: string): this {
    return this.raw(text).int(0, 1);
  }

  length(value: number): this {
    if (value < 251) return this.int(value, 1);
    return value < 65536 ? this.int(0xfc, 1).int(value, 2) : this.int(0xfd, 1).int(value, 3);
  }

  text(value: string): this {
    const bytes = encoder.encode(value);
    return this.length(bytes.length).raw(bytes);
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

export class PacketReader {
  readonly bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.bytes.length;
  }

  int(size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) value += (this.bytes[this.#at++] ?? 0) * 256 ** i;
    return value;
  }

  take(size: number): Uint8Array {
    const value = this.bytes.slice(this.#at, this.#at + size);
    this.#at += size;
    return value;
  }

  zero(): string {
    const end = this.bytes.indexOf(0, this.#at);
    const value = decoder.decode(this.bytes.subarray(this.#at, end < 0 ? undefined : end));
    this.#at = end < 0 ? this.bytes.length : end + 1;
    return value;
  }

  length(): number {
    const first = this.int(1);
    return first < 251 ? first : this.int(first === 0xfc ? 2 : first === 0xfd ? 3 : 8);
  }

  /** A length-encoded text; null for the mark of NULL. */
  text(): string | null {
    if (this.bytes[this.#at] === 0xfb) {
      this.#at++;
      return null;
    }
    return decoder.decode(this.take(this.length()));
  }

  rest(): string {
    return decoder.decode(this.take(this.bytes.length - this.#at));
  }
}

/** Packets over a socket, numbered as the protocol wants. */
export class PacketStream {
  sequence = 0;
  readonly #proc: Proc;
  readonly #fd: number;
  #buffer: Uint8Array = new Uint8Array(0);

  constructor(proc: Proc, fd: number) {
    this.#proc = proc;
    this.#fd = fd;
  }

  *next(): Sys<PacketReader | undefined> {
    if (!(yield* this.#need(4))) return undefined;
    const head = new PacketReader(this.#buffer);
    const size = head.int(3);
    this.sequence = head.int(1) + 1;
    if (!(yield* this.#need(4 + size))) return undefined;
    const body = this.#buffer.slice(4, 4 + size);
    this.#buffer = this.#buffer.slice(4 + size);
    return new PacketReader(body);
  }

  *#need(size: number): Sys<boolean> {
    while (this.#buffer.length < size) {
      const more = yield* this.#proc.read(this.#fd);
      if (more.length === 0) return false;
      this.#buffer = joinBytes([this.#buffer, more]);
    }
    return true;
  }

  *send(packet: PacketWriter): Sys<void> {
    const { bytes } = packet;
    yield* this.#proc.write(this.#fd, new PacketWriter().int(bytes.length, 3).int(this.sequence++ & 255, 1).raw(bytes).bytes);
  }
}

/** SHA1(password) XOR SHA1(scramble + SHA1(SHA1(password))); empty for an empty password. */
export function nativePassword(password: string, scramble: Uint8Array): Uint8Array {
  if (password === '') return new Uint8Array(0);
  const first = sha1(encoder.encode(password));
  const mixed = sha1(Uint8Array.from([...scramble, ...sha1(first)]));
  return first.map((byte, i) => byte ^ (mixed[i] ?? 0));
}
