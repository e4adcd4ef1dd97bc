/** How many connections to the daemon a command makes: the client keeps one for its next request, as Go's transport does. */
import { expect, test } from 'vitest';
import { Machine } from '../../src/machine/machine.ts';
import { COURSE_WORLD } from '../../src/machine/world.ts';

async function connections(...lines: string[]): Promise<number[]> {
  const machine = await Machine.boot(COURSE_WORLD);
  await machine.execute('docker pull -q alpine');
  let count = 0;
  machine.kernel.network.onUnixConnection = (_client, server) => {
    if (server.path.endsWith('/docker.sock')) count++;
  };
  const counts: number[] = [];
  for (const line of lines) {
    count = 0;
    const { code, stderr } = await machine.execute(line);
    expect([stderr, code]).toEqual(['', 0]);
    counts.push(count);
  }
  return counts;
}

test('the ping and the requests after it share one connection; waiting for the exit takes a second', async () => {
  expect(await connections('docker ps', 'docker run -d --name web alpine sleep 100', 'docker inspect web')).toEqual([1, 2, 1]);
});

test('an attached stream has a connection of its own', async () => {
  expect(await connections('docker run --name web alpine true', 'docker start web')).toEqual([3, 1]);
});
