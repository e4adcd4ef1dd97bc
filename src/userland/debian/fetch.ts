/** One GET over the simulated network, as package managers make it. */
import { HttpHeaders } from '../../formats/http/headers.ts';
import { isSysError } from '../../kernel/errno.ts';
import { resolve, ResolveError } from '../../kernel/net/resolver.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { exchange } from '../http/client.ts';

/** `resolve`: the name is not known; `connect`: nobody answers; `status`: not 200. */
export interface FetchFailure { readonly kind: 'resolve' | 'connect' | 'status'; readonly message: string }

export function* fetchFile(proc: Proc, url: string): Sys<Uint8Array | FetchFailure> {
  const [, host = '', port = '80', path = '/'] = /^http:\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(url) ?? [];
  let address: string;
  try {
    address = (yield* resolve(proc, host)).find((each) => !each.includes(':')) ?? '';
  } catch (error) {
    if (!(error instanceof ResolveError)) throw error;
    return { kind: 'resolve', message: host };
  }
  const fd = proc.socket('inet', 'stream');
  try {
    yield* proc.connect(fd, { family: 'inet', address, port: Number(port) }, 30_000_000_000);
    const answer = yield* exchange(proc, fd, 'GET', path, new HttpHeaders([['Host', host], ['Connection', 'close']]), new Uint8Array(0));
    if (!answer) return { kind: 'connect', message: 'Connection reset by peer' };
    return answer.head.status === 200 ? answer.body : { kind: 'status', message: `${answer.head.status}  ${answer.head.reason ?? 'Not Found'}` };
  } catch (error) {
    if (!isSysError(error)) throw error;
    return { kind: 'connect', message: error.message };
  } finally {
    proc.close(fd);
  }
}
