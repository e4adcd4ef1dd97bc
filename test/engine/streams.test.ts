import { describe, expect, it } from 'vitest';
import { DetachFilter, parseDetachKeys } from '../../src/engine/containers/detach-keys.ts';
import { parsePs } from '../../src/engine/containers/top.ts';
import { encodeTarEntry, TAR_END } from '../../src/formats/tar/writer.ts';
import { tarEntry } from '../../src/formats/tar/entry.ts';
import { DockerHost, SECOND, demultiplex } from './support/docker-host.ts';

function tar(name: string, text: string): Uint8Array {
  const data = new TextEncoder().encode(text);
  const parts = [...encodeTarEntry(tarEntry({ name, kind: 'file', size: data.length }), [{ offset: 0, data }]), TAR_END];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

describe('logs', () => {
  it('cuts the tail over both streams, and writes json-file lines', () => {
    const docker = new DockerHost();
    const id = docker.start(['write', 'out', 'one', 'out', 'two', 'err', 'warning'], { Labels: { env: 'prod' }, HostConfig: { LogConfig: { Type: '', Config: { labels: 'env' } } } }, 'few');
    docker.run(SECOND);
    const logs = (query: string): unknown => demultiplex(docker.get(`/containers/few/logs?stdout=1&stderr=1${query}`).bytes);
    expect(logs('&tail=all')).toEqual({ stdout: 'one\ntwo\n', stderr: 'warning\n' });
    expect(logs('&tail=2')).toEqual({ stdout: 'two\n', stderr: 'warning\n' });
    expect(logs('&tail=0')).toEqual({ stdout: '', stderr: '' });
    expect(logs('&tail=1&details=1')).toEqual({ stdout: '', stderr: 'env=prod warning\n' });
    expect(logs('&tail=1&timestamps=1')).toMatchObject({ stderr: expect.stringMatching(/^2026-11-21T\d\d:\d\d:\d\d\.\d{9}Z warning\n$/) });
    expect(logs('&until=1000')).toEqual({ stdout: '', stderr: '' });
    const [first] = docker.fs.readText(`/var/lib/docker/containers/${id}/${id}-json.log`).split('\n');
    expect(first).toMatch(/^\{"log":"one\\n","stream":"stdout","attrs":\{"env":"prod"\},"time":"2026-/);
  });

  it('follows until the container ends, and refuses what cannot be read', () => {
    const docker = new DockerHost();
    docker.start(['trap'], {}, 'trap');
    const follow = docker.begin('GET', '/containers/trap/logs?stdout=1&follow=1');
    docker.run(SECOND);
    expect([demultiplex(follow().bytes).stdout, follow().done]).toEqual(['ready\n', false]);
    docker.post('/containers/trap/stop');
    docker.run(SECOND);
    expect([demultiplex(follow().bytes).stdout, follow().done]).toEqual(['ready\nbye\n', true]);
    docker.start(['true'], { HostConfig: { LogConfig: { Type: 'none' } } }, 'none');
    expect(docker.get('/containers/none/logs?stdout=1')).toMatchObject({ status: 501, json: { message: 'configured logging driver does not support reading' } });
    expect(docker.get('/containers/none/logs')).toMatchObject({ status: 400, json: { message: 'Bad parameters: you must choose at least one stream' } });
  });

  it('rotates by size', () => {
    const docker = new DockerHost();
    const words = Array.from({ length: 60 }, (_, i) => ['out', `number ${i}`]).flat();
    const id = docker.start(['write', ...words], { HostConfig: { LogConfig: { Type: 'json-file', Config: { 'max-size': '1k', 'max-file': '2' } } } });
    docker.run(SECOND);
    const { stdout } = demultiplex(docker.get(`/containers/${id}/logs?stdout=1`).bytes);
    expect(stdout.trim().split('\n').at(-1)).toBe('number 59');
    expect(stdout.split('\n').length).toBeLessThan(40);
    expect(docker.fs.exists(`/var/lib/docker/containers/${id}/${id}-json.log.1`)).toBe(true);
  });
});

describe('attach', () => {
  it('detaches by keys from a terminal and leaves the container running', () => {
    const docker = new DockerHost();
    docker.start(['cat'], { Tty: true, OpenStdin: true }, 'shell');
    const attach = docker.request('POST', '/containers/shell/attach?stream=1&stdin=1&stdout=1', { upgrade: true, input: 'hi\r\x10\x11' });
    expect(attach.headers['Content-Type']).toBe('application/vnd.docker.raw-stream');
    expect(docker.inspect('shell').State.Running).toBe(true);
    expect(parseDetachKeys('ctrl-@,a')).toEqual([0, 97]);
    expect(parseDetachKeys('nonsense')).toBe(undefined);
    const filter = new DetachFilter([16, 17]);
    expect(filter.push(Uint8Array.of(97, 16))).toEqual({ pass: Uint8Array.of(97), detached: false });
    expect(filter.push(Uint8Array.of(98))).toEqual({ pass: Uint8Array.of(16, 98), detached: false });
  });
});

describe('files of a container', () => {
  it('are copied in and out, and exported', () => {
    const docker = new DockerHost();
    const { Id: id } = docker.post('/containers/create?name=box', { Image: 'alpine', Cmd: ['read', '/tmp/hello'] }).json;
    expect(docker.request('PUT', '/containers/box/archive?path=/tmp', { body: tar('hello', 'hi there\n'), headers: { 'Content-Type': 'application/x-tar' } }).status).toBe(200);
    const head = docker.request('HEAD', '/containers/box/archive?path=/tmp/hello');
    expect(JSON.parse(atob(head.headers['X-Docker-Container-Path-Stat'] ?? ''))).toMatchObject({ name: 'hello', size: 9, mode: 0o644, linkTarget: '' });
    expect(docker.get('/containers/box/archive?path=/tmp/hello')).toMatchObject({ status: 200, headers: { 'Content-Type': 'application/x-tar' } });
    expect(docker.get('/containers/box/archive?path=/nosuch').json.message).toBe('Could not find the file /nosuch in container box');
    expect(docker.request('PUT', '/containers/box/archive?path=/tmp/hello', { body: tar('x', '') }).json.message).toBe('extraction point is not a directory');
    expect(docker.request('PUT', '/containers/box/archive?path=/tmp', { body: new TextEncoder().encode('notar\n') })).toMatchObject({ status: 500, json: { message: 'unexpected EOF' } });
    docker.post(`/containers/${id}/start`);
    docker.run(SECOND);
    expect(demultiplex(docker.get('/containers/box/logs?stdout=1').bytes).stdout).toBe('hi there\n');
    expect(docker.get('/containers/box/export').bytes.length).toBeGreaterThan(1024);
  });
});

describe('lists', () => {
  it('filters, sorts and limits', () => {
    const docker = new DockerHost();
    docker.start(['sleep', '100'], { Labels: { app: 'shop' } }, 'web');
    docker.start(['exit', '3'], { Labels: { app: 'batch' } }, 'job');
    docker.post('/containers/create?name=later', { Image: 'alpine' });
    docker.run(SECOND);
    const names = (query: string): string[] => docker.get(`/containers/json?${query}`).json.map((c: { Names: string[] }) => c.Names[0]);
    expect(names('all=1')).toEqual(['/later', '/job', '/web']);
    expect(names('limit=2')).toEqual(['/later', '/job']);
    expect(names('filters={"status":["exited","created"]}')).toEqual(['/later', '/job']);
    expect(names('all=1&filters={"exited":{"3":true}}')).toEqual(['/job']);
    expect(names('filters={"label":{"app=shop":true}}')).toEqual(['/web']);
    expect(names('all=1&filters={"name":{"^/?job$":true}}')).toEqual(['/job']);
    expect(names('all=1&filters={"before":{"job":true}}')).toEqual(['/web']);
    expect(names('all=1&filters={"since":{"job":true}}')).toEqual(['/later']);
    expect(docker.get('/containers/json?filters={"color":{"red":true}}').json.message).toBe("invalid filter 'color'");
    expect(docker.get('/containers/json?filters={"status":{"nonsense":true}}').json.message).toBe("invalid filter 'status=nonsense': invalid value for state (nonsense): must be one of created, running, paused, restarting, removing, exited, dead");
    expect(docker.post('/containers/prune').json.ContainersDeleted).toHaveLength(2);
    expect(names('all=1')).toEqual(['/web']);
  });

  it('keeps the lines of ps that are the container’s', () => {
    const output = 'UID   PID  PPID  C STIME TTY      TIME CMD\nroot    1     0  0 10:00 ?    00:00:00 /sbin/init\nroot   42     1  0 10:01 ?    00:00:00 sh -c a b\n';
    expect(parsePs(output, new Set([42]))).toEqual({ Titles: ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'], Processes: [['root', '42', '1', '0', '10:01', '?', '00:00:00', 'sh -c a b']] });
    expect(() => parsePs('A B\n', new Set())).toThrow("Couldn't find PID field in ps output");
  });

  it('streams figures', () => {
    const docker = new DockerHost();
    docker.start(['sleep', '100'], { HostConfig: { Memory: 64 * 1024 * 1024, PidsLimit: 20 } }, 'lim');
    expect(docker.get('/containers/lim/stats?stream=0').json).toMatchObject({ name: '/lim', pids_stats: { current: 1, limit: 20 }, cpu_stats: { online_cpus: 2 }, memory_stats: { limit: 64 * 1024 * 1024 } });
    const stream = docker.begin('GET', '/containers/lim/stats');
    docker.run(3.5 * SECOND);
    expect(stream().text.trim().split('\n')).toHaveLength(4);
    docker.post('/containers/lim/stop?t=0');
    expect(docker.get('/containers/lim/stats?stream=0').json).toMatchObject({ read: '0001-01-01T00:00:00Z', memory_stats: {} });
  });
});
