import { describe, expect, it } from 'vitest';
import { DockerHost, SECOND, demultiplex } from './support/docker-host.ts';

function exec(docker: DockerHost, cmd: string[], request = {}, input = ''): { id: string; stdout: string; stderr: string; code: number } {
  const { Id: id } = docker.post('/containers/box/exec', { AttachStdout: true, AttachStderr: true, Cmd: cmd, ...request }).json;
  const answer = docker.post(`/exec/${id}/start`, { Detach: false, Tty: false }, { upgrade: true, input });
  expect(answer.status).toBe(101);
  return { id, ...demultiplex(answer.bytes), code: docker.get(`/exec/${id}/json`).json.ExitCode };
}

describe('docker exec', () => {
  it('runs in the namespaces of the container', () => {
    const docker = new DockerHost();
    docker.start(['sleep', '300'], { Hostname: 'host1' }, 'box');
    const { id, stdout, code } = exec(docker, ['id'], { User: '1234:5678', WorkingDir: '/etc' });
    expect([stdout, code]).toEqual(['uid=1234 gid=5678 groups=5678 pid=2 cwd=/etc host=host1\n', 0]);
    expect(docker.get(`/exec/${id}/json`).json).toEqual({
      ID: id, Running: false, ExitCode: 0, ProcessConfig: { tty: false, entrypoint: 'id', arguments: [], privileged: false, user: '1234:5678' }, OpenStdin: false,
      OpenStderr: true, OpenStdout: true, CanRemove: false, ContainerID: docker.inspect('box').Id, DetachKeys: '', Pid: expect.any(Number),
    });
    expect(exec(docker, ['cat'], { AttachStdin: true }, 'from pipe\n').stdout).toBe('from pipe\n');
    expect(exec(docker, ['exit', '9']).code).toBe(9);
    expect(exec(docker, ['write', 'out', 'a', 'err', 'b'])).toMatchObject({ stdout: 'a\n', stderr: 'b\n' });
  });

  it('says in the stream why a command cannot be started', () => {
    const docker = new DockerHost();
    docker.start(['sleep', '300'], {}, 'box');
    const prefix = 'OCI runtime exec failed: exec failed: unable to start container process: ';
    expect(exec(docker, ['nosuch'])).toMatchObject({ stdout: `${prefix}exec: "nosuch": executable file not found in $PATH: unknown\r\n`, code: 127 });
    expect(exec(docker, ['/etc/passwd'])).toMatchObject({ stdout: `${prefix}exec: "/etc/passwd": permission denied: unknown\r\n`, code: 126 });
    expect(exec(docker, ['true'], { WorkingDir: '/nosuch' })).toMatchObject({ stdout: `${prefix}chdir to cwd ("/nosuch") set in config.json failed: no such file or directory: unknown\r\n`, code: 127 });
    expect(docker.post('/containers/box/exec', { Cmd: ['true'], User: 'nosuch' })).toMatchObject({ status: 400, json: { message: 'unable to find user nosuch: no matching entries in passwd file' } });
    expect(docker.get('/exec/nosuch/json')).toMatchObject({ status: 404, json: { message: 'No such exec instance: nosuch' } });
  });

  it('detaches, lists what runs, and has a terminal of its own', () => {
    const docker = new DockerHost();
    docker.start(['sleep', '300'], {}, 'box');
    const { Id: id } = docker.post('/containers/box/exec', { Cmd: ['sleep', '30'] }).json;
    expect(docker.post(`/exec/${id}/start`, { Detach: true })).toMatchObject({ status: 200, text: '' });
    expect(docker.inspect('box').ExecIDs).toEqual([id]);
    const { Id: tty } = docker.post('/containers/box/exec', { Cmd: ['echo', 'tty'], Tty: true, AttachStdout: true }).json;
    const answer = docker.post(`/exec/${tty}/start`, { Tty: true }, { upgrade: true });
    expect(answer.headers['Content-Type']).toBe('application/vnd.docker.raw-stream');
    expect(answer.text).toBe('tty\r\n');
    docker.run(31 * SECOND);
    expect(docker.inspect('box').ExecIDs).toBe(null);
    expect(docker.post(`/exec/${id}/start`, {}).json.message).toBe(`exec command ${id} has already run`);
  });
});
