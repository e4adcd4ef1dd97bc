import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSysError } from '../../src/kernel/errno.ts';
import { runMain } from './world.ts';

test('no byte is lost or changed, for any sizes of writes and reads', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(90_000), { maxLength: 8 }), fc.integer({ min: 1, max: 70_000 }), fc.nat(3), (writes, readSize, writers) => {
      const total = writes.reduce((sum, size) => sum + size, 0);
      let sent = 0;
      let received = 0;
      let inOrder = true;
      runMain(function* (proc) {
        const [read, write] = proc.pipe();
        proc.fork(function* (child) {
          child.close(read);
          for (const size of writes) {
            const data = Uint8Array.from({ length: size }, (_, i) => (sent + i) % 251);
            sent += size;
            yield* child.write(write, data);
          }
          return 0;
        });
        for (let i = 0; i < writers; i++) proc.fork(function* (child) {
          child.close(read);
          yield* child.sleep(1000 * i);
          return 0;
        });
        proc.close(write);
        for (;;) {
          const data = yield* proc.read(read, readSize);
          if (data.length === 0) return 0;
          for (const byte of data) if (byte !== received++ % 251) inOrder = false;
        }
      });
      expect(inOrder).toBe(true);
      expect(received).toBe(total);
    }),
    { numRuns: 60 },
  );
});

test('writes of up to 4096 bytes are never torn by other writers', () => {
  const { output } = runMain(function* (proc) {
    const [read, write] = proc.pipe();
    for (const letter of ['a', 'b', 'c']) {
      proc.fork(function* (child) {
        for (let i = 0; i < 40; i++) yield* child.write(write, letter.repeat(4000));
        return 0;
      });
    }
    proc.close(write);
    let text = '';
    for (;;) {
      const data = yield* proc.read(read, 1000);
      if (data.length === 0) break;
      text += new TextDecoder().decode(data);
    }
    const torn = text.match(/(.)\1*/g)?.some((run) => run.length % 4000 !== 0);
    yield* proc.write(1, `${text.length} ${torn}`);
    return 0;
  });
  expect(output).toBe('480000 false');
});

test('EPIPE when SIGPIPE is ignored; the pipe holds 64 KiB', () => {
  const { output } = runMain(function* (proc) {
    proc.sigaction('SIGPIPE', 'ignore');
    const [read, write] = proc.pipe();
    yield* proc.write(write, new Uint8Array(65536));
    const writable = (yield* proc.poll([{ fd: write, write: true }], 0)).length;
    proc.close(read);
    try {
      yield* proc.write(write, 'x');
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(1, `${writable} ${error.code}`);
    }
    return 0;
  });
  expect(output).toBe('0 EPIPE');
});

test('poll wakes for the descriptor that became ready, or after the timeout', () => {
  const { output } = runMain(function* (proc) {
    const [one, oneWrite] = proc.pipe();
    const [two, twoWrite] = proc.pipe();
    proc.fork(function* (child) {
      yield* child.sleep(5_000_000);
      yield* child.write(twoWrite, 'x');
      yield* child.sleep(5_000_000);
      return 0;
    });
    const none = yield* proc.poll([{ fd: one, read: true }, { fd: two, read: true }], 1_000_000);
    const some = yield* proc.poll([{ fd: one, read: true }, { fd: two, read: true }]);
    proc.close(oneWrite);
    yield* proc.write(1, JSON.stringify([none, some.map((fd) => fd === two)]));
    return 0;
  });
  expect(output).toBe('[[],[true]]');
});
