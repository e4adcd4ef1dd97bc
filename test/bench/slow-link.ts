// A server behind a slow link: what it sends shares one rate, and each request (and each new connection) costs a round trip.
import { createServer, get, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as later } from 'node:timers/promises';
import { fileServer, listen } from '../../src/scripts/files.mjs';

interface Answer { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }
interface Transfer { readonly path: string; readonly response: ServerResponse; readonly body: Buffer; sent: number }

/** What went over the link: bytes of bodies, as they were packed, by the milliseconds of `Date.now()` at which they arrived. */
export interface Delivered { readonly path: string; readonly at: number; readonly bytes: number; readonly last: boolean }

const PIECE = 1460;
/** Real timers are coarse: what was due meanwhile is sent together. */
const TICK = 4;

export class SlowLink {
  readonly delivered: Delivered[] = [];
  readonly #files: Server;
  readonly #server = createServer((request, response) => void this.#answer(request.url ?? '/', request.socket, response));
  readonly #answers = new Map<string, Promise<Answer>>();
  readonly #connected = new WeakSet<object>();
  readonly #rate: number;
  readonly #roundTrip: number;
  #transfers: Transfer[] = [];
  #busy = false;

  /** Serves `folder` packed by gzip, at `rate` bytes a second, with `roundTrip` milliseconds there and back. */
  constructor(folder: string, rate: number, roundTrip: number) {
    this.#files = fileServer(folder);
    this.#rate = rate;
    this.#roundTrip = roundTrip;
  }

  /** The address of the server. */
  async open(): Promise<string> {
    await listen(this.#files, 0, '127.0.0.1');
    await listen(this.#server, 0, '127.0.0.1');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const server of [this.#server, this.#files]) {
      server.closeAllConnections();
      server.close();
    }
  }

  /** Bytes that had arrived at a time. */
  bytesUntil(time: number): number {
    return this.delivered.reduce((sum, { at, bytes }) => sum + (at <= time ? bytes : 0), 0);
  }

  async #answer(path: string, connection: object, response: ServerResponse): Promise<void> {
    const trips = this.#connected.has(connection) ? 1 : 2;
    this.#connected.add(connection);
    const packed = this.#answers.get(path) ?? this.#packed(path);
    this.#answers.set(path, packed);
    const [answer] = await Promise.all([packed, later(trips * this.#roundTrip)]);
    response.writeHead(answer.status, answer.headers);
    this.#transfers.push({ path, response, body: answer.body, sent: 0 });
    if (!this.#busy) void this.#send();
  }

  #packed(path: string): Promise<Answer> {
    const { port } = this.#files.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      get({ port, host: '127.0.0.1', path, headers: { 'accept-encoding': 'gzip' } }, (message) => {
        const parts: Buffer[] = [];
        message.on('data', (part: Buffer) => parts.push(part));
        message.on('end', () => resolve({ status: message.statusCode ?? 500, headers: message.headers, body: Buffer.concat(parts) }));
      }).on('error', reject);
    });
  }

  /** Sends a packet of each transfer in turn, for as long as there are any. */
  async #send(): Promise<void> {
    this.#busy = true;
    let due = performance.now();
    while (this.#transfers.length > 0) {
      const transfer = this.#transfers.shift() as Transfer;
      // Nobody waits for it any more: the page was closed.
      if (transfer.response.destroyed) continue;
      const piece = transfer.body.subarray(transfer.sent, transfer.sent + PIECE);
      transfer.sent += piece.length;
      due += (piece.length / this.#rate) * 1000;
      const wait = due - performance.now();
      if (wait > TICK) await later(wait);
      const last = transfer.sent >= transfer.body.length;
      this.delivered.push({ path: transfer.path, at: Date.now(), bytes: piece.length, last });
      if (last) transfer.response.end(piece);
      else {
        transfer.response.write(piece);
        this.#transfers.push(transfer);
      }
    }
    this.#busy = false;
  }
}
