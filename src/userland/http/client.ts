/** One HTTP request over a connected descriptor, for programs that forward requests. */
import { joinBytes } from '../../formats/bytes/join.ts';
import { HttpHeaders } from '../../formats/http/headers.ts';
import { encodeRequestHead, type ResponseHead } from '../../formats/http/message.ts';
import { ResponseReader } from '../../formats/http/reader.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';

export interface ClientResponse { readonly head: ResponseHead; readonly body: Uint8Array }

/** Sends a request and reads the whole answer; undefined when the peer closes before an answer. Throws SysError. */
export function* exchange(proc: Proc, fd: number, method: string, target: string, headers: HttpHeaders, body: Uint8Array, version: '1.0' | '1.1' = '1.1'): Sys<ClientResponse | undefined> {
  const reader = new ResponseReader();
  reader.expect(method);
  const text = new TextDecoder().decode(encodeRequestHead(method, target, headers));
  yield* proc.write(fd, text.replace(/ HTTP\/1\.1\r\n/, ` HTTP/${version}\r\n`));
  if (body.length > 0) yield* proc.write(fd, body);
  let head: ResponseHead | undefined;
  const pieces: Uint8Array[] = [];
  let closed = false;
  for (;;) {
    for (let event = reader.read(); event; event = reader.read()) {
      if (event.type === 'head') head = event.head;
      else if (event.type === 'data') pieces.push(event.data);
      else if (head) return { head, body: joinBytes(pieces) };
    }
    const bytes = yield* proc.read(fd);
    if (closed) return undefined;
    if (bytes.length > 0) reader.push(bytes);
    else reader.close();
    closed = bytes.length === 0;
  }
}
