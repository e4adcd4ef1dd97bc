/** Volumes of the local driver (moby volume/service, volume/local): folders under volumes/, their labels and options beside them. */
import { decodeJSON } from '../../formats/json/decode.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { layerSize } from '../../kernel/fs/overlay-changes.ts';
import { createMemoryFs } from '../../kernel/fs/memory.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { FsView } from '../../kernel/fs/types.ts';
import { DaemonError } from '../daemon.ts';
import type { Daemon, Volume, VolumeService } from '../daemon.ts';
import { readIfThere, writeThrough } from '../content/store-files.ts';
import { generateId } from '../ids.ts';
import { rfc3339Nano } from '../time.ts';
import { checkLocalOptions, tmpfsSize } from './local-options.ts';
import { copyDirectory, isEmpty } from './populate.ts';

export const ANONYMOUS_LABEL = 'com.docker.volume.anonymous';

type StoredVolume = Pick<Volume, 'name' | 'driver' | 'options' | 'createdAt'> & { readonly labels: Readonly<Record<string, string>> | null };

export class Volumes implements VolumeService {
  readonly daemon: Daemon;
  readonly #home: string;
  readonly #volumes = new Map<string, StoredVolume>();
  readonly #users = new Map<string, Set<string>>();

  constructor(daemon: Daemon) {
    this.daemon = daemon;
    this.#home = `${daemon.root}/volumes`;
    const text = readIfThere(daemon.fs, `${this.#home}/metadata.db`);
    if (text) for (const volume of decodeJSON(text) as StoredVolume[]) if (daemon.fs.exists(this.#path(volume.name))) this.#volumes.set(volume.name, volume);
  }

  #path(name: string): string {
    return `${this.#home}/${name}`;
  }

  #save(): void {
    writeThrough(this.daemon.fs, `${this.#home}/metadata.db`, encodeJSON([...this.#volumes.values()]));
  }

  #view(stored: StoredVolume): Volume {
    return {
      ...stored, labels: stored.labels ?? {}, mountpoint: `${this.#path(stored.name)}/_data`, scope: 'local', anonymous: stored.labels?.[ANONYMOUS_LABEL] !== undefined,
    };
  }

  get(name: string): Volume | undefined {
    const stored = this.#volumes.get(name);
    return stored && this.#view(stored);
  }

  list(): readonly Volume[] {
    return [...this.#volumes.values()].map((stored) => this.#view(stored));
  }

  /** Labels as they were given: null without any. */
  labels(name: string): Readonly<Record<string, string>> | null {
    return this.#volumes.get(name)?.labels ?? null;
  }

  create(options: Parameters<VolumeService['create']>[0]): Volume {
    const { fs } = this.daemon;
    const anonymous = options.name === '';
    const name = anonymous ? generateId(this.daemon.proc.random('volume-names')) : options.name;
    const driver = options.driver || 'local';
    if (driver !== 'local') throw new DaemonError(404, `create ${name}: error looking up volume plugin ${driver}: plugin ${JSON.stringify(driver)} not found`);
    checkName(name);
    const known = this.#volumes.get(name);
    if (known) return this.#view(known);
    const driverOpts = options.driverOpts && Object.keys(options.driverOpts).length > 0 ? options.driverOpts : null;
    if (driverOpts) checkLocalOptions(name, driverOpts);
    const labels = { ...options.labels, ...(anonymous ? { [ANONYMOUS_LABEL]: '' } : {}) };
    const createdAt = rfc3339Nano((this.daemon.proc.realtime() / 1_000_000_000n) * 1_000_000_000n);
    const stored: StoredVolume = { name, driver, options: driverOpts, createdAt, labels: anonymous || options.labels ? labels : null };
    if (!fs.exists(this.#home)) fs.mkdirs(this.#home, 0o701);
    fs.mkdir(this.#path(name), 0o701);
    fs.mkdir(`${this.#path(name)}/_data`, 0o755);
    if (driverOpts) fs.writeFile(`${this.#path(name)}/opts.json`, encodeJSON({ MountType: driverOpts['type'] ?? '', MountOpts: driverOpts['o'] ?? '', MountDevice: driverOpts['device'] ?? '', Quota: { Size: 0 } }), 0o600);
    this.#volumes.set(name, stored);
    this.#save();
    this.daemon.events.publish('volume', 'create', name, { driver });
    return this.#view(stored);
  }

  remove(name: string, force: boolean): void {
    const stored = this.#volumes.get(name);
    if (!stored) {
      if (force) return;
      throw new DaemonError(404, `get ${name}: no such volume`);
    }
    const users = this.users(name);
    if (users.length > 0) throw new DaemonError(409, `remove ${name}: volume is in use - [${users.join(', ')}]`);
    this.#unmount(name);
    this.daemon.fs.removeAll(this.#path(name));
    this.#volumes.delete(name);
    this.#save();
    this.daemon.events.publish('volume', 'destroy', name, { driver: stored.driver });
  }

  users(name: string): readonly string[] {
    return [...(this.#users.get(name) ?? [])];
  }

  acquire(name: string, containerId: string): void {
    let users = this.#users.get(name);
    if (!users) this.#users.set(name, (users = new Set()));
    if (users.size === 0) this.#mount(name);
    users.add(containerId);
  }

  release(name: string, containerId: string): void {
    const users = this.#users.get(name);
    if (!users?.delete(containerId) || users.size > 0) return;
    this.#users.delete(name);
    this.#unmount(name);
  }

  /** Mounts what the options of the driver name: a bind mount of a host folder or a tmpfs. */
  #mount(name: string): void {
    const stored = this.#volumes.get(name);
    const type = stored?.options?.['type'];
    if (!stored?.options || type === undefined) return;
    const device = stored.options['device'] ?? '';
    const o = stored.options['o'] ?? '';
    const target = `${this.#path(name)}/_data`;
    const { proc, fs } = this.daemon;
    const readOnly = o.split(',').includes('ro');
    const fail = (reason: string): never => {
      throw new DaemonError(500, `error while mounting volume '${target}': failed to mount local volume: mount ${device}:${target}${o ? `, flags: 0x${o.split(',').includes('bind') ? '1000' : '0'}` : ''}: ${reason}`);
    };
    if (type === 'tmpfs') {
      const size = tmpfsSize(o);
      proc.mounts.mount(target, createMemoryFs({ type: 'tmpfs', now: () => proc.realtime(), mode: 0o1777, ...(size ? { size } : {}), options: `relatime${size ? `,size=${size / 1024}k` : ''}` }), { source: device || 'tmpfs', readOnly });
    } else if (o.split(',').includes('bind') || o.split(',').includes('rbind')) {
      try {
        const found = fs.resolve(device);
        proc.mounts.bind(target, found.node, found.mount.fs, { source: found.mount.source, readOnly });
      } catch (error) {
        if (!isSysError(error)) throw error;
        fail(error.message.toLowerCase());
      }
    } else fail('no such device');
  }

  #unmount(name: string): void {
    const target = `${this.#path(name)}/_data`;
    if (this.daemon.proc.mounts.list.some((mount) => mount.target === target)) this.daemon.proc.mounts.umount(target);
  }

  populate(volume: Volume, container: FsView, path: string): void {
    const { fs } = this.daemon;
    if (!isEmpty(fs, volume.mountpoint)) return;
    let from;
    try {
      from = container.resolve(path).node;
    } catch (error) {
      if (isSysError(error)) return;
      throw error;
    }
    if (from.kind === 'directory') copyDirectory(from, fs.resolve(volume.mountpoint).node);
  }

  size(name: string): number {
    const path = `${this.#path(name)}/_data`;
    return this.daemon.fs.exists(path) ? layerSize(this.daemon.fs.resolve(path).node) : 0;
  }
}

function checkName(name: string): void {
  if (name.length === 1) throw new DaemonError(400, `create ${name}: volume name is too short, names should be at least two alphanumeric characters`);
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) {
    throw new DaemonError(400, `create ${name}: ${JSON.stringify(name)} includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`);
  }
}

/** The volume service of a daemon, with what is on its disk. */
export function createVolumeService(daemon: Daemon): Volumes {
  return new Volumes(daemon);
}
