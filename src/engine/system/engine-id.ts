/** The daemon's id: a UUID kept in engine-id below its root (moby loadOrCreateID). */
import type { Daemon } from '../daemon.ts';

export function engineId(daemon: Daemon): string {
  const path = `${daemon.root}/engine-id`;
  if (daemon.fs.exists(path)) return daemon.fs.readText(path);
  const hex = daemon.proc.random('docker-ids').hex(32);
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${'89ab'[Number.parseInt(hex[16]!, 16) % 4]}${hex.slice(17, 20)}-${hex.slice(20)}`;
  daemon.fs.mkdirs(daemon.root, 0o710);
  daemon.fs.writeFile(path, id, 0o600);
  return id;
}
