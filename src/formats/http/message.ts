// HTTP/1.1 messages: their heads, and how they are written (RFC 9112).

import { encodeUTF8 } from '../utf8/encode.ts';
import { HttpHeaders } from './headers.ts';

export interface RequestHead {
  kind: 'request';
  method: string;
  /** Path and query as sent. */
  target: string;
  version: '1.0' | '1.1';
  headers: HttpHeaders;
}
export interface ResponseHead {
  kind: 'response';
  status: number;
  reason: string;
  version: '1.0' | '1.1';
  headers: HttpHeaders;
}

/** Reason phrases as Go's net/http has them. */
export const STATUS_TEXT: Readonly<Record<number, string>> = {
  100: 'Continue',
  101: 'Switching Protocols',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  205: 'Reset Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Request Entity Too Large',
  414: 'Request URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Requested Range Not Satisfiable',
  417: 'Expectation Failed',
  418: "I'm a teapot",
  422: 'Unprocessable Entity',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
};

/** The bytes of a request's head. */
export function encodeRequestHead(method: string, target: string, headers: HttpHeaders): Uint8Array {
  return encodeUTF8(`${method} ${target} HTTP/1.1\r\n${headers.encode()}\r\n`);
}

/** The bytes of a response's head; without a reason the usual one. */
export function encodeResponseHead(status: number, headers: HttpHeaders, reason = STATUS_TEXT[status] ?? ''): Uint8Array {
  return encodeUTF8(`HTTP/1.1 ${status} ${reason}\r\n${headers.encode()}\r\n`);
}

/** One chunk of a chunked body; an empty one would end the body, so it gives no bytes. */
export function encodeChunk(data: Uint8Array): Uint8Array {
  if (data.length === 0) return new Uint8Array(0);
  const size = encodeUTF8(`${data.length.toString(16)}\r\n`);
  const chunk = new Uint8Array(size.length + data.length + 2);
  chunk.set(size);
  chunk.set(data, size.length);
  chunk.set([13, 10], size.length + data.length);
  return chunk;
}

/** The end of a chunked body. */
export const LAST_CHUNK: Uint8Array = new TextEncoder().encode('0\r\n\r\n');

/** Whether the connection may carry another message after this one. */
export function keepsAlive(head: RequestHead | ResponseHead): boolean {
  if (head.headers.hasToken('connection', 'close')) return false;
  return head.version === '1.1' || head.headers.hasToken('connection', 'keep-alive');
}

/** Whether a request asks to leave HTTP on this connection (docker's attach, exec and session do). */
export function wantsUpgrade(head: RequestHead): boolean {
  return head.headers.has('upgrade') && head.headers.hasToken('connection', 'upgrade');
}
