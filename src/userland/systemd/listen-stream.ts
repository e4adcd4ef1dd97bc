/** Addresses of ListenStream= and of systemd-socket-activate: a path, a port, or HOST:PORT (systemd.socket(5)). */
import type { Proc } from '../../kernel/sys.ts';

/** A descriptor that listens there. Throws SysError. */
export function listenStream(proc: Proc, address: string): number {
  const isPath = address.startsWith('/');
  const [, host = '0.0.0.0', port = ''] = /^(?:(.+):)?(\d+)$/.exec(address) ?? [];
  const fd = proc.socket(isPath ? 'unix' : 'inet', 'stream');
  try {
    proc.bind(fd, isPath ? { family: 'unix', path: address } : { family: 'inet', address: host, port: Number(port) });
    proc.listen(fd);
    return fd;
  } catch (error) {
    proc.close(fd);
    throw error;
  }
}
