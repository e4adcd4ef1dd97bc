import { describe, expect, it } from 'vitest';
import { LIFECYCLE } from '../../src/engine/containers/lifecycle.ts';
import { DockerHost, SECOND } from './support/docker-host.ts';

function actions(docker: DockerHost, query = ''): string[] {
  const until = Number(docker.kernel.realtime() / 1_000_000_000n);
  return docker.get(`/events?since=0&until=${until}${query}`).text.trim().split('\n').filter((line) => line !== '').map((line) => {
    const event = JSON.parse(line);
    return `${event.Type} ${event.Action}${event.Actor.Attributes.signal ? ` ${event.Actor.Attributes.signal}` : ''}`;
  });
}

describe('states of a container', () => {
  it('covers every state in every action', () => {
    for (const row of Object.values(LIFECYCLE)) expect(Object.keys(row).sort()).toEqual(['created', 'dead', 'exited', 'paused', 'removing', 'restarting', 'running']);
  });

  it('answers each action in each state as Docker does', () => {
    const docker = new DockerHost();
    const { Id: id } = docker.post('/containers/create?name=cc', { Image: 'alpine', Cmd: ['sleep', '100'] }).json;
    const post = (action: string): [number, string?] => {
      const answer = docker.post(`/containers/cc/${action}`);
      return answer.text === '' ? [answer.status] : [answer.status, answer.json.message];
    };
    expect(post('stop')).toEqual([304]);
    expect(post('kill')).toEqual([409, `cannot kill container: cc: container ${id} is not running`]);
    expect(post('pause')).toEqual([409, `container ${id} is not running`]);
    expect(post('unpause')).toEqual([500, `Container ${id} is not paused`]);
    expect(post('restart?t=0')).toEqual([204]);
    expect(post('start')).toEqual([304]);
    expect(post('pause')).toEqual([204]);
    expect(docker.inspect('cc').State).toMatchObject({ Status: 'paused', Running: true, Paused: true });
    expect(post('pause')).toEqual([409, `Container ${id} is already paused`]);
    expect(docker.post('/containers/cc/exec', { Cmd: ['true'] }).json.message).toBe('Container cc is paused, unpause the container before exec');
    expect(docker.request('DELETE', '/containers/cc').json.message).toBe('cannot remove container "cc": container is paused and must be unpaused first');
    expect(post('restart?t=1')).toEqual([204]);
    expect(docker.request('DELETE', '/containers/cc').json.message).toBe('cannot remove container "cc": container is running: stop the container before removing or force remove');
    expect(post('pause')).toEqual([204]);
    expect(post('stop?t=1')).toEqual([204]);
    expect(docker.inspect('cc').State).toMatchObject({ Status: 'exited', Paused: false, ExitCode: 137 });
    expect(docker.post('/containers/nosuch/kill').json.message).toBe('cannot kill container: nosuch: No such container: nosuch');
    expect(docker.post('/containers/create?name=cc', { Image: 'alpine' })).toMatchObject({
      status: 409,
      json: { message: `Conflict. The container name "/cc" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.` },
    });
  });

  it('publishes what happens in Docker’s order', () => {
    const docker = new DockerHost();
    docker.start(['sleep', '100'], { Labels: { tier: 'web' } }, 'e3');
    docker.post('/containers/e3/stop?t=1');
    docker.post('/containers/e3/start');
    docker.post('/containers/e3/restart?t=0');
    docker.post('/containers/e3/rename?name=e4');
    docker.request('DELETE', '/containers/e4?force=1');
    docker.run(SECOND);
    expect(actions(docker, '&filters={"label":{"tier=web":true}}')).toEqual([
      'container create', 'container start', 'container kill 15', 'container kill 9', 'container stop', 'container die', 'container start', 'container kill 15',
      'container kill 9', 'container stop', 'container die', 'container start', 'container restart', 'container rename', 'container kill 9', 'container die',
      'container destroy',
    ]);
  });

  it('restarts by policy with a growing delay and stops when told to', () => {
    const docker = new DockerHost();
    docker.start(['exit', '3'], { HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } } }, 'onfail');
    docker.start(['exit', '0'], { HostConfig: { RestartPolicy: { Name: 'on-failure' } } }, 'onfailok');
    docker.start(['exit', '9'], { HostConfig: { RestartPolicy: { Name: 'always' } } }, 'crash');
    docker.start(['sleep', '300'], { HostConfig: { RestartPolicy: { Name: 'unless-stopped' } } }, 'unless');
    docker.run(6 * SECOND);
    expect(docker.inspect('onfail')).toMatchObject({ State: { Status: 'exited', ExitCode: 3 }, RestartCount: 2 });
    expect(docker.inspect('onfailok')).toMatchObject({ State: { Status: 'exited', ExitCode: 0 }, RestartCount: 0 });
    const crash = docker.inspect('crash');
    expect(crash.State).toMatchObject({ Status: 'restarting', Running: true, Restarting: true, ExitCode: 9 });
    // 0.1 + 0.2 + 0.4 + 0.8 + 1.6 s have passed, 3.2 s not.
    expect(crash.RestartCount).toBe(6);
    expect(docker.post('/containers/crash/update', { RestartPolicy: { Name: 'no' } }).json).toEqual({ Warnings: null });
    expect(docker.inspect('crash').State.Restarting).toBe(true);
    docker.run(7 * SECOND);
    expect(docker.inspect('crash')).toMatchObject({ State: { Status: 'exited', Restarting: false }, RestartCount: 6 });
    docker.post('/containers/unless/kill');
    docker.run(SECOND);
    expect(docker.inspect('unless')).toMatchObject({ State: { Status: 'exited', ExitCode: 137 }, RestartCount: 0 });
  });

  it('removes with --rm and tells who waits for it', () => {
    const docker = new DockerHost();
    const { Id: id } = docker.post('/containers/create', { Image: 'alpine', Cmd: ['exit', '7'], HostConfig: { AutoRemove: true } }).json;
    const wait = docker.begin('POST', `/containers/${id}/wait?condition=removed`);
    docker.run(SECOND / 10);
    docker.post(`/containers/${id}/start`);
    docker.run(2 * SECOND);
    expect(wait()).toMatchObject({ done: true, json: { StatusCode: 7 } });
    expect(docker.get('/containers/json?all=1').json).toEqual([]);
  });

  it('reports a kill for memory', () => {
    const docker = new DockerHost();
    const id = docker.start(['eat', '200000000'], { HostConfig: { Memory: 16 * 1024 * 1024, MemorySwap: 16 * 1024 * 1024 } });
    docker.run(SECOND);
    expect(docker.inspect(id).State).toMatchObject({ OOMKilled: true, ExitCode: 137, Status: 'exited' });
    expect(actions(docker)).toEqual(['container create', 'network connect', 'container start', 'container oom', 'network disconnect', 'container die']);
  });

  it('checks health by probes', () => {
    const docker = new DockerHost();
    docker.start(['sleep', '300'], { Healthcheck: { Test: ['CMD', 'true'], Interval: SECOND } }, 'ok');
    docker.start(['sleep', '300'], { Healthcheck: { Test: ['CMD', 'write', 'out', 'problem', 'err', 'x'], Interval: SECOND, Retries: 2 } }, 'talks');
    docker.start(['sleep', '300'], { Healthcheck: { Test: ['CMD', 'false'], Interval: SECOND, Retries: 2 } }, 'bad');
    docker.start(['sleep', '300'], { Healthcheck: { Test: ['CMD', 'sleep', '5'], Interval: SECOND, Timeout: SECOND, Retries: 1 } }, 'slow');
    docker.start(['sleep', '300'], { Healthcheck: { Test: ['CMD', 'false'], Interval: SECOND, Retries: 1, StartPeriod: 30 * SECOND } }, 'grace');
    expect(docker.inspect('ok').State.Health).toEqual({ Status: 'starting', FailingStreak: 0, Log: [] });
    docker.run(7 * SECOND);
    expect(docker.inspect('ok').State.Health).toMatchObject({ Status: 'healthy', FailingStreak: 0 });
    expect(docker.inspect('ok').State.Health.Log).toHaveLength(5);
    expect(docker.inspect('talks').State.Health.Log[0]).toMatchObject({ ExitCode: 0, Output: 'problem\nx\n' });
    expect(docker.inspect('bad').State.Health).toMatchObject({ Status: 'unhealthy' });
    expect(docker.inspect('slow').State.Health).toMatchObject({ Status: 'unhealthy' });
    expect(docker.inspect('slow').State.Health.Log[0]).toMatchObject({ ExitCode: -1, Output: 'Health check exceeded timeout (1s)' });
    expect(docker.inspect('grace').State.Health.Status).toBe('starting');
    expect(docker.get('/containers/json?filters={"health":{"unhealthy":true}}').json.map((c: { Status: string }) => c.Status)).toEqual(['Up 7 seconds (unhealthy)', 'Up 7 seconds (unhealthy)']);
    docker.post('/containers/ok/stop?t=0');
    expect(docker.inspect('ok').State.Health.Status).toBe('unhealthy');
  });

  it('keeps containers over a restart of the daemon and applies their policies', () => {
    const docker = new DockerHost();
    docker.start(['sleep', '300'], { HostConfig: { RestartPolicy: { Name: 'always' } } }, 'always');
    docker.start(['sleep', '300'], { HostConfig: { RestartPolicy: { Name: 'unless-stopped' } } }, 'unless');
    docker.start(['sleep', '300'], {}, 'plain');
    docker.post('/containers/unless/stop?t=0');
    const id = docker.inspect('always').Id;
    docker.kernel.kill(docker.host, docker.dockerd.pid, 'SIGTERM');
    docker.run(12 * SECOND);
    expect(docker.dockerd.status()).toMatchObject({ kind: 'exited', code: 0 });
    expect(docker.fs.exists('/var/run/docker.sock')).toBe(false);
    expect(docker.kernel.processes(docker.host).map((p) => p.comm).filter((name) => name === 'sleep')).toEqual([]);
    docker.startDaemon();
    docker.run(SECOND);
    expect(docker.inspect('always')).toMatchObject({ Id: id, State: { Status: 'running' }, HostConfig: { RestartPolicy: { Name: 'always' } } });
    expect(docker.inspect('unless').State.Status).toBe('exited');
    expect(docker.inspect('plain').State).toMatchObject({ Status: 'exited', ExitCode: 137 });
  });

  it('ends what a daemon that was killed left running, and reloads its configuration', () => {
    const docker = new DockerHost();
    docker.start(['sleep', '300'], {}, 'survivor');
    docker.start(['sleep', '300'], { HostConfig: { RestartPolicy: { Name: 'always' } } }, 'back');
    docker.kernel.kill(docker.host, docker.dockerd.pid, 'SIGKILL');
    docker.run(SECOND);
    docker.startDaemon();
    docker.run(SECOND);
    expect(docker.inspect('survivor').State).toMatchObject({ Status: 'exited', ExitCode: 137 });
    expect(docker.inspect('back').State.Status).toBe('running');
    expect(docker.kernel.processes(docker.host).filter((p) => p.comm === 'sleep')).toHaveLength(1);
    docker.fs.mkdirs('/etc/docker');
    docker.fs.writeFile('/etc/docker/daemon.json', '{"labels": ["a=b"], "debug": true}');
    docker.kernel.kill(docker.host, docker.dockerd.pid, 'SIGHUP');
    docker.run(SECOND);
    expect(docker.get('/info').json).toMatchObject({ Labels: ['a=b'], Debug: true });
  });
});
