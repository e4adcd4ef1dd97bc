/** A bench for the network layer alone: a virtual clock, and processes that have nothing but sockets. */
import { Network } from '../../../src/kernel/net/network.ts';
import { createSocket } from '../../../src/kernel/net/sockets.ts';
import { randomStream } from '../../../src/kernel/random.ts';
import { SysError } from '../../../src/kernel/errno.ts';
import { TimerHeap } from '../../../src/kernel/timers.ts';
import type { SocketFile } from '../../../src/kernel/net/sockets.ts';
import type { SocketType } from '../../../src/kernel/net/types.ts';
import type { Namespace } from '../../../src/kernel/net/namespace.ts';
import type { NetInterface } from '../../../src/kernel/net/interface.ts';
import type { NetClock } from '../../../src/kernel/net/clock.ts';
import type { FsView } from '../../../src/kernel/fs/types.ts';
import type { Proc, Sys, SystemCall } from '../../../src/kernel/sys.ts';

export class Bench implements NetClock {
  now = 0;
  #timers = new TimerHeap();
  readonly network: Network;

  constructor(seed = 1) {
    this.network = new Network(this, randomStream(seed, 'net'));
  }

  at(time: number, fire: () => void): () => void {
    const timer = { time, order: 0, index: -1, fire };
    this.#timers.set(timer, Math.max(time, this.now));
    return () => this.#timers.cancel(timer);
  }

  /** A process in that namespace, running `body`; its outcome is in `result` after `run`. */
  process<T>(namespace: Namespace, body: (proc: Proc) => Sys<T>, uid = 0, fs?: FsView): { result: T | undefined; error: string | undefined; done: boolean } {
    const outcome: { result: T | undefined; error: string | undefined; done: boolean } = { result: undefined, error: undefined, done: false };
    const proc = {
      pid: 7,
      exe: '/bin/test',
      net: namespace,
      fs,
      credentials: { uid, gid: uid, groups: [] },
      now: () => this.now,
      *block(queues: readonly { add(w: object): void }[], deadline = Infinity): Sys<'woken' | 'timeout'> {
        return (yield { kind: 'block', queues, deadline } as unknown as SystemCall) as 'woken' | 'timeout';
      },
    } as unknown as Proc;
    const generator = body(proc);
    const resume = (value: unknown): void => {
      let step: IteratorResult<SystemCall, T>;
      try {
        step = generator.next(value as never);
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        outcome.error = error.code;
        outcome.done = true;
        return;
      }
      if (step.done) {
        outcome.result = step.value;
        outcome.done = true;
        return;
      }
      if (step.value.kind !== 'block') throw new Error(`unexpected ${step.value.kind}`);
      const { queues, deadline } = step.value;
      let over = false;
      const finish = (how: string): void => {
        if (over) return;
        over = true;
        for (const queue of queues) queue.remove(waiter);
        cancel();
        this.at(this.now, () => resume(how));
      };
      const waiter = { wake: () => finish('woken') };
      for (const queue of queues) queue.add(waiter);
      const cancel = deadline === Infinity ? () => undefined : this.at(deadline, () => finish('timeout'));
    };
    this.at(this.now, () => resume(undefined));
    return outcome;
  }

  /** Until nothing is left to do. */
  run(until = Infinity): void {
    while (this.#timers.next !== Infinity && this.#timers.next <= until) {
      this.now = Math.max(this.now, this.#timers.next);
      this.#timers.fireUntil(this.now);
    }
    if (until !== Infinity) this.now = until;
  }

  socket(namespace: Namespace, type: SocketType = 'stream'): SocketFile {
    return createSocket(namespace, 'inet', type);
  }

  /** A namespace with eth0 on the bridge and a default route over the bridge's address. */
  container(host: Namespace, bridge: NetInterface, address: string): Namespace {
    const namespace = this.network.createNamespace(address);
    const [port, eth0] = host.addVeth(`veth${host.interfaces.length}`, namespace, 'eth0');
    host.setMaster(port, bridge);
    eth0.addAddress(address, 24);
    const gateway = bridge.addresses[0]?.address;
    if (gateway) namespace.addRoute({ destination: '0.0.0.0', prefix: 0, gateway, interface: eth0 });
    return namespace;
  }
}

export const at = (address: string, port: number): { family: 'inet'; address: string; port: number } => ({ family: 'inet', address, port });
export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
export const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Serves each connection by sending back what comes, upper-cased, until its end. */
export function* echo(proc: Proc, socket: SocketFile, connections = 1): Sys<void> {
  for (let i = 0; i < connections; i++) {
    const { socket: peer } = yield* socket.accept(proc);
    for (;;) {
      const data = yield* peer.read(proc, 65536);
      if (data.length === 0) break;
      yield* peer.write(proc, bytes(text(data).toUpperCase()));
    }
    peer.release();
  }
}

/** Connects, says `message`, and reads to the end. */
export function* ask(proc: Proc, socket: SocketFile, address: string, port: number, message: string, timeout?: number): Sys<string> {
  yield* socket.connect(proc, at(address, port), timeout);
  yield* socket.write(proc, bytes(message));
  socket.shutdown('write');
  let all = '';
  for (;;) {
    const data = yield* socket.read(proc, 65536);
    if (data.length === 0) return all;
    all += text(data);
  }
}
