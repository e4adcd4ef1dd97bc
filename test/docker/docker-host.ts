/** A simulated host with `docker` and a daemon that plays back recorded answers on /var/run/docker.sock. */
import { docker } from '../../src/docker/docker.ts';
import { loadDeferred } from '../../src/kernel/deferred.ts';
import { executable } from '../../src/kernel/executable.ts';
import { addStandardDevices } from '../../src/kernel/fs/devices.ts';
import { createMemoryFs } from '../../src/kernel/fs/memory.ts';
import { createView } from '../../src/kernel/fs/view.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import { sink, source } from '../../src/kernel/outside.ts';
import type { Program } from '../../src/kernel/sys.ts';
import { playback, type Exchange, type Received } from './playback.ts';

// Runs here do not wait for code.
await loadDeferred();

const PLUGINS = '/usr/libexec/docker/cli-plugins';
const ROOT = { uid: 0, gid: 0, groups: [0] };
const FACTS = {
  kernelRelease: '6.1.0-37-amd64', kernelVersion: '#1 SMP', architecture: 'x86_64', operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  cpus: 1, memory: 8 * 1024 ** 3, swap: 0, cgroupVersion: 2,
} as const;

export interface Scene {
  readonly argv: readonly string[];
  readonly exchanges?: readonly Exchange[];
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default /root. */
  readonly cwd?: string;
  /** Relative to `cwd`, or absolute. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly tty?: { readonly rows: number; readonly cols: number };
  /** Typed once the command waits for it. */
  readonly typed?: string;
  /** Milliseconds since 1970. */
  readonly clock?: number;
  readonly daemon?: 'down';
  /** Plug-ins by name. */
  readonly plugins?: Readonly<Record<string, Program>>;
  readonly pingHeaders?: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the terminal showed, when there was one. */
  readonly terminal: string;
  readonly requests: readonly Received[];
  /** Reads a file that the command left behind; undefined when there is none. */
  file(path: string): Uint8Array | undefined;
}

/** Runs one command to its end. */
export function play(scene: Scene): Outcome {
  const requests: Received[] = [];
  const daemon = playback(scene.exchanges ?? [], requests, scene.pingHeaders);
  const plugins = Object.entries(scene.plugins ?? {});
  const kernel = new Kernel({
    seed: 1,
    epoch: BigInt(Math.round((scene.clock ?? 1_790_000_000_000) * 1e6)),
    programs: new Map([['docker', docker], ['dockerd', daemon], ...plugins.map(([name, program]) => [`docker-${name}`, program] as const)]),
  });
  const host = kernel.addHost({ name: 'box', facts: FACTS, root: createMemoryFs({ type: 'ext4', now: () => kernel.realtime() }) });
  const cwd = scene.cwd ?? '/root';
  const view = createView(host.mounts, ROOT, '/root');
  for (const folder of ['/usr/bin', '/dev', '/tmp', '/root', cwd, '/var/run', '/etc']) view.mkdirs(folder);
  addStandardDevices(view.resolve('/dev').node);
  view.writeData('/usr/bin/docker', executable('docker'), 0o755);
  view.writeData('/usr/bin/dockerd', executable('dockerd'), 0o755);
  if (plugins.length > 0) view.mkdirs(PLUGINS);
  for (const [name] of plugins) view.writeData(`${PLUGINS}/docker-${name}`, executable(`docker-${name}`), 0o755);
  view.writeFile('/etc/hosts', '127.0.0.1\tlocalhost\n');
  for (const [name, content] of Object.entries(scene.files ?? {})) {
    const path = name.startsWith('/') ? name : `${cwd}/${name}`;
    view.mkdirs(path.replace(/\/[^/]*$/, ''));
    if (!path.endsWith('/')) view.writeFile(path, content);
  }
  if (scene.daemon !== 'down') kernel.spawn(host, '/usr/bin/dockerd', { credentials: ROOT });
  kernel.run({ time: 1_000_000 });

  const text = { stdout: '', stderr: '', terminal: '' };
  const collect = (key: keyof typeof text) => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return sink((bytes) => {
      text[key] += decoder.decode(bytes, { stream: true });
    });
  };
  const env = new Map(Object.entries({ HOME: '/root', TZ: 'UTC', TERM: 'xterm', PATH: '/usr/bin:/bin', ...scene.env }));
  const common = { argv: scene.argv, env, cwd, credentials: ROOT };
  let handle;
  if (scene.tty === undefined) {
    handle = kernel.spawn(host, '/usr/bin/docker', { ...common, stdio: [source(scene.stdin ?? ''), collect('stdout'), collect('stderr')] });
  } else {
    const terminal = kernel.openTerminal(host, scene.tty);
    const decoder = new TextDecoder();
    terminal.onOutput = (bytes) => {
      text.terminal += decoder.decode(bytes, { stream: true });
    };
    handle = kernel.spawn(host, '/usr/bin/docker', { ...common, terminal });
    if (scene.typed !== undefined) {
      kernel.run({ time: kernel.now() + 100_000_000 });
      terminal.input(scene.typed);
    }
  }
  kernel.run({ time: kernel.now() + 60_000_000_000 });
  const [crash] = kernel.crashes;
  if (crash !== undefined) throw crash.error;
  const status = handle.status();
  return {
    exit: status?.kind === 'exited' ? status.code : status?.kind === 'signaled' ? 128 : -1,
    ...text,
    requests,
    file: (path) => (view.exists(path) ? view.readFile(path) : undefined),
  };
}
