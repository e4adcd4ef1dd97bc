/** A daemon of nothing but its network service, on a real kernel; containers are namespaces in which programs can be run. */
import { completeHostConfig } from './host-config.ts';
import { createNetworkService } from '../../../src/engine/networks/service.ts';
import type { Networks } from '../../../src/engine/networks/service.ts';
import { generateId } from '../../../src/engine/ids.ts';
import type { ContainerView, Daemon, DaemonConfig } from '../../../src/engine/daemon.ts';
import type { ContainerConfig, HostConfig } from '../../../src/api/container.ts';
import type { EndpointSettings, NetworkCreateRequest } from '../../../src/api/network.ts';
import type { NetNamespace } from '../../../src/kernel/net/types.ts';
import { SysError } from '../../../src/kernel/errno.ts';
import { Link } from '../../../src/kernel/net/link.ts';
import type { Proc, Sys } from '../../../src/kernel/sys.ts';
import { ROOT, SECOND, World } from '../../kernel/world.ts';
import { createView } from '../../../src/kernel/fs/view.ts';

interface Made { readonly id: string; readonly name: string; readonly config: ContainerConfig; readonly hostConfig: HostConfig; net: NetNamespace | undefined }

export class NetworkBench {
  readonly world: World;
  readonly containers = new Map<string, Made>();
  readonly events: string[] = [];
  readonly proc: Proc;
  networks: Networks;
  readonly #bodies = new Map<string, (proc: Proc) => Sys<void>>();
  #nextBody = 0;
  #config: Partial<DaemonConfig>;

  constructor(config: Partial<DaemonConfig> = {}) {
    this.#config = config;
    let captured: Proc | undefined;
    const bodies = this.#bodies;
    this.world = new World({
      *dockerd(proc) {
        captured = proc;
        yield* proc.block([]);
        return 0;
      },
      *client(proc) {
        yield* (bodies.get(proc.argv[1] ?? '') ?? function* () {})(proc);
        return 0;
      },
    });
    const link = new Link(this.world.kernel.network, 'lan');
    link.attach(this.world.host.net as Parameters<Link['attach']>[0], { address: '10.0.2.15', prefix: 24 });
    this.world.fs.mkdirs('/etc');
    this.world.fs.writeFile('/etc/resolv.conf', 'nameserver 10.0.2.3\nsearch lab.example\n');
    this.world.start('dockerd');
    this.world.kernel.run({ time: 1000 });
    if (!captured) throw new Error('no daemon');
    this.proc = captured;
    this.networks = this.boot();
  }

  /** A (re)start of the daemon on the same disk. */
  boot(): Networks {
    const ids = this.proc.random('ids');
    const find = (reference: string): ContainerView | undefined => {
      const made = [...this.containers.values()].find((one) => one.id === reference || one.name === reference || one.id.startsWith(reference));
      return made && ({ ...made, running: made.net !== undefined, status: made.net ? 'running' : 'exited' } as unknown as ContainerView);
    };
    const daemon = {
      proc: this.proc,
      root: '/var/lib/docker',
      fs: this.world.fs,
      config: { defaultAddressPools: [], dns: [], bip: undefined, raw: {}, ...this.#config },
      events: { publish: (type: string, action: string, id: string, attributes: Record<string, string>) => this.events.push(`${type} ${action} ${attributes['name']}`) },
      containers: {
        find,
        resolve: (reference: string) => {
          const view = find(reference);
          if (!view) throw Object.assign(new Error(`No such container: ${reference}`), { name: 'DaemonError', status: 404 });
          return view.id;
        },
        list: () => [],
      },
      newId: () => generateId(ids),
    } as unknown as Daemon;
    this.networks = createNetworkService(daemon);
    return this.networks;
  }

  network(name: string, request: Partial<NetworkCreateRequest> = {}): string {
    return this.networks.create({ IPAM: { Driver: 'default', Options: {}, Config: [] }, Options: {}, Labels: {}, Name: name, ...request });
  }

  create(name: string, options: { network?: string; endpoint?: Partial<EndpointSettings>; config?: Partial<ContainerConfig>; host?: Partial<HostConfig> } = {}): string {
    const id = generateId(this.proc.random('containers'));
    const config = { Hostname: id.slice(0, 12), Domainname: '', Env: [], ExposedPorts: {}, ...options.config } as unknown as ContainerConfig;
    const hostConfig = completeHostConfig({ NetworkMode: options.network ?? 'default', ...options.host });
    const networking = options.endpoint ? { EndpointsConfig: { [options.network ?? 'bridge']: options.endpoint as EndpointSettings } } : undefined;
    this.networks.validate(hostConfig, networking);
    const folder = `/var/lib/docker/containers/${id}`;
    this.world.fs.mkdirs(folder);
    this.containers.set(id, { id, name, config, hostConfig, net: undefined });
    this.networks.register({ id, name, config, hostConfig, folder }, networking);
    return id;
  }

  start(id: string): NetNamespace {
    const made = this.containers.get(id);
    if (!made) throw new Error(`no container ${id}`);
    const { net } = this.networks.open(id);
    this.networks.start(id);
    made.net = net;
    return net;
  }

  stop(id: string): void {
    this.networks.stop(id);
    const made = this.containers.get(id);
    if (made) made.net = undefined;
  }

  run(name: string, options: Parameters<NetworkBench['create']>[1] = {}): string {
    const id = this.create(name, options);
    this.start(id);
    return id;
  }

  address(id: string, network = 'bridge'): string {
    return this.networks.endpoints(id)[network]?.IPAddress ?? '';
  }

  file(id: string, which: 'hosts' | 'resolvConf' | 'hostname'): string {
    return this.world.fs.readText(this.networks.files(id)[which]);
  }

  /** Runs a body in a namespace (a container's, or the host's), with the container's /etc; its result, or the error's code. */
  inside<T>(where: string | undefined, body: (proc: Proc) => Sys<T>, seconds = 30): T | string {
    const made = where === undefined ? undefined : this.containers.get(where);
    const mounts = this.world.host.mounts.clone();
    if (where !== undefined) {
      const files = this.networks.files(where);
      const view = createView(mounts, ROOT, '/');
      for (const [path, target] of [[files.hosts, '/etc/hosts'], [files.resolvConf, '/etc/resolv.conf']] as const) {
        if (!view.exists(target)) view.writeFile(target, '');
        const { node, mount } = view.resolve(path);
        mounts.bind(target, node, mount.fs);
      }
    }
    const outcome: { value: T | string } = { value: 'unfinished' };
    const key = String(this.#nextBody++);
    this.#bodies.set(key, function* (proc) {
      try {
        outcome.value = yield* body(proc);
      } catch (error) {
        outcome.value = error instanceof SysError ? error.code : String((error as Error).message);
      }
    });
    this.world.start('client', [key], { namespaces: { net: made?.net ?? this.world.host.net, mount: mounts } });
    this.world.kernel.run({ time: this.world.kernel.now() + seconds * SECOND });
    return outcome.value;
  }

  /** Starts a server that answers each connection with what `text` says of the peer, and ends it. */
  serve(where: string, port: number, text: string): void {
    const made = this.containers.get(where);
    const key = String(this.#nextBody++);
    this.#bodies.set(key, function* (proc) {
      const server = proc.socket('inet', 'stream');
      proc.bind(server, { family: 'inet', address: '0.0.0.0', port });
      proc.listen(server);
      for (;;) {
        const { fd, peer } = yield* proc.accept(server);
        yield* proc.write(fd, `${text} ${peer.family === 'inet' ? peer.address : ''}`);
        proc.close(fd);
      }
    });
    this.world.start('client', [key], { namespaces: { net: made?.net ?? this.world.host.net } });
    this.world.kernel.run({ time: this.world.kernel.now() + SECOND / 1000 });
  }

  /** What a server says to `where`. */
  ask(where: string | undefined, address: string, port: number): string {
    return this.inside(where, function* (proc) {
      const socket = proc.socket('inet', 'stream');
      yield* proc.connect(socket, { family: 'inet', address, port }, 5 * SECOND);
      let all = '';
      for (;;) {
        const data = yield* proc.read(socket);
        if (data.length === 0) return all;
        all += new TextDecoder().decode(data);
      }
    });
  }
}
