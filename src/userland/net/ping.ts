/** ping(8): iputils', or BusyBox's by the variant of the executable. */
import { isSysError } from '../../kernel/errno.ts';
import { ResolveError, resolve, resolveAddress } from '../../kernel/net/resolver.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { OptionError, parseOptions } from '../options.ts';
import type { Option, ParsedOptions } from '../options.ts';
import { openPing, receiveEcho, sendEcho } from './icmp.ts';
import type { EchoAnswer } from './icmp.ts';

const SECOND = 1e9;

const OPTIONS: readonly Option[] = [
  { short: 'c', argument: 'count' }, { short: 'i', argument: 'interval' }, { short: 'W', argument: 'timeout' }, { short: 'w', argument: 'deadline' }, { short: 's', argument: 'size' }, { short: 't', argument: 'ttl' },
  { short: 'I', argument: 'interface' }, { short: 'q' }, { short: 'n' }, { short: '4' }, { short: '6' }, { short: 'A' }, { short: 'a' }, { short: 'D' }, { short: 'f' }, { short: 'O' }, { short: 'v' }, { short: 'V' }, { short: 'h' },
  { short: 'p', argument: 'pattern' }, { short: 'M', argument: 'pmtudisc' }, { short: 'm', argument: 'mark' }, { short: 'l', argument: 'preload' }, { short: 'Q', argument: 'tos' }, { short: 'b' }, { short: 'r' }, { short: 'R' },
];

const USAGE = `
Usage
  ping [options] <destination>

Options:
  <destination>      dns name or ip address
  -c <count>         stop after <count> replies
  -i <interval>      seconds between sending each packet
  -I <interface>     either interface name or address
  -n                 no dns name resolution
  -q                 quiet output
  -s <size>          use <size> as number of data bytes to be sent
  -t <ttl>           define time to live
  -V                 print version and exit
  -w <deadline>      reply wait <deadline> in seconds
  -W <timeout>       time to wait for response
  -4                 use IPv4
  -6                 use IPv6

For more details see ping(8).
`;

const BUSYBOX_USAGE = `BusyBox v1.37.0 (2025-05-26 20:04:45 UTC) multi-call binary.

Usage: ping [OPTIONS] HOST

Send ICMP ECHO_REQUESTs to HOST

	-4,-6		Force IP or IPv6 name resolution
	-c CNT		Send only CNT pings
	-s SIZE		Send SIZE data bytes in packets (default 56)
	-i SECS		Interval
	-A		Ping as soon as reply is received
	-t TTL		Set TTL
	-I IFACE/IP	Source interface or IP address
	-W SEC		Seconds to wait for the first response (default 10)
			(after all -c CNT packets are sent)
	-w SEC		Seconds until ping exits (default:infinite)
			(can exit earlier with -c CNT)
	-q		Quiet, only display output at start/finish
	-p HEXBYTE	Payload pattern
`;

export const ping: Program = {
  name: 'ping',
  *main(proc) {
    const busybox = proc.variant === 'busybox';
    let options: ParsedOptions;
    try {
      options = parseOptions(proc.argv.slice(1), OPTIONS, { busybox });
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      yield* proc.write(2, busybox ? `ping: ${error.message}\n${BUSYBOX_USAGE}` : `ping: ${error.message}\n${USAGE}`);
      return busybox ? 1 : 2;
    }
    if (options.has('V')) {
      yield* proc.write(1, 'ping from iputils 20221126\n');
      return 0;
    }
    const [host] = options.operands;
    if (host === undefined || options.has('h')) {
      yield* proc.write(2, busybox ? BUSYBOX_USAGE : options.has('h') ? USAGE : `ping: usage error: Destination address required\n`);
      return busybox || !options.has('h') ? 1 : 2;
    }
    for (const [name, wrong] of [['c', 'invalid argument'], ['s', 'invalid argument']] as const) {
      const value = options.value(name);
      if (value === undefined || (/^\d+$/.test(value) && (name !== 'c' || Number(value) > 0))) continue;
      yield* proc.write(2, busybox ? `ping: invalid number '${value}'\n` : `ping: ${wrong}: '${value}'${/^\d+$/.test(value) ? ': out of range: 1 <= value <= 9223372036854775807' : ''}\n`);
      return 1;
    }
    let address: string;
    try {
      address = (yield* resolve(proc, host)).find((one) => !one.includes(':') || options.has('6')) ?? '';
      if (address === '') throw new ResolveError('EAI_NONAME');
    } catch (error) {
      if (!(error instanceof ResolveError)) throw error;
      yield* proc.write(2, busybox ? `ping: bad address '${host}'\n` : `ping: ${host}: ${error.message}\n`);
      return busybox ? 1 : 2;
    }
    return yield* new Session(proc, options, host, address, busybox).run();
  },
};

class Session {
  readonly #proc: Proc;
  readonly #options: ParsedOptions;
  readonly #host: string;
  readonly #address: string;
  readonly #busybox: boolean;
  readonly #size: number;
  readonly #count: number;
  readonly #times: number[] = [];
  #sent = 0;
  #errors = 0;
  #name: string | undefined;
  #interrupted = false;
  #lastSent = 0;

  constructor(proc: Proc, options: ParsedOptions, host: string, address: string, busybox: boolean) {
    this.#proc = proc;
    this.#options = options;
    this.#host = host;
    this.#address = address;
    this.#busybox = busybox;
    this.#size = Number(options.value('s') ?? 56);
    this.#count = Number(options.value('c') ?? 0) || Infinity;
  }

  *run(): Sys<number> {
    const proc = this.#proc;
    const size = this.#size;
    proc.sigaction('SIGINT', this.#stop(), { restart: false });
    yield* proc.write(1, this.#busybox ? `PING ${this.#host} (${this.#address}): ${size} data bytes\n` : `PING ${this.#host} (${this.#address}) ${size}(${size + 28}) bytes of data.\n`);
    const fd = openPing(proc, this.#options.value('t') === undefined ? undefined : Number(this.#options.value('t')));
    const begun = proc.now();
    this.#lastSent = begun;
    let failed: number | undefined;
    try {
      failed = yield* this.#loop(fd, begun);
    } catch (error) {
      if (!isSysError(error, 'EINTR')) throw error;
    }
    if (failed !== undefined) return failed;
    yield* this.#statistics(this.#lastSent - begun);
    if (this.#busybox) return this.#times.length > 0 ? 0 : 1;
    return this.#times.length === 0 || (this.#options.has('w') && this.#count !== Infinity && this.#times.length < this.#count) ? 1 : 0;
  }

  #stop() {
    const interrupt = (): void => {
      this.#interrupted = true;
    };
    return function* (): Sys<void> {
      interrupt();
    };
  }

  *#loop(fd: number, begun: number): Sys<number | undefined> {
    const proc = this.#proc;
    const interval = (this.#options.has('f') || this.#options.has('A') ? 0.01 : Number(this.#options.value('i') ?? 1)) * SECOND;
    const end = this.#options.value('w') === undefined ? Infinity : begun + Number(this.#options.value('w')) * SECOND;
    const wait = Number(this.#options.value('W') ?? (this.#busybox ? 10 : 10)) * SECOND;
    const started = new Map<number, number>();
    let pending = 0;
    let next = begun;
    let lastSent = begun;
    while (!this.#interrupted) {
      if (proc.now() >= end) return undefined;
      if (this.#sent < this.#count && proc.now() >= next) {
        const sequence = this.#sent + (this.#busybox ? 0 : 1);
        try {
          yield* sendEcho(proc, fd, this.#address, sequence, this.#size);
        } catch (error) {
          if (!isSysError(error) || error.code === 'EINTR') throw error;
          if (this.#busybox) {
            yield* proc.write(2, `ping: sendto: ${error.code === 'ENETUNREACH' ? 'Network unreachable' : error.message}\n`);
            return 1;
          }
          yield* proc.write(2, `ping: connect: ${error.message}\n`);
          return 2;
        }
        started.set(sequence, proc.now());
        this.#sent++;
        pending++;
        lastSent = proc.now();
        this.#lastSent = lastSent;
        next = Math.max(next + interval, proc.now());
      }
      const done = this.#sent >= this.#count;
      if (done && pending === 0) return undefined;
      const deadline = Math.min(end, done ? lastSent + wait : next);
      const answer = yield* receiveEcho(proc, fd, deadline);
      if (!answer) {
        if (done && proc.now() >= lastSent + wait) return undefined;
        continue;
      }
      pending--;
      const elapsed = proc.now() - (started.get(answer.sequence) ?? proc.now());
      yield* this.#show(answer, elapsed);
    }
    return undefined;
  }

  *#show(answer: EchoAnswer, elapsed: number): Sys<void> {
    const proc = this.#proc;
    const quiet = this.#options.has('q');
    if (answer.kind !== 'reply') {
      this.#errors++;
      if (this.#busybox || quiet) return;
      const what = answer.kind === 'exceeded' ? 'Time to live exceeded' : answer.code === 0 ? 'Destination Net Unreachable' : 'Destination Host Unreachable';
      yield* proc.write(1, `From ${answer.from} icmp_seq=${answer.sequence} ${what}\n`);
      return;
    }
    this.#times.push(elapsed / 1e6);
    if (quiet) return;
    const time = this.#busybox ? (elapsed / 1e6).toFixed(3) : milliseconds(elapsed / 1e6);
    if (this.#busybox) {
      yield* proc.write(1, `${answer.size} bytes from ${answer.from}: seq=${answer.sequence} ttl=${answer.ttl} time=${time} ms\n`);
      return;
    }
    this.#name ??= this.#options.has('n') || /^[\d.]+$/.test(this.#host) ? answer.from : yield* this.#reverse(answer.from);
    yield* proc.write(1, `${answer.size} bytes from ${this.#name}: icmp_seq=${answer.sequence} ttl=${answer.ttl} time=${time} ms\n`);
  }

  *#reverse(address: string): Sys<string> {
    const name = yield* resolveAddress(this.#proc, address);
    return name === undefined ? address : `${name} (${address})`;
  }

  *#statistics(elapsed: number): Sys<void> {
    const received = this.#times.length;
    const loss = this.#sent === 0 ? 0 : ((this.#sent - received) * 100) / this.#sent;
    const percent = this.#busybox ? Math.floor(loss) : Number(loss.toPrecision(6));
    let text = `${this.#busybox || this.#sent > 0 ? '\n' : ''}--- ${this.#host} ping statistics ---\n${this.#sent} packets transmitted, ${received} ${this.#busybox ? 'packets ' : ''}received, `;
    if (!this.#busybox && this.#errors > 0) text += `+${this.#errors} errors, `;
    text += `${percent}% packet loss${this.#busybox ? '' : `, time ${Math.floor(elapsed / 1e6)}ms`}\n`;
    if (received > 0) {
      const min = Math.min(...this.#times);
      const max = Math.max(...this.#times);
      const average = this.#times.reduce((sum, time) => sum + time, 0) / received;
      const square = this.#times.reduce((sum, time) => sum + time * time, 0) / received;
      const deviation = Math.sqrt(Math.max(0, square - average * average));
      const three = (value: number): string => value.toFixed(3);
      text += this.#busybox ? `round-trip min/avg/max = ${three(min)}/${three(average)}/${three(max)} ms\n` : `rtt min/avg/max/mdev = ${three(min)}/${three(average)}/${three(max)}/${three(deviation)} ms\n`;
    } else if (!this.#busybox) text += '\n';
    yield* this.#proc.write(1, text);
  }
}

/** Three digits as iputils shows them: `0.045`, `1.23`, `10.2`, `120`. */
function milliseconds(value: number): string {
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  if (value >= 1) return value.toFixed(2);
  return value.toFixed(3);
}
