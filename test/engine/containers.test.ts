import { describe, expect, it } from 'vitest';
import { DockerHost, SECOND, demultiplex } from './support/docker-host.ts';

describe('a container from create to rm', () => {
  it('answers ping and version', () => {
    const docker = new DockerHost();
    const ping = docker.get('/_ping');
    expect(ping.status).toBe(200);
    expect(ping.text).toBe('OK');
    expect(ping.headers).toMatchObject({ 'Api-Version': '1.50', 'Builder-Version': '2', Swarm: 'inactive', Ostype: 'linux', Server: 'Docker/28.2.2 (linux)' });
    expect(docker.get('/v1.50/version').json).toMatchObject({ Version: '28.2.2', ApiVersion: '1.50', KernelVersion: '6.1.0-37-amd64' });
    expect(docker.get('/v1.20/version')).toMatchObject({ status: 400, text: 'client version 1.20 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version\n' });
    expect(docker.get('/v1.99/version')).toMatchObject({ status: 400, text: '{"message":"client version 1.99 is too new. Maximum supported API version is 1.50"}\n' });
    expect(docker.get('/nosuch')).toMatchObject({ status: 404, text: '{"message":"page not found"}\n' });
    expect(docker.fs.stat('/var/run/docker.sock')).toMatchObject({ kind: 'socket', mode: 0o660, gid: 998 });
  });

  it('creates, starts, waits, logs, inspects and removes', () => {
    const docker = new DockerHost();
    const { Id: id } = docker.post('/containers/create?name=hello', { Image: 'alpine', Cmd: ['write', 'out', 'one', 'err', 'two'] }).json;
    expect(docker.inspect('hello').State.Status).toBe('created');
    const wait = docker.begin('POST', `/containers/${id}/wait?condition=next-exit`);
    docker.run(SECOND / 100);
    expect(wait()).toMatchObject({ status: 200, done: false });
    expect(docker.post(`/containers/${id}/start`).status).toBe(204);
    docker.run(SECOND);
    expect(wait()).toMatchObject({ done: true, json: { StatusCode: 0 } });
    expect(demultiplex(docker.get(`/containers/hello/logs?stdout=1&stderr=1`).bytes)).toEqual({ stdout: 'one\n', stderr: 'two\n' });
    expect(docker.inspect(id.slice(0, 5)).State).toMatchObject({ Status: 'exited', ExitCode: 0, Running: false });
    expect(docker.get('/containers/json').json).toEqual([]);
    expect(docker.get('/containers/json?all=1').json).toMatchObject([{ Names: ['/hello'], Image: 'alpine', Command: 'write out one err two', State: 'exited', Status: 'Exited (0) 1 second ago' }]);
    expect(docker.request('DELETE', '/containers/hello').status).toBe(204);
    expect(docker.get('/containers/hello/json')).toMatchObject({ status: 404, text: '{"message":"No such container: hello"}\n' });
    expect(docker.fs.exists(`/var/lib/docker/containers/${id}`)).toBe(false);
  });

  it('stops with SIGTERM, and with SIGKILL after the grace', () => {
    const docker = new DockerHost();
    docker.start(['trap'], {}, 'polite');
    docker.start(['sleep', '1000'], {}, 'deaf');
    expect(docker.post('/containers/polite/stop').status).toBe(204);
    expect(docker.inspect('polite').State.ExitCode).toBe(7);
    const before = docker.kernel.now();
    expect(docker.post('/containers/deaf/stop').status).toBe(204);
    expect(docker.kernel.now() - before).toBeGreaterThan(10 * SECOND);
    expect(docker.kernel.now() - before).toBeLessThan(10.2 * SECOND);
    expect(docker.inspect('deaf').State.ExitCode).toBe(137);
    expect(docker.post('/containers/deaf/stop').status).toBe(304);
  });

  it('attaches before the start and passes input on', () => {
    const docker = new DockerHost();
    const { Id: id } = docker.post('/containers/create', { Image: 'alpine', Cmd: ['cat'], OpenStdin: true, StdinOnce: true, AttachStdin: true }).json;
    const attach = docker.begin('POST', `/containers/${id}/attach?stream=1&stdin=1&stdout=1&stderr=1`, { upgrade: true, input: 'typed\n' });
    docker.run(SECOND / 100);
    expect(attach().status).toBe(101);
    expect(attach().headers).toEqual({ 'Content-Type': 'application/vnd.docker.multiplexed-stream', Connection: 'Upgrade', Upgrade: 'tcp' });
    docker.post(`/containers/${id}/start`);
    docker.run(SECOND);
    expect(attach().done).toBe(true);
    expect(demultiplex(attach().bytes).stdout).toBe('typed\n');
    expect(docker.inspect(id).State.Status).toBe('exited');
  });

  it('runs with the image’s and the client’s environment, user, folder and host name', () => {
    const docker = new DockerHost();
    const id = docker.start(['env'], { Env: ['A=1'], Hostname: 'box', Tty: true });
    docker.run(SECOND);
    expect(docker.get(`/containers/${id}/logs?stdout=1`).text).toBe('PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\r\nHOSTNAME=box\r\nTERM=xterm\r\nA=1\r\nHOME=/root\r\n');
    const user = docker.start(['id'], { User: 'nobody', WorkingDir: '/made', Hostname: 'box' });
    docker.run(SECOND);
    expect(demultiplex(docker.get(`/containers/${user}/logs?stdout=1`).bytes).stdout).toBe('uid=65534 gid=65534 groups=65534,10 pid=1 cwd=/made host=box\n');
  });

  it('says as runc does why a command cannot be started', () => {
    const docker = new DockerHost();
    const failure = (cmd: string[], config = {}): { status: number; message: string; state: unknown } => {
      const { Id: id } = docker.post('/containers/create', { Image: 'alpine', Cmd: cmd, ...config }).json;
      const answer = docker.post(`/containers/${id}/start`);
      const { State } = docker.inspect(id);
      return { status: answer.status, message: answer.json.message, state: `${State.Status} ${State.ExitCode}` };
    };
    const prefix = 'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ';
    expect(failure(['nosuch'])).toEqual({ status: 400, message: `${prefix}exec: "nosuch": executable file not found in $PATH: unknown`, state: 'created 127' });
    expect(failure(['/etc/passwd'])).toEqual({ status: 400, message: `${prefix}exec: "/etc/passwd": permission denied: unknown`, state: 'created 126' });
    expect(failure(['/etc'])).toEqual({ status: 400, message: `${prefix}exec: "/etc": is a directory: unknown: permission denied`, state: 'created 126' });
    expect(failure(['/no/such/path'])).toEqual({ status: 400, message: `${prefix}exec: "/no/such/path": stat /no/such/path: no such file or directory: unknown`, state: 'created 127' });
    expect(failure(['true'], { User: 'ghost' })).toEqual({ status: 500, message: 'unable to find user ghost: no matching entries in passwd file', state: 'created 128' });
  });
});
