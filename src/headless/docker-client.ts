/** `drydock docker`: our own client against any real socket. */
import { existsSync } from 'node:fs';
import { Feed, sink, source } from '../kernel/outside.ts';
import { preloadPrograms } from '../machine/programs.ts';
import { clientHost, SOCKET } from './client-host.ts';
import { parseAddress, type ListenAddress } from './listen-address.ts';
import { PacedKernel } from './paced.ts';
import { attachTerminal } from './real-terminal.ts';
import { UsageError } from './usage.ts';

const HELP = `Usage: drydock docker [-H unix://PATH | tcp://127.0.0.1:PORT] ARGS...

Runs the simulated docker client against a real socket (default: DOCKER_HOST, else unix:///var/run/docker.sock), in real time. Terminal,
window size, input, signals and the files of this host reach the client; the exit code is its own.
`;

export async function dockerCommand(args: readonly string[]): Promise<number> {
  if (args[0] === '--drydock-help') {
    process.stdout.write(HELP);
    return 0;
  }
  const { address, rest } = hostOf(args);
  await preloadPrograms('docker', 'docker-compose', 'docker-buildx');
  let paced: PacedKernel | undefined;
  const kick = (): void => paced?.kick();
  const { kernel, host } = clientHost(address, kick);
  const env = new Map(Object.entries(process.env).flatMap(([name, value]) => (value === undefined || name === 'DOCKER_HOST' || name === 'PATH' ? [] : [[name, value] as const])));
  env.set('PATH', '/usr/local/bin:/usr/bin:/bin');
  // Without the real socket there is none inside either, so that the client names the right one.
  if ('path' in address && !existsSync(address.path)) env.set('DOCKER_HOST', `unix://${address.path}`);
  const options = { argv: ['docker', ...rest], env, cwd: process.cwd(), credentials: { uid: 0, gid: 0, groups: [0] } };
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  const terminal = isTerminal ? attachTerminal(kernel, host, kick) : undefined;
  const feed = new Feed();
  const client = kernel.spawn(host, '/usr/bin/docker', terminal ? { ...options, terminal: terminal.terminal } : {
    ...options,
    stdio: [source(feed), sink((bytes) => void process.stdout.write(bytes)), sink((bytes) => void process.stderr.write(bytes))],
  });
  if (!terminal) {
    process.stdin.on('data', (data: Buffer) => {
      feed.push(data);
      kick();
    });
    process.stdin.on('end', () => {
      feed.end();
      kick();
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (client.status() === undefined) kernel.kill(host, client.pid, signal);
      kick();
    });
  }
  const ended = new Promise<number>((resolve) => {
    client.onExit = (status) => resolve(status.kind === 'exited' ? status.code : 128 + (status.kind === 'signaled' && status.signal === 'SIGINT' ? 2 : 15));
  });
  paced = new PacedKernel(kernel);
  const code = await ended;
  // What the terminal still has to show.
  if (terminal) await terminal.end();
  paced.stop();
  for (const { error } of kernel.crashes) process.stderr.write(`drydock docker: the client failed: ${error instanceof Error ? error.stack : String(error)}\n`);
  // Reading standard input would keep the process alive; what was written to a pipe has to get there.
  process.stdin.destroy();
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise<void>((resolve) => void stream.write('', () => resolve()))));
  setImmediate(() => process.exit(code));
  return code;
}

/** Takes `-H` from the front: inside, the client always speaks to its own socket. */
function hostOf(args: readonly string[]): { address: ListenAddress; rest: readonly string[] } {
  const [first = '', second] = args;
  const joined = /^(?:--host=|-H=?)(.+)$/.exec(first);
  if (joined) return { address: parseAddress(joined[1] ?? ''), rest: args.slice(1) };
  if (first === '-H' || first === '--host') {
    if (second === undefined) throw new UsageError(`${first} needs an address`);
    return { address: parseAddress(second), rest: args.slice(2) };
  }
  return { address: parseAddress(process.env['DOCKER_HOST'] ?? `unix://${SOCKET}`), rest: args };
}
