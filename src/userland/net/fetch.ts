/** One HTTP request over a connected descriptor, the answer handed on as it comes: what both wgets share. */
import { HttpSyntaxError, ResponseReader } from '../../formats/http/reader.ts';
import type { ResponseHead } from '../../formats/http/message.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { readable } from './dial.ts';

/** empty: closed without an answer; garbage: no HTTP; cut: the body is shorter than promised; timeout. */
export class FetchError extends Error {
  readonly kind: 'empty' | 'garbage' | 'cut' | 'timeout';
  constructor(kind: FetchError['kind']) {
    super(kind);
    this.kind = kind;
  }
}

export interface FetchHooks {
  head(head: ResponseHead): Sys<void>;
  data(bytes: Uint8Array): Sys<void>;
}

/** Sends `request` and reads the answer to its end; `timeout` in nanoseconds bounds each wait. Throws FetchError and SysError. */
export function* fetchOnce(proc: Proc, fd: number, method: string, request: string, timeout: number, hooks: FetchHooks): Sys<ResponseHead> {
  const reader = new ResponseReader();
  reader.expect(method);
  yield* proc.write(fd, request);
  let head: ResponseHead | undefined;
  for (;;) {
    try {
      for (let event = reader.read(); event; event = reader.read()) {
        if (event.type === 'head') {
          head = event.head;
          if (head.status !== 100) yield* hooks.head(head);
        } else if (event.type === 'data') yield* hooks.data(event.data);
        else if (head && head.status !== 100) return head;
      }
    } catch (error) {
      if (!(error instanceof HttpSyntaxError)) throw error;
      throw new FetchError(head ? 'cut' : 'garbage');
    }
    if (!(yield* readable(proc, fd, proc.now() + timeout))) throw new FetchError('timeout');
    const bytes = yield* proc.read(fd);
    if (bytes.length > 0) reader.push(bytes);
    else if (!head) throw new FetchError('empty');
    else reader.close();
  }
}
