import fc from 'fast-check';
import { expect, test } from 'vitest';
import { World, runMain } from './world.ts';
import { Lines, Output, readAll } from '../../src/kernel/stdio.ts';
import { Feed, sink, source } from '../../src/kernel/outside.ts';

test('lines are what splitting the whole text gives, however it arrives', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'é', '日', '\n', '\n', 'word '), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (parts, size) => {
      const text = parts.join('');
      const bytes = new TextEncoder().encode(text);
      const lines: string[] = [];
      let terminated = true;
      runMain(function* (proc) {
        const [read, write] = proc.pipe();
        proc.fork(function* (child) {
          for (let at = 0; at < bytes.length; at += size) {
            yield* child.write(write, bytes.subarray(at, at + size));
            yield* child.sleep(1000);
          }
          return 0;
        });
        proc.close(write);
        const reader = new Lines(proc, read);
        for (;;) {
          const line = yield* reader.next();
          if (line === undefined) return 0;
          lines.push(line);
          terminated = reader.terminated;
        }
      });
      expect(lines.join('\n') + (lines.length > 0 && terminated ? '\n' : '')).toBe(text);
    }),
    { numRuns: 100 },
  );
});

test('output is collected in a pipe and comes by lines on a terminal', () => {
  const world = new World({
    *main(proc) {
      const out = new Output(proc, 1);
      yield* out.line('one');
      yield* out.write('two');
      yield* proc.sleep(1_000_000_000);
      yield* out.flush();
      return 0;
    },
  });
  world.start('main');
  world.kernel.run({ time: 1_000_000 });
  expect(world.output).toBe('');
  world.kernel.run();
  expect(world.output).toBe('one\ntwo');
  const terminal = world.kernel.openTerminal(world.host);
  let shown = '';
  terminal.onOutput = (bytes) => {
    shown += new TextDecoder().decode(bytes);
  };
  world.kernel.spawn(world.host, '/bin/main', { terminal });
  world.kernel.run({ time: world.kernel.now() + 1_000_000 });
  expect(shown).toBe('one\r\n');
});

test('what is fed from outside is read inside; the last close of a sink is told', () => {
  const world = new World({
    *main(proc) {
      yield* proc.write(1, (yield* readAll(proc, 0)).length.toString());
      return 0;
    },
  });
  const feed = new Feed();
  const file = source(feed);
  let closed = false;
  let output = '';
  const out = sink((bytes) => {
    output += new TextDecoder().decode(bytes);
  }, () => {
    closed = true;
  });
  world.kernel.spawn(world.host, '/bin/main', { stdio: [file, out, out] });
  out.release();
  world.kernel.run();
  feed.push('hello');
  world.kernel.run();
  feed.push(new Uint8Array(100_000));
  feed.end();
  world.kernel.run();
  expect(output).toBe('100005');
  expect(closed).toBe(true);
});
