/** Listens in on the daemon's socket, as a packet capture would, and puts the exchanges of the Engine API together. */
import type { Kernel } from '../../kernel/kernel.ts';
import { RequestReader, ResponseReader } from '../../formats/http/reader.ts';
import type { RequestHead, ResponseHead } from '../../formats/http/message.ts';

/** One request and its answer. Bodies are bytes as sent, without the chunks' framing; an upgraded connection's raw streams are bodies too. */
export interface ApiExchange {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: readonly (readonly [string, string])[];
  request: Uint8Array[];
  requestLength: number;
  status: number;
  responseHeaders: readonly (readonly [string, string])[];
  response: Uint8Array[];
  responseLength: number;
  upgraded: boolean;
  /** The answer has ended. */
  done: boolean;
}

/** Bytes of a body that are kept; lengths count on. */
const KEEP = 256 * 1024;

/** Captures every connection to `path`. `onExchange` is called when the head of a request is there. */
export function captureApi(kernel: Kernel, path: string, onExchange: (exchange: ApiExchange) => void): void {
  const before = kernel.network.onUnixConnection;
  kernel.network.onUnixConnection = (client, server) => {
    before?.(client, server);
    if (server.path !== path && `/var${server.path}` !== path) return;
    const connection = new Connection(onExchange);
    client.end.onSend = (bytes) => connection.sent(bytes);
    server.end.onSend = (bytes) => connection.received(bytes);
  };
}

class Connection {
  readonly #requests = new RequestReader();
  readonly #responses = new ResponseReader();
  readonly #waiting: ApiExchange[] = [];
  readonly #onExchange: (exchange: ApiExchange) => void;
  #request: ApiExchange | undefined;
  #raw: ApiExchange | undefined;

  constructor(onExchange: (exchange: ApiExchange) => void) {
    this.#onExchange = onExchange;
  }

  sent(bytes: Uint8Array): void {
    if (this.#raw) {
      keep(this.#raw, 'request', bytes);
      return;
    }
    this.#requests.push(bytes);
    for (let event = this.#requests.read(); event; event = this.#requests.read()) {
      if (event.type === 'head') this.#request = this.#begin(event.head);
      else if (event.type === 'data' && this.#request) keep(this.#request, 'request', event.data);
    }
  }

  #begin(head: RequestHead): ApiExchange {
    const exchange: ApiExchange = { method: head.method, url: head.target, requestHeaders: [...head.headers], request: [], requestLength: 0, status: 0, responseHeaders: [], response: [], responseLength: 0, upgraded: false, done: false };
    this.#waiting.push(exchange);
    this.#responses.expect(head.method);
    this.#onExchange(exchange);
    return exchange;
  }

  received(bytes: Uint8Array): void {
    if (this.#raw) {
      keep(this.#raw, 'response', bytes);
      return;
    }
    this.#responses.push(bytes);
    for (let event = this.#responses.read(); event; event = this.#responses.read()) {
      const exchange = this.#waiting[0];
      if (!exchange) return;
      if (event.type === 'head') this.#answer(exchange, event.head);
      else if (event.type === 'data') keep(exchange, 'response', event.data);
      else {
        exchange.done = true;
        this.#waiting.shift();
      }
      if (exchange.upgraded) {
        this.#raw = exchange;
        keep(exchange, 'response', this.#responses.surplus());
        keep(exchange, 'request', this.#requests.surplus());
        return;
      }
    }
  }

  #answer(exchange: ApiExchange, head: ResponseHead): void {
    exchange.status = head.status;
    exchange.responseHeaders = [...head.headers];
    exchange.upgraded = head.status === 101;
  }
}

function keep(exchange: ApiExchange, side: 'request' | 'response', bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  const length = side === 'request' ? exchange.requestLength : exchange.responseLength;
  if (length < KEEP) exchange[side].push(bytes.slice(0, KEEP - length));
  if (side === 'request') exchange.requestLength += bytes.length;
  else exchange.responseLength += bytes.length;
}
