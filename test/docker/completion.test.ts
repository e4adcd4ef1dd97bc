import { expect, test } from 'vitest';
import { play } from './docker-host.ts';

const json = (path: string, body: unknown) => ({ req: { method: 'GET', path }, res: { status: 200, headers: { 'Content-Type': 'application/json' }, json: body } });
const complete = (...words: string[]) =>
  play({
    argv: ['docker', '__completeNoDesc', ...words],
    exchanges: [
      json('/containers/json', [{ Id: 'a'.repeat(64), Names: ['/web'], State: 'running' }, { Id: 'b'.repeat(64), Names: ['/db'], State: 'paused' }]),
      json('/images/json', [{ Id: 'sha256:1', RepoTags: ['nginx:latest', 'nginx:1.27'] }]),
      json('/networks', [{ Name: 'bridge' }, { Name: 'shop' }]),
      json('/volumes', { Volumes: [{ Name: 'pgdata' }] }),
    ],
  }).stdout;

test('subcommands are offered with their descriptions', () => {
  expect(play({ argv: ['docker', '__complete', 'net'] }).stdout).toBe('network\tManage networks\n:4\n');
});

test('flags by prefix, long and short', () => {
  expect(complete('ps', '--n')).toBe('--no-trunc\n:4\n');
  expect(complete('run', '-p')).toBe('-p\n:4\n');
});

test('names that the daemon knows', () => {
  expect(complete('stop', '')).toBe('web\ndb\n:4\n');
  expect(complete('exec', '')).toBe('web\n:4\n');
  expect(complete('run', 'n')).toBe('nginx:latest\nnginx:1.27\n:4\n');
  expect(complete('network', 'rm', '')).toBe('bridge\nshop\n:4\n');
  expect(complete('volume', 'inspect', '')).toBe('pgdata\n:4\n');
});

test('values of flags', () => {
  expect(complete('run', '--pull', '')).toBe('always\nmissing\nnever\n:4\n');
  expect(complete('run', '--network=')).toBe('bridge\nshop\n:4\n');
  expect(complete('run', '--env-file', '')).toBe(':0\n');
});

test('without a daemon the shell is told of an error', () => {
  expect(play({ argv: ['docker', '__complete', 'stop', ''], daemon: 'down' }).stdout).toBe(':1\n');
});
