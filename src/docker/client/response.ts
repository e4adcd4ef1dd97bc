/** An answer of the daemon: status, headers, and a body that is read as it arrives. */
import { joinBytes } from '../../formats/bytes/join.ts';
import type { HttpHeaders } from '../../formats/http/headers.ts';
import type { ResponseHead } from '../../formats/http/message.ts';
import { keepsAlive } from '../../formats/http/message.ts';
import { HttpSyntaxError, type ResponseReader } from '../../formats/http/reader.ts';
import { decodeJSON, JSONSyntaxError, type DecodeOptions } from '../../formats/json/decode.ts';
import { JSONDocuments } from '../../formats/json/lines.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { StatusError } from '../errors.ts';
import { Connection, EMPTY } from './connection.ts';

const decoder = new TextDecoder();

export class Response {
  readonly head: ResponseHead;
  readonly #proc: Proc;
  readonly #fd: number;
  readonly #reader: ResponseReader;
  readonly #keep: (fd: number) => void;
  #open = true;

  /** `keep` takes over the connection when it can carry another request. */
  constructor(proc: Proc, fd: number, reader: ResponseReader, head: ResponseHead, keep: (fd: number) => void) {
    this.head = head;
    this.#proc = proc;
    this.#fd = fd;
    this.#reader = reader;
    this.#keep = keep;
  }

  get status(): number {
    return this.head.status;
  }
  get headers(): HttpHeaders {
    return this.head.headers;
  }

  /** The next bytes of the body; empty at its end, when the connection is closed. */
  *read(): Sys<Uint8Array> {
    while (this.#open) {
      let event;
      try {
        event = this.#reader.read();
      } catch (error) {
        this.close();
        throw new StatusError((error as Error).message);
      }
      if (event?.type === 'data') return event.data;
      if (event?.type === 'end') this.#end();
      else if (event === undefined) {
        const piece = yield* this.#proc.read(this.#fd);
        if (piece.length > 0) this.#reader.push(piece);
        else this.#reader.close();
      }
    }
    return EMPTY;
  }

  *bytes(): Sys<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for (;;) {
      const piece = yield* this.read();
      if (piece.length === 0) break;
      pieces.push(piece);
    }
    return pieces.length === 1 ? (pieces[0] as Uint8Array) : joinBytes(pieces);
  }

  *text(): Sys<string> {
    return decoder.decode(yield* this.bytes());
  }

  /** The body as JSON. A body that is none throws Go's text of the error. */
  *json<T>(options?: DecodeOptions): Sys<T> {
    const text = yield* this.text();
    if (text.trim() === '') throw new StatusError('EOF');
    try {
      return decodeJSON(text, options) as T;
    } catch (error) {
      if (error instanceof JSONSyntaxError) throw new StatusError(error.message === 'unexpected end of JSON input' ? 'unexpected EOF' : error.message);
      throw error;
    }
  }

  /** The next JSON documents of a stream of them, as texts; undefined at its end. */
  *documents(splitter: JSONDocuments): Sys<string[] | undefined> {
    for (;;) {
      const piece = yield* this.read();
      if (piece.length === 0) {
        if (splitter.rest.trim() !== '') throw new StatusError('unexpected EOF');
        return undefined;
      }
      const documents = splitter.push(piece);
      if (documents.length > 0) return documents;
    }
  }

  /** Leaves HTTP: the connection as raw bytes. */
  upgrade(): Connection {
    this.#open = false;
    return new Connection(this.#proc, this.#fd, this.#reader.surplus());
  }

  /** The answer is not wanted any further. The connection is kept when there is nothing more of it. */
  close(): void {
    if (!this.#open) return;
    if (this.head.status !== 101 && this.#atEnd()) {
      this.#end();
      return;
    }
    this.#open = false;
    this.#proc.close(this.#fd);
  }

  #atEnd(): boolean {
    try {
      return this.#reader.read()?.type === 'end';
    } catch (error) {
      if (error instanceof HttpSyntaxError) return false;
      throw error;
    }
  }

  #end(): void {
    this.#open = false;
    if (keepsAlive(this.head)) this.#keep(this.#fd);
    else this.#proc.close(this.#fd);
  }
}
