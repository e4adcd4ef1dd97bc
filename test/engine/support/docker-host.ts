/** A host with dockerd on it, and requests to its socket by a process of the host: what the daemon answers is what a client would get. */
import { expect } from 'vitest';
import { makeDockerd } from '../../../src/engine/dockerd.ts';
import { HttpHeaders } from '../../../src/formats/http/headers.ts';
import { encodeRequestHead } from '../../../src/formats/http/message.ts';
import { ResponseReader } from '../../../src/formats/http/reader.ts';
import { loadDeferred } from '../../../src/kernel/deferred.ts';
import { executable } from '../../../src/kernel/executable.ts';
import { addStandardDevices } from '../../../src/kernel/fs/devices.ts';
import { createMemoryFs } from '../../../src/kernel/fs/memory.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import { Kernel } from '../../../src/kernel/kernel.ts';
import type { ProcessHandle } from '../../../src/kernel/kernel.ts';
import type { KernelHost } from '../../../src/kernel/kernel-host.ts';
import { sink, source } from '../../../src/kernel/outside.ts';
import type { Proc, Program, Sys } from '../../../src/kernel/sys.ts';
import { fakeServices } from './fakes.ts';
import type { FakeImage } from './fakes.ts';
import { PROGRAMS } from './programs.ts';

// Runs here do not wait for code.
await loadDeferred();

const ROOT = { uid: 0, gid: 0, groups: [0] };
export const SECOND = 1_000_000_000;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly bytes: Uint8Array;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent after a 101; then the writing side is closed. */
  readonly input?: string;
  readonly upgrade?: boolean;
  /** Virtual time after which what has come so far is the answer. */
  readonly limit?: number;
}

export const ALPINE: FakeImage = {
  config: { Cmd: ['sh'], Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], WorkingDir: '/' },
  programs: Object.keys(PROGRAMS).filter((name) => name !== 'dockerd' && name !== 'client'),
};

export class DockerHost {
  readonly kernel: Kernel;
  readonly host: KernelHost;
  dockerd: ProcessHandle;
  log = '';
  readonly #tasks: (() => (proc: Proc) => Sys<number>)[] = [];

  constructor(options: { images?: Readonly<Record<string, FakeImage>>; cgroupVersion?: 1 | 2 } = {}) {
    const programs = new Map<string, Program>(Object.entries(PROGRAMS).map(([name, main]) => [name, { name, main }]));
    programs.set('dockerd', makeDockerd(fakeServices({ alpine: ALPINE, ...options.images })));
    const tasks = this.#tasks;
    programs.set('client', { name: 'client', main: (proc) => tasks.shift()!()(proc) });
    this.kernel = new Kernel({ seed: 1, epoch: 1_795_266_000n * 1_000_000_000n, programs });
    const root = createMemoryFs({ type: 'ext4', now: () => this.kernel.realtime() });
    this.host = this.kernel.addHost({
      name: 'vm', root,
      facts: {
        kernelRelease: '6.1.0-37-amd64', kernelVersion: '#1 SMP', architecture: 'x86_64', operatingSystem: 'Debian GNU/Linux 12 (bookworm)', cpus: 2,
        memory: 8 * 1024 ** 3, swap: 0, cgroupVersion: options.cgroupVersion ?? 1,
      },
    });
    const { fs } = this;
    for (const folder of ['/bin', '/dev', '/etc', '/tmp', '/root', '/var/run']) fs.mkdirs(folder);
    fs.writeFile('/etc/group', 'root:x:0:\ndocker:x:998:\n');
    addStandardDevices(fs.resolve('/dev').node);
    for (const name of programs.keys()) fs.writeData(`/bin/${name}`, executable(name), 0o755);
    this.dockerd = this.startDaemon();
  }

  get fs() {
    return createView(this.host.mounts, ROOT, '/');
  }

  startDaemon(...args: string[]): ProcessHandle {
    const out = sink((bytes) => {
      this.log += new TextDecoder().decode(bytes);
    });
    this.dockerd = this.kernel.spawn(this.host, '/bin/dockerd', { argv: ['dockerd', ...args], stdio: [source(''), out, out], credentials: ROOT });
    this.run(SECOND / 10);
    return this.dockerd;
  }

  /** Lets virtual time pass. */
  run(nanoseconds: number): void {
    this.kernel.run({ time: this.kernel.now() + nanoseconds });
    expect(this.kernel.crashes.map((crash) => crash.error)).toEqual([]);
  }

  /** Sends a request; call the result when time has passed to get the answer so far. */
  begin(method: string, path: string, options: RequestOptions = {}): () => Answer & { done: boolean } {
    const received: Uint8Array[] = [];
    let done = false;
    this.#tasks.push(() => function* (proc) {
      const fd = proc.socket('unix', 'stream');
      yield* proc.connect(fd, { family: 'unix', path: '/var/run/docker.sock' });
      const body = options.body === undefined ? undefined : options.body instanceof Uint8Array ? options.body : new TextEncoder().encode(JSON.stringify(options.body));
      const headers = new HttpHeaders({
        Host: 'docker', ...(options.upgrade ? { Connection: 'Upgrade', Upgrade: 'tcp' } : { Connection: 'close' }),
        ...(body ? { 'Content-Type': 'application/json', 'Content-Length': String(body.length) } : {}), ...options.headers,
      });
      yield* proc.write(fd, encodeRequestHead(method, path, headers));
      if (body) yield* proc.write(fd, body);
      if (options.upgrade) {
        if (options.input) yield* proc.write(fd, options.input);
        proc.shutdown(fd, 'write');
      }
      for (;;) {
        const data = yield* proc.read(fd);
        if (data.length === 0) break;
        received.push(data);
      }
      done = true;
      return 0;
    });
    this.kernel.spawn(this.host, '/bin/client', { argv: ['client'], credentials: ROOT });
    return () => Object.assign(parse(method, received), { done });
  }

  request(method: string, path: string, options: RequestOptions = {}): Answer {
    const answer = this.begin(method, path, options);
    const end = this.kernel.now() + (options.limit ?? 100 * SECOND);
    while (!answer().done && this.kernel.now() < end) {
      if (this.kernel.run({ time: Math.min(end, this.kernel.now() + SECOND / 100) }) === 'idle') break;
    }
    expect(this.kernel.crashes.map((crash) => crash.error)).toEqual([]);
    return answer();
  }

  get(path: string, options?: RequestOptions): Answer {
    return this.request('GET', path, options);
  }

  post(path: string, body?: unknown, options: RequestOptions = {}): Answer {
    return this.request('POST', path, { ...options, ...(body === undefined ? {} : { body }) });
  }

  /** Creates and starts; the id. */
  start(cmd: readonly string[], config: Readonly<Record<string, unknown>> = {}, name = ''): string {
    const created = this.post(`/containers/create${name ? `?name=${name}` : ''}`, { Image: 'alpine', Cmd: cmd, ...config });
    expect(created.text).toContain('"Id"');
    const started = this.post(`/containers/${created.json.Id}/start`);
    expect(started.text).toBe('');
    return created.json.Id as string;
  }

  inspect(reference: string): Answer['json'] {
    return this.get(`/containers/${reference}/json`).json;
  }
}

function parse(method: string, received: readonly Uint8Array[]): Answer {
  const reader = new ResponseReader();
  reader.expect(method);
  for (const data of received) reader.push(data);
  reader.close();
  let status = 0;
  const headers: Record<string, string> = {};
  const parts: Uint8Array[] = [];
  try {
    for (let event = reader.read(); event; event = reader.read()) {
      if (event.type === 'head') {
        status = event.head.status;
        for (const [name, value] of event.head.headers) headers[name] = value;
        if (status === 101) break;
      } else if (event.type === 'data') parts.push(event.data);
    }
  } catch {
    // A stream that has not ended yet.
  }
  if (status === 101) parts.push(reader.surplus());
  const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
  const text = new TextDecoder().decode(bytes);
  return {
    status, headers, text, bytes,
    get json() {
      return JSON.parse(text);
    },
  };
}

/** The payloads of a multiplexed stream, by stream. */
export function demultiplex(bytes: Uint8Array): { stdout: string; stderr: string } {
  const out = { stdout: '', stderr: '' };
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = new DataView(bytes.buffer, bytes.byteOffset + at + 4).getUint32(0);
    const text = new TextDecoder().decode(bytes.subarray(at + 8, at + 8 + length));
    out[bytes[at] === 1 ? 'stdout' : 'stderr'] += text;
    at += 8 + length;
  }
  return out;
}
