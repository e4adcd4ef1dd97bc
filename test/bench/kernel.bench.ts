/** Speed of the kernel, as a plain script: `node test/bench/kernel.bench.ts`. Prints nanoseconds of real time per operation. */
import { performance } from 'node:perf_hooks';
import { executable } from '../../src/kernel/executable.ts';
import { createMemoryFs } from '../../src/kernel/fs/memory.ts';
import { createView } from '../../src/kernel/fs/view.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import type { Proc, Program, Sys } from '../../src/kernel/sys.ts';

type Main = (proc: Proc) => Sys<number>;

function measure(name: string, operations: number, programs: Record<string, Main>): void {
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    const table = new Map<string, Program>(Object.entries(programs).map(([program, main]) => [program, { name: program, main }]));
    const kernel = new Kernel({ seed: 1, epoch: 0n, programs: table });
    const facts = { kernelRelease: '6', kernelVersion: '', architecture: 'x86_64', operatingSystem: '', cpus: 2, memory: 8e9, swap: 0, cgroupVersion: 2 as const };
    const host = kernel.addHost({ name: 'bench', facts, root: createMemoryFs({ type: 'ext4', now: () => kernel.realtime() }) });
    const view = createView(host.mounts, { uid: 0, gid: 0, groups: [] });
    view.mkdirs('/bin');
    for (const program of Object.keys(programs)) view.writeData(`/bin/${program}`, executable(program), 0o755);
    kernel.spawn(host, '/bin/main', { credentials: { uid: 0, gid: 0, groups: [0] } });
    const start = performance.now();
    kernel.run();
    best = Math.min(best, performance.now() - start);
    if (kernel.crashes.length > 0) throw kernel.crashes[0]?.error;
  }
  console.log(`${name.padEnd(44)} ${((best * 1e6) / operations).toFixed(0).padStart(8)} ns`);
}

const COUNT = 500_000;
const PIECE = new Uint8Array(64);

measure('step', COUNT, {
  *main(proc) {
    for (let i = 0; i < COUNT; i++) yield* proc.step();
    return 0;
  },
});
measure('write to a sink', COUNT, {
  *main(proc) {
    for (let i = 0; i < COUNT; i++) yield* proc.write(1, PIECE);
    return 0;
  },
});
measure('call of a generator', COUNT, {
  *main(proc) {
    function* body(): Sys<void> {}
    for (let i = 0; i < COUNT; i++) yield* proc.call(body());
    return 0;
  },
});
measure('sleep', COUNT, {
  *main(proc) {
    for (let i = 0; i < COUNT; i++) yield* proc.sleep(1000);
    return 0;
  },
});
measure('pipe: 64 bytes written and read', COUNT, {
  *main(proc) {
    const [read, write] = proc.pipe();
    proc.fork(function* (child) {
      child.close(write);
      while ((yield* child.read(read, 64)).length > 0);
      return 0;
    });
    for (let i = 0; i < COUNT; i++) yield* proc.write(write, PIECE);
    return 0;
  },
});
measure('ping-pong between two processes', 100_000, {
  *main(proc) {
    const [read, write] = proc.pipe();
    const [back, answer] = proc.pipe();
    proc.fork(function* (child) {
      child.close(write);
      for (;;) {
        const data = yield* child.read(read);
        if (data.length === 0) return 0;
        yield* child.write(answer, data);
      }
    });
    for (let i = 0; i < 100_000; i++) {
      yield* proc.write(write, PIECE);
      yield* proc.read(back);
    }
    return 0;
  },
});
measure('spawn and wait', 20_000, {
  *main(proc) {
    for (let i = 0; i < 20_000; i++) yield* proc.wait(yield* proc.spawn({ path: '/bin/true', argv: ['true'] }));
    return 0;
  },
  *true() {
    return 0;
  },
});
