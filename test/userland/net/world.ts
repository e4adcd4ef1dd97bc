/** A host with network tools, a second host on its link, and small servers that do what a test says. */
import { executable } from '../../../src/kernel/executable.ts';
import { createMemoryFs } from '../../../src/kernel/fs/memory.ts';
import { createView } from '../../../src/kernel/fs/view.ts';
import type { KernelHost } from '../../../src/kernel/kernel-host.ts';
import type { Namespace } from '../../../src/kernel/net/namespace.ts';
import { datagramsOutside } from '../../../src/kernel/net/outside.ts';
import { encodeDns, parseDns } from '../../../src/kernel/net/dns-message.ts';
import type { DnsRecord } from '../../../src/kernel/net/dns-message.ts';
import { sink, source } from '../../../src/kernel/outside.ts';
import type { Proc, Program, Sys } from '../../../src/kernel/sys.ts';
import { FACTS, ROOT, SECOND, World } from '../../kernel/world.ts';

export interface Result { readonly code: number; readonly stdout: string; readonly stderr: string }

/** `box` is 10.0.2.15, `far` 10.0.2.2 with 198.51.100.7 behind it; names are answered by 10.0.2.3. */
export class NetWorld {
  readonly world: World;
  readonly box: KernelHost;
  readonly far: KernelHost;
  readonly #servers = new Map<string, (proc: Proc) => Sys<number>>();
  #count = 0;

  constructor(programs: Record<string, Program>) {
    const servers = this.#servers;
    this.world = new World({ ...programs, *server(proc) {
      return yield* (servers.get(proc.argv[1] ?? '') ?? function* () { return 1; })(proc);
    } });
    const { kernel } = this.world;
    this.box = this.world.host;
    this.far = kernel.addHost({ name: 'far', facts: FACTS, root: createMemoryFs({ type: 'ext4', now: () => kernel.realtime() }) });
    const link = kernel.network.createLink();
    const near = link.attach(this.box.net as Namespace, { address: '10.0.2.15', prefix: 24, mac: '52:54:00:12:34:56' });
    this.box.net.addRoute({ destination: '0.0.0.0', prefix: 0, gateway: '10.0.2.2', interface: near });
    const eth0 = link.attach(this.far.net as Namespace, { address: '10.0.2.2', prefix: 24, latency: 5_000_000 });
    eth0.addAddress('10.0.2.3', 24);
    eth0.addAddress('198.51.100.7', 32);
    this.fs.mkdirs('/etc');
    this.fs.writeFile('/etc/hosts', '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost\n');
    this.fs.writeFile('/etc/resolv.conf', 'nameserver 10.0.2.3\n');
    createView(this.far.mounts, ROOT, '/').mkdirs('/bin');
    createView(this.far.mounts, ROOT, '/').writeData('/bin/server', executable('server'), 0o755);
    for (const name of Object.keys(programs)) {
      this.fs.mkdirs('/busybox');
      this.fs.writeData(`/busybox/${name}`, executable(name, { variant: 'busybox' }), 0o755);
    }
  }

  get fs() {
    return this.world.fs;
  }

  /** Names that 10.0.2.3 knows; all others do not exist. */
  names(records: readonly DnsRecord[]): void {
    datagramsOutside(this.far.net, { address: '10.0.2.3', port: 53 }, (data, _from, reply) => {
      const query = parseDns(data);
      const question = query?.questions[0];
      if (!query || !question) return;
      const known = records.filter((record) => record.name === question.name);
      const answers = known.filter((record) => record.type === question.type || question.type === 'ANY');
      reply(encodeDns({ id: query.id, response: true, recursionDesired: true, recursionAvailable: true, code: known.length > 0 ? 'NOERROR' : 'NXDOMAIN', questions: query.questions, answers }));
    });
  }

  /** Starts a program of the test on a host. */
  background(main: (proc: Proc) => Sys<number>, host: KernelHost = this.box): void {
    const key = String(this.#count++);
    this.#servers.set(key, main);
    this.world.kernel.spawn(host, '/bin/server', { argv: ['server', key], credentials: ROOT });
    this.world.kernel.run({ time: this.world.kernel.now() + 1_000_000 });
  }

  /** Listens on a port and hands each connection, with what was sent first, to `answer`; its text is sent and the connection closed. */
  serve(port: number, answer: (request: string) => string | Uint8Array, options: { host?: KernelHost; address?: string; delay?: number } = {}): string[] {
    const requests: string[] = [];
    this.background(function* (proc) {
      const server = proc.socket('inet', 'stream');
      proc.bind(server, { family: 'inet', address: options.address ?? '0.0.0.0', port });
      proc.listen(server);
      for (;;) {
        const { fd } = yield* proc.accept(server);
        const request = new TextDecoder().decode(yield* proc.read(fd));
        requests.push(request);
        if (options.delay) yield* proc.sleep(options.delay);
        yield* proc.write(fd, answer(request));
        proc.close(fd);
      }
    }, options.host);
    return requests;
  }

  /** Runs a command line (words by blanks; quotes are not known) to its end, at most `seconds`. */
  run(line: string | readonly string[], options: { stdin?: string; busybox?: boolean; seconds?: number; interrupt?: number } = {}): Result {
    const argv = typeof line === 'string' ? line.split(' ') : line;
    const text = { stdout: '', stderr: '' };
    const collect = (key: keyof typeof text) => sink((bytes) => {
      text[key] += new TextDecoder().decode(bytes);
    });
    const { kernel } = this.world;
    const handle = kernel.spawn(this.box, `/${options.busybox ? 'busybox' : 'bin'}/${argv[0]}`, { argv, cwd: '/tmp', credentials: ROOT, stdio: [source(options.stdin ?? ''), collect('stdout'), collect('stderr')] });
    if (options.interrupt !== undefined) {
      kernel.run({ time: kernel.now() + options.interrupt });
      kernel.kill(this.box, handle.pid, 'SIGINT');
    }
    kernel.run({ time: kernel.now() + (options.seconds ?? 200) * SECOND });
    const [crash] = kernel.crashes;
    if (crash) throw crash.error;
    const status = handle.status();
    return { code: status?.kind === 'exited' ? status.code : status?.kind === 'signaled' ? 128 : -1, ...text };
  }
}

export const http = (body: string, head = 'HTTP/1.1 200 OK\r\nContent-Type: text/html'): string => `${head}\r\nContent-Length: ${new TextEncoder().encode(body).length}\r\n\r\n${body}`;
