/** Where dockerd listens: fd:// as systemd says, unix:// sockets that belong to group docker, tcp:// without TLS. */
import type { Proc, Sys } from '../kernel/sys.ts';
import { isSysError } from '../kernel/errno.ts';
import { listenFds } from '../kernel/sd-daemon.ts';
import { goErrno } from './containers/command.ts';

function dockerGroup(proc: Proc): number {
  try {
    const line = proc.readText('/etc/group').split('\n').find((entry) => entry.startsWith('docker:'));
    return line ? Number(line.split(':')[2]) : 0;
  } catch {
    return 0;
  }
}

/** Listening descriptors, for fd:// those that systemd has passed; undefined after the reason was printed. */
export function* listenOn(proc: Proc, host: string): Sys<number[] | undefined> {
  try {
    if (host === 'fd://') {
      const passed = listenFds(proc);
      if (passed.length === 0) throw new Error('no sockets found via socket activation: make sure the service was started by systemd');
      return passed;
    }
    if (host.startsWith('unix://')) return [listenUnix(proc, host.slice(7))];
    const m = /^tcp:\/\/([^:]*):(\d+)$/.exec(host);
    if (!m) throw new Error(`invalid bind address: ${host}`);
    const fd = proc.socket('inet', 'stream');
    proc.bind(fd, { family: 'inet', address: m[1] || '0.0.0.0', port: Number(m[2]) });
    proc.listen(fd);
    return [fd];
  } catch (error) {
    const reason = isSysError(error) ? goErrno(error) : (error as Error).message;
    yield* proc.write(2, `failed to load listeners: ${reason}\n`);
    return undefined;
  }
}

/** What the log calls a listening descriptor. */
export function listenName(proc: Proc, fd: number): string {
  const address = proc.getsockname(fd);
  return address.family === 'unix' ? address.path : `${address.address}:${address.port}`;
}

function listenUnix(proc: Proc, path: string): number {
  proc.fs.mkdirs(path.slice(0, path.lastIndexOf('/')) || '/', 0o755);
  if (proc.fs.exists(path)) proc.fs.unlink(path);
  const fd = proc.socket('unix', 'stream');
  proc.bind(fd, { family: 'unix', path });
  proc.fs.chmod(path, 0o660);
  proc.fs.chown(path, 0, dockerGroup(proc));
  proc.listen(fd);
  return fd;
}
