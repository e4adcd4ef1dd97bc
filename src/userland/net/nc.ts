/** nc(1): OpenBSD's netcat, or BusyBox's by the variant. */
import { isSysError } from '../../kernel/errno.ts';
import { ResolveError } from '../../kernel/net/resolver.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { OptionError, parseOptions } from '../options.ts';
import type { Option, ParsedOptions } from '../options.ts';
import { addressesOf, connectAny } from './dial.ts';
import { serviceName, servicePort } from './services.ts';

const OPTIONS: readonly Option[] = [
  { short: 'l' }, { short: 'p', argument: 'port' }, { short: 'z' }, { short: 'v' }, { short: 'n' }, { short: 'u' }, { short: 'U' }, { short: 'k' }, { short: 'N' }, { short: 'w', argument: 'timeout' }, { short: 'q', argument: 'seconds' },
  { short: 's', argument: 'source' }, { short: '4' }, { short: '6' }, { short: 'd' }, { short: 't' }, { short: 'i', argument: 'interval' }, { short: 'e', argument: 'prog' }, { short: 'h' },
];
const USAGE = 'usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]\n\t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]\n\t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]\n\t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]\n\t  [destination] [port]\n';
const BUSYBOX_USAGE = 'BusyBox v1.37.0 (2025-05-26 20:04:45 UTC) multi-call binary.\n\nUsage: nc [OPTIONS] HOST PORT  - connect\nnc [OPTIONS] -l -p PORT [HOST] [PORT]  - listen\n\n\t-e PROG\tRun PROG after connect (must be last)\n\t-l\tListen mode, for inbound connects\n\t-lk\tWith -e, provides persistent server\n\t-p PORT\tLocal port\n\t-s ADDR\tLocal address\n\t-w SEC\tTimeout for connects and final net reads\n\t-i SEC\tDelay interval for lines sent\n\t-n\tDon\'t do DNS resolution\n\t-u\tUDP mode\n\t-b\tAllow broadcasts\n\t-v\tVerbose\n\t-o FILE\tHex dump traffic\n\t-z\tZero-I/O mode (scanning)\n';

export const nc: Program = {
  name: 'nc',
  *main(proc) {
    const busybox = proc.variant === 'busybox';
    try {
      const options = parseOptions(proc.argv.slice(1), OPTIONS, { busybox });
      if (options.has('h')) {
        yield* proc.write(2, busybox ? BUSYBOX_USAGE : USAGE);
        return busybox ? 1 : 0;
      }
      if (options.has('e')) {
        yield* proc.write(2, 'nc: -e is not simulated here\n');
        return 1;
      }
      if (options.has('l')) return yield* listen(proc, options);
      return yield* connect(proc, options, busybox);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      yield* proc.write(2, `nc: ${error.message}\n${busybox ? BUSYBOX_USAGE : USAGE}`);
      return 1;
    }
  },
};

function* listen(proc: Proc, options: ParsedOptions): Sys<number> {
  const port = servicePort(options.value('p') ?? options.operands.at(-1) ?? '');
  if (options.has('U')) return yield* listenUnix(proc, options);
  if (port === undefined) {
    yield* proc.write(2, USAGE);
    return 1;
  }
  const type = options.has('u') ? 'dgram' : 'stream';
  const socket = proc.socket('inet', type);
  const address = options.value('s') ?? (options.operands.length > 1 ? (options.operands[0] ?? '0.0.0.0') : '0.0.0.0');
  try {
    proc.bind(socket, { family: 'inet', address, port });
    if (type === 'stream') proc.listen(socket, 1);
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* proc.write(2, `nc: ${proc.variant === 'busybox' ? 'bind: ' : ''}${error.message}\n`);
    return 1;
  }
  if (options.has('v')) yield* proc.write(2, proc.variant === 'busybox' ? `listening on ${address}:${port} ...\n` : `Listening on ${address} ${port}\n`);
  if (type === 'dgram') {
    const { data, from } = yield* proc.recvfrom(socket);
    yield* proc.connect(socket, from);
    yield* proc.write(1, data);
    return yield* pump(proc, socket, options);
  }
  for (;;) {
    const { fd, peer } = yield* proc.accept(socket);
    if (options.has('v') && peer.family === 'inet') yield* proc.write(2, proc.variant === 'busybox' ? `connect to ${address}:${port} from ${peer.address}:${peer.port}\n` : `Connection received on ${peer.address} ${peer.port}\n`);
    if (!options.has('k')) proc.close(socket);
    const code = yield* pump(proc, fd, options);
    if (!options.has('k')) return code;
  }
}

function* listenUnix(proc: Proc, options: ParsedOptions): Sys<number> {
  const socket = proc.socket('unix', 'stream');
  try {
    proc.bind(socket, { family: 'unix', path: options.operands[0] ?? '' });
    proc.listen(socket, 1);
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* proc.write(2, `nc: ${error.message}\n`);
    return 1;
  }
  const { fd } = yield* proc.accept(socket);
  return yield* pump(proc, fd, options);
}

function* connect(proc: Proc, options: ParsedOptions, busybox: boolean): Sys<number> {
  const [host, portText] = options.operands;
  if (options.has('U') && host !== undefined) {
    const socket = proc.socket('unix', 'stream');
    try {
      yield* proc.connect(socket, { family: 'unix', path: host });
    } catch (error) {
      if (!isSysError(error)) throw error;
      if (!options.has('z') || options.has('v')) yield* proc.write(2, `nc: ${host}: ${error.message}\n`);
      return 1;
    }
    return options.has('z') ? 0 : yield* pump(proc, socket, options);
  }
  if (host === undefined || portText === undefined) {
    yield* proc.write(2, busybox ? BUSYBOX_USAGE : USAGE);
    return 1;
  }
  const [first, last = first] = portText.split('-').map(servicePort);
  if (first === undefined || last === undefined) {
    yield* proc.write(2, busybox ? `nc: bad port '${portText}'\n` : `nc: port number invalid: ${portText}\n`);
    return 1;
  }
  let addresses: string[];
  try {
    addresses = yield* addressesOf(proc, host, options.has('4') ? 4 : options.has('6') ? 6 : undefined);
  } catch (error) {
    if (!(error instanceof ResolveError)) throw error;
    yield* proc.write(2, busybox ? `nc: bad address '${host}'\n` : `nc: getaddrinfo for host "${host}" port ${portText}: ${error.message}\n`);
    return 1;
  }
  let code = 1;
  for (let port = first; port <= last; port++) {
    const fd = yield* dial(proc, options, host, busybox ? addresses.slice(0, 1) : addresses, port, busybox);
    if (fd === undefined) continue;
    code = 0;
    if (!options.has('z')) return yield* pump(proc, fd, options);
    proc.close(fd);
  }
  return code;
}

function* dial(proc: Proc, options: ParsedOptions, host: string, addresses: readonly string[], port: number, busybox: boolean): Sys<number | undefined> {
  const verbose = options.has('v');
  const seconds = Number(options.value('w') ?? 0);
  if (options.has('u')) {
    const fd = proc.socket('inet', 'dgram');
    yield* proc.connect(fd, { family: 'inet', address: addresses[0] ?? '', port });
    return fd;
  }
  try {
    const { fd, address } = yield* connectAny(proc, addresses, port, seconds > 0 ? proc.now() + seconds * 1e9 : Infinity, {
      *failed(tried, failure) {
        if (!busybox && verbose) yield* proc.write(2, `nc: connect to ${host}${tried === host ? '' : ` (${tried})`} port ${port} (tcp) failed: ${words(failure)}\n`);
      },
    });
    if (verbose) {
      const service = serviceName(port);
      yield* proc.write(2, busybox ? `${host} (${address}:${port}) open\n` : `Connection to ${host}${address === host ? '' : ` (${address})`} ${port} port [tcp/${service === String(port) ? '*' : service}] succeeded!\n`);
    }
    return fd;
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (busybox && (verbose || !options.has('z'))) yield* proc.write(2, verbose ? `nc: ${host} (${addresses[0]}:${port}): ${error.message}\n` : `nc: can't connect to remote host (${addresses[0]}): ${error.code === 'EHOSTUNREACH' ? 'Host is unreachable' : error.message}\n`);
    return undefined;
  }
}

function words(code: string): string {
  const texts: Readonly<Record<string, string>> = { ECONNREFUSED: 'Connection refused', EHOSTUNREACH: 'No route to host', ENETUNREACH: 'Network is unreachable', ETIMEDOUT: 'Connection timed out' };
  return texts[code] ?? code;
}

/** Standard input to the socket and the socket to standard output, until the other side ends. */
function* pump(proc: Proc, fd: number, options: ParsedOptions): Sys<number> {
  const ends = options.has('N') || options.has('q') || proc.variant === 'busybox';
  const input = options.has('d') ? undefined : proc.thread(send(proc, fd, ends), 'nc input');
  const idle = Number(options.value('w') ?? 0);
  try {
    for (;;) {
      if (idle > 0 && (yield* proc.poll([{ fd, read: true }], idle * 1e9)).length === 0) break;
      const data = yield* proc.read(fd);
      if (data.length === 0) break;
      yield* proc.write(1, data);
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (error.code !== 'ECONNRESET') {
      yield* proc.write(2, `nc: ${error.message}\n`);
      return 1;
    }
  } finally {
    input?.cancel();
  }
  proc.close(fd);
  return 0;
}

function* send(proc: Proc, fd: number, ends: boolean): Sys<void> {
  try {
    for (;;) {
      const data = yield* proc.read(0);
      if (data.length === 0) break;
      yield* proc.write(fd, data);
    }
    if (ends) proc.shutdown(fd, 'write');
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
}
