/** Addresses of real sockets on the command line. */
import { UsageError } from './usage.ts';

export type ListenAddress = { readonly path: string } | { readonly host: string; readonly port: number };

/** `unix://PATH` or `tcp://127.0.0.1:PORT`. Only the loopback: the simulated engine asks nobody who they are. Throws UsageError. */
export function parseAddress(text: string): ListenAddress {
  const unix = /^unix:\/\/(.+)$/.exec(text);
  if (unix) return { path: unix[1] ?? '' };
  const tcp = /^tcp:\/\/(127\.0\.0\.1|localhost):(\d+)$/.exec(text);
  const port = Number(tcp?.[2]);
  if (!tcp || port < 0 || port > 65535) throw new UsageError(`'${text}' is neither unix://PATH nor tcp://127.0.0.1:PORT`);
  return { host: '127.0.0.1', port };
}
