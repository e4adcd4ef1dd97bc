/** The docker client that Docker ships, against `drydock serve`. */
import { createServer } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installed, ServedEngine } from './served-engine.ts';

const hasClient = installed('docker');
if (!hasClient) console.warn('the docker client is not installed: it is not tested against drydock serve');
const hasTerminal = installed('script');
const LIMIT = 60_000;

/** Ages and rates differ with the moment of the question. */
function evened(text: string): string {
  return text.replace(/(?:Less than a second|About an? \w+|\d+ (?:second|minute|hour)s?)(?: ago)?/g, '<age>').replace(/[ \t]+/g, ' ');
}

describe.runIf(hasClient)('the real docker client', () => {
  let engine: ServedEngine;
  beforeAll(async () => {
    engine = await ServedEngine.start();
  }, LIMIT);
  afterAll(async () => {
    expect(await engine.stop()).toBe(0);
  }, LIMIT);

  it('pulls and runs', async () => {
    const pulled = await engine.real(['pull', 'alpine']);
    expect(pulled).toMatchObject({ code: 0, stderr: '' });
    expect(pulled.stdout).toMatch(/Status: Downloaded newer image for alpine:latest\ndocker.io\/library\/alpine:latest\n$/);
    const ran = await engine.real(['run', '--rm', 'hello-world']);
    expect(ran.stdout).toContain('Hello from Docker!');
    expect((await engine.real(['run', '--rm', '-i', 'alpine', 'cat'], 'by the input')).stdout).toBe('by the input');
    expect((await engine.real(['run', '--name', 'job', 'alpine', 'sh', '-c', 'exit 7'])).code).toBe(7);
  }, LIMIT);

  it('publishes a port on this host, and fails as Docker does when it is taken', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
    const taken = await engine.real(['run', '-d', '--name', 'taken', '-p', `${port}:80`, 'nginx']);
    expect(taken.code).toBe(125);
    expect(taken.stderr).toContain(`failed to bind host port for 0.0.0.0:${port}:`);
    expect(taken.stderr).toContain('address already in use');
    await new Promise((resolve) => server.close(resolve));
    expect((await engine.real(['rm', 'taken'])).stdout).toBe('taken\n');

    const ran = await engine.real(['run', '-d', '--name', 'web', '-p', `${port}:80`, '-v', 'data:/data', 'nginx']);
    expect(ran.stdout).toMatch(/^[0-9a-f]{64}\n$/);
    await expect.poll(async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.status, { timeout: 10_000 }).toBe(200);
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('Welcome to nginx!');
  }, LIMIT);

  it('execs, with and without a terminal', async () => {
    expect(await engine.real(['exec', 'web', 'echo', 'hi'])).toMatchObject({ stdout: 'hi\n', code: 0 });
    expect(await engine.real(['exec', '-i', 'web', 'cat'], 'typed')).toMatchObject({ stdout: 'typed', code: 0 });
    expect((await engine.real(['exec', 'web', 'nosuch'])).code).toBe(127);
    if (!hasTerminal) return;
    expect((await engine.realInTerminal('exec -it web sh -c "tty; exit 3"')).stdout).toContain('/dev/pts/0');
    expect((await engine.realInTerminal('run --rm -it alpine', 'echo a$((1 + 1))b\rexit\r')).stdout).toContain('a2b');
  }, LIMIT);

  it('attaches', async () => {
    await engine.real(['run', '-di', '--name', 'echo', 'alpine', 'sh', '-c', 'read line; echo "got $line"; exit 4']);
    expect(await engine.real(['attach', 'echo'], 'it\n')).toMatchObject({ stdout: 'got it\n', code: 4 });
    expect((await engine.real(['wait', 'echo'])).stdout).toBe('4\n');
    await engine.real(['rm', 'echo']);
  }, LIMIT);

  it('copies both ways', async () => {
    writeFileSync(join(engine.folder, 'in.txt'), 'copied\n');
    expect((await engine.real(['cp', 'in.txt', 'web:/tmp/'])).code).toBe(0);
    expect((await engine.real(['exec', 'web', 'cat', '/tmp/in.txt'])).stdout).toBe('copied\n');
    expect((await engine.real(['cp', 'web:/tmp/in.txt', 'out.txt'])).code).toBe(0);
    expect(readFileSync(join(engine.folder, 'out.txt'), 'utf8')).toBe('copied\n');
  }, LIMIT);

  it.each([
    ['ps', '-a'], ['images'], ['network', 'ls'], ['volume', 'ls'], ['inspect', 'job'], ['inspect', 'web'], ['inspect', 'alpine'], ['logs', 'web'], ['port', 'web'], ['top', 'web'],
    ['history', 'alpine'], ['system', 'df'], ['diff', 'web'], ['inspect', 'nosuch'], ['ps', '--filter', 'nosuch=1'], ['events', '--since', '1h', '--until', '0s', '--filter', 'type=volume'],
  ])('prints what ours prints: %s %s', async (...args) => {
    const [real, own] = [await engine.real(args), await engine.own(args)];
    expect(evened(own.stdout)).toBe(evened(real.stdout));
    expect(evened(own.stderr)).toBe(evened(real.stderr));
    expect(own.code).toBe(real.code);
    expect(real.stdout + real.stderr).not.toBe('');
  }, LIMIT);

  it('shows stats and follows events', async () => {
    expect((await engine.real(['stats', '--no-stream', '--format', '{{.Name}} {{.PIDs}}'])).stdout).toMatch(/^web \d+\n$/);
    const now = Date.now() / 1000;
    const following = engine.real(['events', '--since', now.toFixed(3), '--until', (now + 4).toFixed(3), '--format', '{{.Action}} {{.Actor.Attributes.name}}', '--filter', 'container=web']);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await engine.real(['pause', 'web'])).stdout).toBe('web\n');
    expect((await engine.real(['unpause', 'web'])).stdout).toBe('web\n');
    expect((await following).stdout).toBe('pause web\nunpause web\n');
  }, LIMIT);

  it('stops and removes', async () => {
    expect((await engine.real(['stop', 'web'])).stdout).toBe('web\n');
    expect((await engine.real(['inspect', '-f', '{{.State.Status}} {{.State.ExitCode}}', 'web'])).stdout).toBe('exited 0\n');
    expect((await engine.real(['rm', '-v', 'web', 'job'])).stdout).toBe('web\njob\n');
    expect((await engine.real(['ps', '-aq'])).stdout).toBe('');
  }, LIMIT);
});
