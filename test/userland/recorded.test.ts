/** Command lines with what bash and the tools of Debian 12 printed for them, each in a folder as `setup` leaves it. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { testHost, type TestHost } from './text/host.ts';

interface Recorded { readonly cmd: string; readonly stdout: string; readonly stderr: string; readonly code: number }

const { files, setup, cases } = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as { files: Record<string, string>; setup: string; cases: readonly Recorded[] };
let host: TestHost;

beforeAll(async () => {
  host = await testHost();
});

describe('commands give what the real ones gave', () => {
  it.each(cases)('$cmd', ({ cmd, ...expected }) => {
    host.run('rm -rf /desk/* /desk/.[!.]*');
    for (const [name, text] of Object.entries(files)) host.file(name, text);
    host.run(setup);
    expect(host.run(cmd)).toEqual(expected);
  });
});
