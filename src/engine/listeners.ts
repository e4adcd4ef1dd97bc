/** Where dockerd listens: unix:// sockets that belong to group docker, tcp:// without TLS. */
import type { Proc, Sys } from '../kernel/sys.ts';
import { isSysError } from '../kernel/errno.ts';
import { goErrno } from './containers/command.ts';

function dockerGroup(proc: Proc): number {
  try {
    const line = proc.readText('/etc/group').split('\n').find((entry) => entry.startsWith('docker:'));
    return line ? Number(line.split(':')[2]) : 0;
  } catch {
    return 0;
  }
}

/** A listening descriptor; undefined after the reason was printed. fd:// means the usual socket, which systemd would hand over. */
export function* listenOn(proc: Proc, host: string): Sys<number | undefined> {
  const address = host === 'fd://' ? 'unix:///var/run/docker.sock' : host;
  try {
    if (address.startsWith('unix://')) return listenUnix(proc, address.slice(7));
    const m = /^tcp:\/\/([^:]*):(\d+)$/.exec(address);
    if (!m) throw new Error(`invalid bind address: ${host}`);
    const fd = proc.socket('inet', 'stream');
    proc.bind(fd, { family: 'inet', address: m[1] || '0.0.0.0', port: Number(m[2]) });
    proc.listen(fd);
    return fd;
  } catch (error) {
    const reason = isSysError(error) ? goErrno(error) : (error as Error).message;
    yield* proc.write(2, `failed to load listeners: ${reason}\n`);
    return undefined;
  }
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
