/** Messages of PostgreSQL's frontend/backend protocol 3.0 (manual, chapter 55). */
import { joinBytes } from '../../../formats/bytes/join.ts';
import type { Proc, Sys } from '../../../kernel/sys.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface Message { /** One letter; '' for the start-up packet. */ readonly type: string; readonly body: Uint8Array }

/** Builds the body of a message. */
export class Writer {
  #bytes: number[] = [];

  int32(value: number): this {
    this.#bytes.push((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
    return this;
  }

  int16(value: number): this {
    this.#bytes.push((value >>> 8) & 255, value & 255);
    return this;
  }

  byte(value: number | string): this {
    this.#bytes.push(typeof value === 'string' ? value.charCodeAt(0) : value);
    return this;
  }

  /** A string with its ending zero. */
  text(value: string): this {
    return this.raw(encoder.encode(value)).byte(0);
  }

  raw(bytes: Uint8Array): this {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  /** The whole message: type, length, body. Without a type, a start-up packet. */
  message(type: string): Uint8Array {
    const head = new Writer();
    if (type !== '') head.byte(type);
    head.int32(this.#bytes.length + 4);
    return Uint8Array.from([...head.#bytes, ...this.#bytes]);
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** Takes the body of a message apart. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  int16(): number {
    return (this.byte() << 8) | this.byte();
  }

  int32(): number {
    return (this.int16() << 16) | this.int16();
  }

  text(): string {
    const end = this.#bytes.indexOf(0, this.#at);
    const value = decoder.decode(this.#bytes.subarray(this.#at, end < 0 ? undefined : end));
    this.#at = end < 0 ? this.#bytes.length : end + 1;
    return value;
  }

  take(length: number): Uint8Array {
    const value = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return value;
  }

  rest(): Uint8Array {
    return this.take(this.#bytes.length - this.#at);
  }
}

/** Messages from a connected socket. */
export class MessageStream {
  readonly #proc: Proc;
  readonly #fd: number;
  #buffer: Uint8Array = new Uint8Array(0);

  constructor(proc: Proc, fd: number) {
    this.#proc = proc;
    this.#fd = fd;
  }

  /** The same stream read by another process (a fork), with what was read ahead. */
  handOver(proc: Proc): MessageStream {
    const other = new MessageStream(proc, this.#fd);
    other.#buffer = this.#buffer;
    return other;
  }

  *#need(size: number): Sys<boolean> {
    while (this.#buffer.length < size) {
      const more = yield* this.#proc.read(this.#fd);
      if (more.length === 0) return false;
      this.#buffer = joinBytes([this.#buffer, more]);
    }
    return true;
  }

  /** The next message; undefined when the peer has closed. `untyped`: a start-up packet. */
  *next(untyped = false): Sys<Message | undefined> {
    const head = untyped ? 4 : 5;
    if (!(yield* this.#need(head))) return undefined;
    const length = new Reader(this.#buffer.subarray(head - 4)).int32();
    if (length < 4 || length > 64 * 1024 * 1024 || !(yield* this.#need(head - 4 + length))) return undefined;
    const body = this.#buffer.slice(head, head - 4 + length);
    const type = untyped ? '' : String.fromCharCode(this.#buffer[0] ?? 0);
    this.#buffer = this.#buffer.slice(head - 4 + length);
    return { type, body };
  }

  *write(bytes: Uint8Array): Sys<void> {
    yield* this.#proc.write(this.#fd, bytes);
  }
}

/** Fields of an ErrorResponse or NoticeResponse by their letter. */
export function parseFields(body: Uint8Array): Map<string, string> {
  const reader = new Reader(body);
  const fields = new Map<string, string>();
  for (let code = reader.byte(); code !== 0; code = reader.byte()) fields.set(String.fromCharCode(code), reader.text());
  return fields;
}

/** An ErrorResponse ('E') or NoticeResponse ('N'). */
export function fieldsMessage(type: 'E' | 'N', fields: Readonly<Record<string, string | undefined>>): Uint8Array {
  const writer = new Writer();
  for (const [code, value] of Object.entries(fields)) if (value !== undefined) writer.byte(code).text(value);
  return writer.byte(0).message(type);
}
