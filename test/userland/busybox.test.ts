import { beforeAll, describe, expect, test } from 'vitest';
import { executable } from '../../src/kernel/executable.ts';
import { testHost, type TestHost } from './text/host.ts';

let host: TestHost;

beforeAll(async () => {
  host = await testHost();
  for (const name of ['cp', 'ls', 'mkdir', 'rm', 'sleep']) host.fs.writeData(`/usr/local/sbin/${name}`, executable(name, { variant: 'busybox', size: 4096 }), 0o755);
});

describe('applets of BusyBox', () => {
  test.each([
    ['ls -Z', 'ls: unrecognized option: Z\nBusyBox v1.37.0'], ['cp --parents a b', 'cp: unrecognized option: parents\nBusyBox v1.37.0'], ['rm -d x', 'rm: unrecognized option: d\nBusyBox v1.37.0'],
    ['mkdir', 'BusyBox v1.37.0'], ['cp a', 'BusyBox v1.37.0'], ['sleep x', "sleep: invalid number 'x'\n"],
  ])('%s', (command, begin) => {
    const { stderr, code } = host.run(command);
    expect(stderr.slice(0, begin.length)).toBe(begin);
    expect(code).toBe(1);
  });
});
