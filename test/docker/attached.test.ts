import { expect, test } from 'vitest';
import type { Exchange } from './playback.ts';
import { play } from './docker-host.ts';

const id = 'c'.repeat(64);
const headers = { 'Content-Type': 'application/json' };
const answers = (stream: [string, string][], code: number, tty = false): Exchange[] => [
  { req: { method: 'POST', path: '/containers/create' }, res: { status: 201, headers, json: { Id: id, Warnings: [] } } },
  { req: { method: 'POST', path: `/containers/${id}/attach` }, res: { status: 101, headers: {}, stream, tty } },
  { req: { method: 'POST', path: `/containers/${id}/wait` }, res: { status: 200, headers, json: { StatusCode: code } } },
  { req: { method: 'POST', path: `/containers/${id}/start` }, res: { status: 204 } },
  { req: { method: 'POST', path: `/containers/${id}/resize` }, res: { status: 200 } },
];

test('stdout and stderr of the container stay apart and its exit code is that of docker run', () => {
  const outcome = play({ argv: ['docker', 'run', 'alpine', 'x'], exchanges: answers([['stdout', 'out\n'], ['stderr', 'err\n']], 3) });
  expect([outcome.stdout, outcome.stderr, outcome.exit]).toEqual(['out\n', 'err\n', 3]);
});

test('the daemon waits for the exit before the container starts', () => {
  const { requests } = play({ argv: ['docker', 'run', '--rm', 'alpine'], exchanges: answers([], 0) });
  expect(requests.map((r) => r.path.replace(id, 'ID'))).toEqual(['/_ping', '/containers/create', '/containers/ID/attach', '/containers/ID/wait', '/containers/ID/start']);
  expect(requests[3]?.query).toEqual({ condition: 'removed' });
});

test('-it sends the size of the terminal and shows what the container echoes', () => {
  const outcome = play({ argv: ['docker', 'run', '-it', 'alpine'], tty: { rows: 24, cols: 80 }, typed: 'ls\r', exchanges: answers([], 0, true) });
  expect(outcome.terminal).toBe('ls\r');
  expect(outcome.requests.find((r) => r.path.endsWith('/resize'))?.query).toEqual({ h: '24', w: '80' });
});

test('^P^Q leaves the container running and gives the terminal back', () => {
  const outcome = play({ argv: ['docker', 'run', '-it', 'alpine'], tty: { rows: 24, cols: 80 }, typed: '\x10\x11', exchanges: answers([], 0, true) });
  expect([outcome.exit, outcome.terminal]).toEqual([0, '']);
});

test('-t without a terminal is refused when stdin is attached', () => {
  const outcome = play({ argv: ['docker', 'run', '-it', 'alpine'], exchanges: answers([], 0) });
  expect([outcome.exit, outcome.stderr]).toEqual([1, 'the input device is not a TTY\n']);
});

test('a name with a space reaches the daemon as it was given', () => {
  const outcome = play({ argv: ['docker', 'inspect', '--type', 'container', 'container ID?'], exchanges: [{ req: { method: 'GET', path: '/containers/container ID?/json' }, res: { status: 404, headers, json: { message: 'No such container: container ID?' } } }] });
  expect(outcome.stderr).toBe('Error response from daemon: No such container: container ID?\n');
});

test('a missing image is pulled with its progress on stderr', () => {
  const exchanges: Exchange[] = [
    { req: { method: 'POST', path: '/containers/create' }, res: { status: 404, headers, json: { message: 'No such image: alpine:latest' } } },
    { req: { method: 'POST', path: '/images/create' }, res: { status: 200, headers, jsonl: [{ status: 'Pulling from library/alpine', id: 'latest' }, { status: 'Status: Downloaded newer image for alpine:latest' }] } },
    ...answers([], 0),
  ];
  const outcome = play({ argv: ['docker', 'run', '-d', 'alpine'], exchanges });
  const created = outcome.requests.filter((r) => r.path === '/containers/create').length;
  expect(created).toBe(2);
  expect(outcome.stderr).toBe("Unable to find image 'alpine:latest' locally\nlatest: Pulling from library/alpine\nStatus: Downloaded newer image for alpine:latest\n");
  expect(outcome.stdout).toBe(`${id}\n`);
});
