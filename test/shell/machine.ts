/** A small host with shells and a few programs, for tests of the shell: `run` for scripts, `session` for a terminal. */
import { loadDeferred } from '../../src/kernel/deferred.ts';
import { executable } from '../../src/kernel/executable.ts';
import { addStandardDevices } from '../../src/kernel/fs/devices.ts';
import { createMemoryFs } from '../../src/kernel/fs/memory.ts';
import { createProc } from '../../src/kernel/system-files.ts';
import { createView } from '../../src/kernel/fs/view.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import { sink, source } from '../../src/kernel/outside.ts';
import { bash, sh } from '../../src/shell/bash.ts';
import { PROGRAMS } from './programs.ts';
import type { KernelHost } from '../../src/kernel/kernel-host.ts';
import type { FsView } from '../../src/kernel/fs/types.ts';
import type { Program } from '../../src/kernel/sys.ts';

// Runs here do not wait for code.
await loadDeferred();

const ROOT = { uid: 0, gid: 0, groups: [0] };
const FACTS = {
  kernelRelease: '6.1.0-37-amd64', kernelVersion: '#1 SMP', architecture: 'x86_64', operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  cpus: 1, memory: 8 * 1024 ** 3, swap: 0, cgroupVersion: 2,
} as const;

export interface Result { readonly stdout: string; readonly stderr: string; readonly code: number }

export class Machine {
  readonly kernel: Kernel;
  readonly host: KernelHost;

  constructor(programs: readonly Program[] = PROGRAMS) {
    const all = [bash, sh, ...programs];
    this.kernel = new Kernel({ seed: 1, epoch: 1_700_000_000n * 1_000_000_000n, programs: new Map(all.map((program) => [program.name, program])) });
    const root = createMemoryFs({ type: 'ext4', now: () => this.kernel.realtime() });
    this.host = this.kernel.addHost({ name: 'box', facts: FACTS, root });
    const { fs } = this;
    for (const dir of ['/bin', '/dev', '/tmp', '/etc', '/root', '/proc', '/desk']) fs.mkdirs(dir);
    fs.chmod('/tmp', 0o1777);
    addStandardDevices(fs.resolve('/dev').node);
    this.host.mounts.mount('/proc', createProc(this.host));
    fs.writeFile('/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\nlearner:x:1000:1000::/home/learner:/bin/bash\n');
    for (const program of all) fs.writeData(`/bin/${program.name}`, executable(program.name), 0o755);
    fs.writeData('/bin/dash', executable('sh'), 0o755);
    fs.writeData('/bin/ash', executable('sh', { variant: 'busybox' }), 0o755);
  }

  get fs(): FsView { return createView(this.host.mounts, ROOT, '/'); }

  /** Runs a program to its end. */
  run(argv: readonly string[], options: { stdin?: string; cwd?: string; env?: Record<string, string>; seconds?: number } = {}): Result {
    let [stdout, stderr] = ['', ''];
    const [out, err] = [new TextDecoder(), new TextDecoder()];
    const handle = this.kernel.spawn(this.host, `/bin/${argv[0]}`, {
      argv, cwd: options.cwd ?? '/desk', credentials: ROOT,
      env: new Map(Object.entries({ PATH: '/bin', HOME: '/root', ...options.env })),
      stdio: [source(options.stdin ?? ''), sink((bytes) => { stdout += out.decode(bytes, { stream: true }); }), sink((bytes) => { stderr += err.decode(bytes, { stream: true }); })],
    });
    this.kernel.run(options.seconds === undefined ? undefined : { time: this.kernel.now() + options.seconds * 1e9 });
    const crash = this.kernel.crashes.shift();
    if (crash) throw crash.error;
    const status = handle.status();
    const code = status?.kind === 'exited' ? status.code : status?.kind === 'signaled' ? -1 : -2;
    return { stdout, stderr, code };
  }

  /** `bash -c TEXT` */
  bash(text: string, options: Parameters<Machine['run']>[1] = {}): Result {
    return this.run(['bash', '-c', text], options);
  }

  /** A shell on a terminal. */
  session(argv: readonly string[] = ['bash'], options: { env?: Record<string, string>; cols?: number; rows?: number } = {}): Session {
    return new Session(this, argv, options);
  }
}

/** What a terminal showed, byte by byte; time only passes in `type` and `wait`. */
export class Session {
  readonly machine: Machine;
  readonly terminal: ReturnType<Kernel['openTerminal']>;
  readonly handle: ReturnType<Kernel['spawn']>;
  output = '';
  onOutput: ((text: string) => void) | undefined;

  constructor(machine: Machine, argv: readonly string[], options: { env?: Record<string, string>; cols?: number; rows?: number }) {
    this.machine = machine;
    const { kernel, host } = machine;
    this.terminal = kernel.openTerminal(host, { rows: options.rows ?? 24, cols: options.cols ?? 80 });
    const decoder = new TextDecoder();
    this.terminal.onOutput = (bytes) => {
      const text = decoder.decode(bytes, { stream: true });
      this.output += text;
      this.onOutput?.(text);
    };
    this.handle = kernel.spawn(host, `/bin/${(argv[0] as string).replace(/^-/, '')}`, {
      argv, cwd: '/desk', credentials: ROOT, terminal: this.terminal,
      env: new Map(Object.entries({ PATH: '/bin', HOME: '/root', TERM: 'xterm-256color', PS1: '$ ', ...options.env })),
    });
    this.wait(0.2);
  }

  /** Types, lets `seconds` pass, and returns what was written meanwhile. */
  type(text: string, seconds = 0.2): string {
    const before = this.output.length;
    this.terminal.input(text);
    this.wait(seconds);
    return this.output.slice(before);
  }

  wait(seconds: number): void {
    this.machine.kernel.run({ time: this.machine.kernel.now() + seconds * 1e9 });
    const crash = this.machine.kernel.crashes.shift();
    if (crash) throw crash.error;
  }
}
