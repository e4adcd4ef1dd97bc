import { beforeAll, describe, expect, test } from 'vitest';
import { dockerd } from '../../../src/engine/main.ts';
import { catalogueImages } from '../../../src/engine/images/catalogue/published.ts';
import { HUB_CONFIG, HUB_NAMES } from '../../../src/engine/images/hub-host.ts';
import { registryTree } from '../../../src/engine/images/hub.ts';
import { searchIndex } from '../../../src/engine/images/search-index.ts';
import { worldImages } from '../../../src/engine/images/world-images.ts';
import type { PublishedImage } from '../../../src/engine/images/catalogue/image.ts';
import { encodeRequestHead } from '../../../src/formats/http/message.ts';
import { HttpHeaders } from '../../../src/formats/http/headers.ts';
import { ResponseReader } from '../../../src/formats/http/reader.ts';
import { executable } from '../../../src/kernel/executable.ts';
import { addStandardDevices } from '../../../src/kernel/fs/devices.ts';
import { createMemoryFs } from '../../../src/kernel/fs/memory.ts';
import { TreeBuilder } from '../../../src/kernel/fs/tree.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import { loadDeferred } from '../../../src/kernel/deferred.ts';
import { Kernel } from '../../../src/kernel/kernel.ts';
import type { KernelHost } from '../../../src/kernel/kernel-host.ts';
import type { Namespace } from '../../../src/kernel/net/namespace.ts';
import { sink, source } from '../../../src/kernel/outside.ts';
import type { Proc, Program, Sys } from '../../../src/kernel/sys.ts';
import { registry } from '../../../src/userland/registry/registry.ts';

await loadDeferred();

const ROOT = { uid: 0, gid: 0, groups: [0] };
const SECOND = 1_000_000_000;
const FACTS = { kernelRelease: '6.1.0', kernelVersion: '#1', architecture: 'x86_64', operatingSystem: 'Debian', cpus: 2, memory: 8 * 1024 ** 3, swap: 0, cgroupVersion: 2 as const };

/** A learner's host with dockerd, and another one that is Docker Hub and, on port 5000, a registry of one's own. */
class Pair {
  readonly kernel: Kernel;
  readonly learner: KernelHost;
  output = '';
  readonly #tasks: ((proc: Proc) => Sys<number>)[] = [];

  constructor(images: readonly PublishedImage[]) {
    const tasks = this.#tasks;
    const client: Program = { name: 'client', main: (proc) => (tasks.shift() as (proc: Proc) => Sys<number>)(proc) };
    this.kernel = new Kernel({ seed: 1, epoch: 1_795_266_000n * 1_000_000_000n, programs: new Map<string, Program>([['dockerd', dockerd()], ['registry', registry], ['client', client]]) });
    const now = (): bigint => this.kernel.realtime();
    const hosts = HUB_NAMES.map((name) => `10.0.2.2 ${name}\n`).join('');
    const host = (name: string, tree: TreeBuilder): KernelHost => {
      for (const folder of ['bin', 'dev', 'proc', 'tmp', 'var/run', 'root']) tree.directory(folder);
      for (const program of ['dockerd', 'registry', 'client']) tree.file(`bin/${program}`, executable(program), 0o755);
      tree.file('etc/group', 'root:x:0:\ndocker:x:998:\n').file('etc/hosts', `127.0.0.1 localhost\n${hosts}`);
      const made = this.kernel.addHost({ name, facts: FACTS, root: createMemoryFs({ type: 'ext4', now, tree: tree.build() }) });
      addStandardDevices(createView(made.mounts, ROOT).resolve('/dev').node);
      return made;
    };
    this.learner = host('vm', new TreeBuilder());
    const hub = host('hub', new TreeBuilder().file('etc/hub.yml', HUB_CONFIG).file('etc/own.yml', 'storage:\n  filesystem:\n    rootdirectory: /srv/own\n').tree('var/lib/registry', registryTree(images, searchIndex(), 1n)));
    const link = this.kernel.network.createLink('internet');
    link.attach(this.learner.net as Namespace, { name: 'eth0', address: '10.0.2.15', prefix: 24 });
    link.attach(hub.net as Namespace, { name: 'eth0', address: '10.0.2.2', prefix: 24 });
    const out = sink((bytes) => void (this.output += new TextDecoder().decode(bytes)));
    const spawn = (on: KernelHost, argv: string[]): void => void this.kernel.spawn(on, `/bin/${argv[0]}`, { argv, stdio: [source(''), out, out], credentials: ROOT });
    spawn(hub, ['registry', 'serve', '/etc/hub.yml']);
    spawn(this.learner, ['registry', 'serve', '/etc/hub.yml']);
    spawn(this.learner, ['dockerd']);
    createView(this.learner.mounts, ROOT).writeFile('/etc/own.yml', 'storage:\n  filesystem:\n    rootdirectory: /srv/own\n');
    spawn(this.learner, ['registry', 'serve', '/etc/own.yml']);
    this.kernel.run({ time: this.kernel.now() + SECOND });
  }

  request(method: string, path: string, body?: unknown): { status: number; text: string; seconds: number } {
    const received: Uint8Array[] = [];
    let done = false;
    this.#tasks.push(function* (proc) {
      const fd = proc.socket('unix', 'stream');
      yield* proc.connect(fd, { family: 'unix', path: '/var/run/docker.sock' });
      const bytes = body === undefined ? '' : JSON.stringify(body);
      yield* proc.write(fd, encodeRequestHead(method, path, new HttpHeaders({ Host: 'docker', Connection: 'close', 'Content-Type': 'application/json', 'Content-Length': String(bytes.length) })));
      yield* proc.write(fd, bytes);
      for (;;) {
        const data = yield* proc.read(fd);
        if (data.length === 0) break;
        received.push(data);
      }
      done = true;
      return 0;
    });
    this.kernel.spawn(this.learner, '/bin/client', { argv: ['client'], credentials: ROOT });
    const start = this.kernel.now();
    for (let i = 0; !done && i < 10_000; i++) if (this.kernel.run({ time: this.kernel.now() + SECOND / 100 }) === 'idle') break;
    expect(this.kernel.crashes.map((crash) => crash.error)).toEqual([]);
    const reader = new ResponseReader();
    reader.expect(method);
    for (const data of received) reader.push(data);
    reader.close();
    let status = 0;
    let text = '';
    for (let event = reader.read(); event; event = reader.read()) {
      if (event.type === 'head') status = event.head.status;
      else if (event.type === 'data') text += new TextDecoder().decode(event.data);
    }
    return { status, text, seconds: (this.kernel.now() - start) / SECOND };
  }

  pull(name: string, tag = 'latest', extra = ''): { status: number; lines: string[]; text: string } {
    const answer = this.request('POST', `/v1.50/images/create?fromImage=${encodeURIComponent(name)}&tag=${encodeURIComponent(tag)}${extra}`);
    return { ...answer, lines: answer.status === 200 ? readable(answer.text) : [] };
  }
}

/** What the CLI would print without a terminal. */
function readable(text: string): string[] {
  return text.split('\r\n').filter(Boolean).map((line) => JSON.parse(line) as { status?: string; id?: string; error?: string; progress?: string }).filter((line) => !line.progress)
    .map((line) => line.error ?? `${line.id ? `${line.id}: ` : ''}${line.status ?? ''}`);
}

function pick(...names: string[]): PublishedImage[] {
  return names.map((name) => {
    const [repository, tag = ''] = name.split(':');
    return catalogueImages().find((image) => image.repository === repository && image.tags.includes(tag)) as PublishedImage;
  });
}

describe('pull', () => {
  let pair: Pair;
  beforeAll(() => {
    pair = new Pair(pick('hello-world:latest', 'alpine:latest', 'nginx:alpine', 'traefik/whoami:latest'));
  });

  test('brings an image with the digest of its index', () => {
    const [image] = pick('hello-world:latest');
    const { lines, status } = pair.pull('docker.io/library/hello-world');
    const id = image?.layers[0]?.digest.slice(7, 19);
    expect(status).toBe(200);
    expect(lines).toEqual(['latest: Pulling from library/hello-world', `${id}: Pulling fs layer`, `${id}: Verifying Checksum`, `${id}: Download complete`, `${id}: Pull complete`, `Digest: ${image?.digest}`, 'Status: Downloaded newer image for hello-world:latest']);
    expect(pair.pull('docker.io/library/hello-world').lines).toEqual(['latest: Pulling from library/hello-world', `Digest: ${image?.digest}`, 'Status: Image is up to date for hello-world:latest']);
    expect(JSON.parse(pair.request('GET', '/v1.50/images/hello-world/json').text)).toMatchObject({ Id: image?.id, RepoDigests: [`hello-world@${image?.digest}`] });
  });

  test('layers that are there already are not pulled again', () => {
    pair.pull('docker.io/library/alpine');
    const { lines } = pair.pull('docker.io/library/nginx', 'alpine');
    expect(lines[1]).toMatch(/^[0-9a-f]{12}: Already exists$/);
    expect(lines.filter((line) => line.endsWith('Pull complete')).length).toBeGreaterThan(5);
    expect(lines.filter((line) => line.endsWith('Waiting')).length).toBeGreaterThan(2);
  });

  test('says what Docker says when it cannot', () => {
    const error = (name: string, tag = 'latest', extra = '') => {
      const { status, text } = pair.pull(name, tag, extra);
      return `${status} ${(JSON.parse(text) as { message: string }).message}`;
    };
    expect(error('docker.io/library/nosuchimage')).toBe("404 pull access denied for nosuchimage, repository does not exist or may require 'docker login': denied: requested access to the resource is denied");
    expect(error('docker.io/library/nginx', 'nosuchtag')).toBe('404 manifest for nginx:nosuchtag not found: manifest unknown: manifest unknown');
    expect(error('localhost:1/x')).toBe('500 Get "http://localhost:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused');
    expect(error('localhost:5000/none', '1')).toBe('404 manifest for localhost:5000/none:1 not found: manifest unknown: manifest unknown');
    expect(error('docker.io/library/alpine', 'latest', '&platform=nonsense')).toBe('400 "nonsense": unknown operating system or architecture: invalid argument');
  });

  test('search', () => {
    expect(JSON.parse(pair.request('GET', '/v1.50/images/search?term=nginx&limit=2').text)).toMatchObject([{ name: 'nginx', is_official: true }, { name: 'nginx/nginx-ingress' }]);
    expect(pair.request('GET', '/v1.50/images/search?term=nginx&limit=1000')).toMatchObject({ status: 400, text: '{"message":"limit 1000 is outside the range of [1, 100]"}\n' });
    expect(pair.request('GET', '/v1.50/images/search?term=nosuchthing').text).toBe('[]\n');
  });

  test('login is refused', () => {
    expect(pair.request('POST', '/v1.50/auth', { username: 'user', password: 'wrong', serveraddress: 'https://index.docker.io/v1/' })).toMatchObject({ status: 401, text: '{"message":"Get \\"https://registry-1.docker.io/v2/\\": unauthorized: incorrect username or password"}\n' });
  });

  test('push to a registry of one\'s own and pull from it', () => {
    pair.request('POST', '/v1.50/images/alpine/tag?repo=localhost:5000/alpine&tag=1');
    const pushed = readable(pair.request('POST', '/v1.50/images/localhost:5000/alpine/push?tag=1').text);
    expect(pushed).toEqual(['The push refers to repository [localhost:5000/alpine]', expect.stringMatching(/: Preparing$/), expect.stringMatching(/: Pushed$/), expect.stringMatching(/^1: digest: sha256:[0-9a-f]{64} size: \d+$/), '']);
    const again = readable(pair.request('POST', '/v1.50/images/localhost:5000/alpine/push?tag=1').text);
    expect(again[2]).toMatch(/: Layer already exists$/);
    pair.request('POST', '/v1.50/images/nginx:alpine/tag?repo=localhost:5000/team/web&tag=v1');
    expect(readable(pair.request('POST', '/v1.50/images/localhost:5000/team/web/push?tag=v1').text).some((line) => line.endsWith(': Mounted from alpine'))).toBe(true);
    for (const name of ['localhost:5000/alpine:1', 'alpine', 'localhost:5000/team/web:v1', 'nginx:alpine']) pair.request('DELETE', `/v1.50/images/${name}?force=1`);
    expect(JSON.parse(pair.request('GET', '/v1.50/images/json').text)).toHaveLength(1);
    const pulled = pair.pull('localhost:5000/team/web', 'v1');
    expect(pulled.lines[0]).toBe('v1: Pulling from team/web');
    expect(pulled.lines.at(-1)).toBe('Status: Downloaded newer image for localhost:5000/team/web:v1');
    expect(JSON.parse(pair.request('GET', '/v1.50/images/json').text).map((image: { RepoTags: string[] }) => image.RepoTags[0])).toContain('localhost:5000/team/web:v1');
    expect(readable(pair.request('POST', '/v1.50/images/hello-world/push').text).at(-1)).toBe('errors:\ndenied: requested access to the resource is denied\nunauthorized: authentication required\n');
    expect(readable(pair.request('POST', '/v1.50/images/localhost:5000/never/push?tag=1').text).at(-1)).toBe('An image does not exist locally with the tag: localhost:5000/never');
  });
});

describe('recorded images', () => {
  const record = JSON.stringify({
    'tool:1': {
      id: `sha256:${'1'.repeat(64)}`, repo_digests: [`tool@sha256:${'2'.repeat(64)}`], size: 5_003_132, created: '2025-08-18T22:00:00Z',
      config: {
        architecture: 'amd64', os: 'linux', created: '2025-08-18T22:00:00Z', config: { Cmd: ['/bin/sh'] }, rootfs: { type: 'layers', diff_ids: [`sha256:${'3'.repeat(64)}`] },
        history: [{ created: '2025-08-19T00:00:00Z', created_by: 'ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit' }, { created_by: 'CMD ["/bin/sh"]', empty_layer: true }],
      },
      layers: [{ diff_id: `sha256:${'3'.repeat(64)}`, size: 5_000_000 }],
    },
  });

  test('are pulled with the ids and sizes of the record', () => {
    const pair = new Pair(worldImages(record));
    expect(pair.pull('tool', '1').lines.slice(-2)).toEqual([`Digest: sha256:${'2'.repeat(64)}`, 'Status: Downloaded newer image for tool:1']);
    expect(JSON.parse(pair.request('GET', '/v1.50/images/json').text)).toMatchObject([{ Id: `sha256:${'1'.repeat(64)}`, Size: 5_003_132, RepoDigests: [`tool@sha256:${'2'.repeat(64)}`] }]);
    expect(JSON.parse(pair.request('DELETE', '/v1.50/images/tool:1').text).at(-1)).toEqual({ Deleted: `sha256:${'3'.repeat(64)}` });
  });
});
