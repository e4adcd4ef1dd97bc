import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/headless/listen-address.ts';
import { UsageError } from '../../src/headless/usage.ts';
import { ServedEngine } from '../clients/served-engine.ts';

const DRYDOCK = fileURLToPath(new URL('../../src/headless/drydock.ts', import.meta.url));
const LIMIT = 60_000;

describe('addresses', () => {
  it('are Unix paths or ports of the loopback', () => {
    expect(parseAddress('unix:///tmp/a.sock')).toEqual({ path: '/tmp/a.sock' });
    expect(parseAddress('tcp://127.0.0.1:2375')).toEqual({ host: '127.0.0.1', port: 2375 });
    for (const wrong of ['tcp://0.0.0.0:2375', 'tcp://127.0.0.1:99999', '/tmp/a.sock', 'unix://']) expect(() => parseAddress(wrong)).toThrow(UsageError);
  });
});

describe('drydock serve', () => {
  let scenario = '';
  let engine: ServedEngine;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'drydock-'));
    scenario = join(folder, 'start.sh');
    writeFileSync(scenario, '# A start\n\ndocker volume create data\n\ndocker network create front\n');
    engine = await ServedEngine.start('--with', scenario);
  }, LIMIT);
  afterAll(async () => {
    await engine.stop();
    rmSync(join(scenario, '..'), { recursive: true });
  }, LIMIT);

  it('speaks HTTP and starts from a scenario', async () => {
    const answer = await request(engine, 'GET /v1.50/volumes HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain('"Name":"data"');
  }, LIMIT);

  it('is half open: the answer comes after the client has closed its side', async () => {
    expect(await request(engine, 'GET /_ping HTTP/1.0\r\n\r\n', true)).toMatch(/\r\n\r\nOK$/);
  }, LIMIT);

  it('is reached by our own client, whose files and exit codes are real', async () => {
    expect((await engine.own(['network', 'ls', '--format', '{{.Name}}'])).stdout.split('\n')).toContain('front');
    writeFileSync(join(engine.folder, 'a.env'), 'GREETING=hola\n');
    const ran = await engine.own(['run', '--env-file', 'a.env', '--name', 'job', 'alpine', 'sh', '-c', 'echo $GREETING > /a.txt; exit 3']);
    expect(ran.code).toBe(3);
    expect((await engine.own(['cp', 'job:/a.txt', '.'])).code).toBe(0);
    expect(readFileSync(join(engine.folder, 'a.txt'), 'utf8')).toBe('hola\n');
  }, LIMIT);

  it('gives our client input and its end', async () => {
    expect((await engine.own(['run', '--rm', '-i', 'alpine', 'wc', '-l'], 'a\nb\n')).stdout.trim()).toBe('2');
  }, LIMIT);
});

it('our client says when there is no engine', () => {
  const { status, stderr } = spawnSync(process.execPath, [DRYDOCK, 'docker', '-H', 'unix:///nonexistent/docker.sock', 'ps'], { encoding: 'utf8' });
  expect(stderr).toBe('Cannot connect to the Docker daemon at unix:///nonexistent/docker.sock. Is the docker daemon running?\n');
  expect(status).toBe(1);
}, LIMIT);

it('serve says what is missing', () => {
  const { status, stderr } = spawnSync(process.execPath, [DRYDOCK, 'serve'], { encoding: 'utf8' });
  expect(stderr).toBe('drydock serve: --listen is missing\n');
  expect(status).toBe(2);
}, LIMIT);

function request(engine: ServedEngine, text: string, close = false): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = createConnection({ path: engine.address.replace('unix://', ''), allowHalfOpen: true }, () => (close ? socket.end(text) : socket.write(text)));
    socket.on('data', (data: Buffer) => (answer += String(data)));
    socket.on('end', () => {
      socket.destroy();
      resolve(answer);
    });
    socket.on('error', reject);
  });
}
