/** telnet(1): a line to a port. Option negotiation is not needed with the servers of this world. */
import { isSysError } from '../../kernel/errno.ts';
import { ResolveError } from '../../kernel/net/resolver.ts';
import { RAW } from '../../kernel/tty/types.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { addressesOf, connectAny } from './dial.ts';
import { servicePort } from './services.ts';

export const telnet: Program = {
  name: 'telnet',
  *main(proc) {
    const busybox = proc.variant === 'busybox';
    const [host, portText = '23'] = proc.argv.slice(1).filter((arg) => !arg.startsWith('-'));
    if (host === undefined) {
      yield* proc.write(2, busybox ? 'BusyBox v1.37.0 (2025-05-26 20:04:45 UTC) multi-call binary.\n\nUsage: telnet [-a] [-l USER] HOST [PORT]\n\nConnect to telnet server\n\n\t-a\tAutomatic login with $USER variable\n\t-l USER\tAutomatic login as USER\n' : 'telnet: interactive mode is not simulated here: give a host and a port\n');
      return 1;
    }
    const port = servicePort(portText);
    if (port === undefined) {
      yield* proc.write(2, busybox ? `telnet: bad port '${portText}'\n` : `telnet: could not resolve ${host}/${portText}: Servname not supported for ai_socktype\n`);
      return 1;
    }
    let addresses: string[];
    try {
      addresses = yield* addressesOf(proc, host);
    } catch (error) {
      if (!(error instanceof ResolveError)) throw error;
      yield* proc.write(2, busybox ? `telnet: bad address '${host}'\n` : `telnet: could not resolve ${host}/${portText}: ${error.message}\n`);
      return 1;
    }
    try {
      const { fd } = yield* connectAny(proc, busybox ? addresses.slice(0, 1) : addresses, port, Infinity, {
        *trying(address) {
          if (!busybox) yield* proc.write(1, `Trying ${address}...\n`);
        },
      });
      yield* proc.write(1, busybox ? `Connected to ${host}\n` : `Connected to ${host}.\nEscape character is '^]'.\n`);
      return yield* converse(proc, fd, busybox);
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(2, busybox ? `telnet: can't connect to remote host (${addresses[0]}): ${error.message}\n` : `telnet: Unable to connect to remote host: ${error.message}\n`);
      return 1;
    }
  },
};

function* converse(proc: Proc, fd: number, busybox: boolean): Sys<number> {
  let input = proc.thread(typed(proc, fd), 'telnet input');
  if (busybox) {
    proc.sigaction('SIGINT', function* () {
      input.cancel();
      yield* consoleEscape(proc);
      input = proc.thread(typed(proc, fd), 'telnet input');
    });
  }
  try {
    for (;;) {
      const data = yield* proc.read(fd);
      if (data.length === 0) break;
      yield* proc.write(1, data);
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
  input.cancel();
  yield* proc.write(busybox ? 1 : 2, busybox ? 'Connection closed by foreign host\r\n' : 'Connection closed by foreign host.\n');
  return 1;
}

/** BusyBox's menu after ^C. */
function* consoleEscape(proc: Proc): Sys<void> {
  const before = proc.isatty(0) ? proc.tcgetattr(0) : undefined;
  if (before) proc.tcsetattr(0, RAW);
  yield* proc.write(1, '\r\nConsole escape. Commands are:\r\n\n l\tgo to line mode\r\n c\tgo to character mode\r\n z\tsuspend telnet\r\n e\texit telnet\r\n');
  const key = new TextDecoder().decode(yield* proc.read(0, 1));
  if (before) proc.tcsetattr(0, before);
  if (key === 'e') yield* proc.exit(0);
  if (key === 'z') proc.kill(proc.pid, 'SIGTSTP');
  if (key === 'c' && before) proc.tcsetattr(0, RAW);
}

/** Lines end with CR LF on the way out. */
function* typed(proc: Proc, fd: number): Sys<void> {
  try {
    for (;;) {
      const data = yield* proc.read(0);
      if (data.length === 0) break;
      yield* proc.write(fd, new TextDecoder().decode(data).replace(/\r?\n/g, '\r\n'));
    }
    proc.shutdown(fd, 'write');
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
}
