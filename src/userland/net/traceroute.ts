/** traceroute(8): the routers on the way, by echo requests with a growing TTL. BusyBox's look by the variant. */
import { isSysError } from '../../kernel/errno.ts';
import { ResolveError, resolve, resolveAddress } from '../../kernel/net/resolver.ts';
import type { Sys } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';
import type { Tool } from '../tool.ts';
import { openPing, receiveEcho, sendEcho, setTtl } from './icmp.ts';

export const traceroute = tool({
  name: 'traceroute',
  package: 'Modern traceroute for Linux, version 2.1.2',
  synopsis: ['[ -46nI ] [ -m max_ttl ] [ -q nqueries ] [ -w wait ] host'],
  summary: 'Print the route packets trace to network host',
  options: [
    { short: '4', help: 'Use IPv4' }, { short: '6', help: 'Use IPv6' }, { short: 'n', help: 'Do not resolve IP addresses to their domain names' }, { short: 'I', help: 'Use ICMP ECHO for tracerouting' },
    { short: 'T', help: 'Use TCP SYN for tracerouting' }, { short: 'm', argument: 'max_ttl', help: 'Set the max number of hops (default 30)' }, { short: 'q', argument: 'nqueries', help: 'Set the number of probes per each hop (default 3)' },
    { short: 'w', argument: 'wait', help: 'Wait for a probe no more than so many seconds (default 5.0)' },
  ],
  usageExit: 2,
  *run(t) {
    const [host] = t.operands;
    if (host === undefined) return yield* t.usage('Specify "host" missing argument.', 2);
    let address: string;
    try {
      address = (yield* resolve(t.proc, host)).find((one) => !one.includes(':')) ?? '';
    } catch (error) {
      if (!(error instanceof ResolveError)) throw error;
      if (t.busybox) return yield* t.fail(`bad address '${host}'`);
      yield* t.proc.write(2, `${host}: ${error.message}\nCannot handle "host" cmdline arg \`${host}' on position 1 (argc ${t.proc.argv.length - 1})\n`);
      return 2;
    }
    const hops = Number(t.value('m') ?? 30);
    yield* t.print(`traceroute to ${host} (${address}), ${hops} hops max, ${t.busybox ? 46 : 60} byte packets\n`);
    const fd = openPing(t.proc);
    let sequence = 0;
    for (let ttl = 1; ttl <= hops; ttl++) {
      setTtl(t.proc, fd, ttl);
      let line = `${String(ttl).padStart(2)} `;
      let shown = '';
      let arrived = false;
      for (let probe = 0; probe < Number(t.value('q') ?? 3); probe++) {
        const start = t.proc.now();
        try {
          yield* sendEcho(t.proc, fd, address, ++sequence, 32);
        } catch (error) {
          if (!isSysError(error)) throw error;
          yield* t.print(line);
          return yield* t.fail(`sendto: ${error.message}`);
        }
        const answer = yield* receiveEcho(t.proc, fd, start + Number(t.value('w') ?? 5) * 1e9);
        if (!answer) {
          line += ' *';
          continue;
        }
        if (answer.from !== shown) line += ` ${yield* label(t, answer.from)}`;
        shown = answer.from;
        line += `  ${((t.proc.now() - start) / 1e6).toFixed(3)} ms${answer.kind === 'unreachable' ? ' !H' : ''}`;
        if (answer.kind !== 'exceeded') arrived = true;
      }
      yield* t.print(`${line}\n`);
      yield* t.out.flush();
      if (arrived) return 0;
    }
    return 0;
  },
});

function* label(t: Tool, address: string): Sys<string> {
  if (t.has('n')) return address;
  return `${(yield* resolveAddress(t.proc, address)) ?? address} (${address})`;
}
