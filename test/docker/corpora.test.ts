/** The recorded behaviour of the real client: no figure may fall below these. */
import { describe, expect, test } from 'vitest';
import { run as runCreate } from '../conformance/cli-create.ts';
import { runErrors, runHelp } from '../conformance/cli-help.ts';
import { run as runWire } from '../conformance/cli-wire.ts';
import { corpus } from '../corpora.ts';

/** Each replays hundreds of command lines: about two seconds alone, many times that on a busy machine. */
const timeout = 60_000;

const share = (result: { equal: number; total: number }): number => result.equal / result.total;

describe.skipIf(corpus('cli-help') === undefined)('corpus cli-help', () => {
  test('help of every command, whatever the daemon is, byte for byte', { timeout }, () => {
    expect(runHelp().failures.map((failure) => failure.name)).toEqual([]);
  });
  test('what wrong command lines say', { timeout }, () => {
    expect(share(runErrors())).toBeGreaterThan(0.99);
  });
});

test.skipIf(corpus('cli-create') === undefined)('corpus cli-create: the request body of docker create', { timeout }, () => {
  expect(share(runCreate())).toBeGreaterThan(0.99);
});

test.skipIf(corpus('cli-wire') === undefined)('corpus cli-wire: requests, output and exit code', { timeout }, () => {
  expect(share(runWire())).toBeGreaterThan(0.98);
});
