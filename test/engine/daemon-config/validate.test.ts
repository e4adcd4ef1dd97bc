import { describe, expect, it } from 'vitest';
import { usage } from '../../../src/engine/daemon-config/flags.ts';
import { corpus, corpusFile } from '../../corpora.ts';
import { DockerHost, SECOND } from '../support/docker-host.ts';

interface ValidateCase { readonly title: string; readonly file: string | null; readonly argv: readonly string[]; readonly expect: { readonly exit: number; readonly stdout: string; readonly stderr: string } }
interface StartCase { readonly title: string; readonly file: string | null; readonly up: boolean; readonly exit: number; readonly log: readonly string[] }

function lines<T>(name: string): T[] {
  return (corpusFile('daemon-config', name) ?? '').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

function write(docker: DockerHost, file: string | null): void {
  docker.fs.mkdirs('/etc/docker');
  docker.fs.removeAll('/etc/docker/daemon.json');
  if (file !== null) docker.fs.writeFile('/etc/docker/daemon.json', file);
}

describe.skipIf(corpus('daemon-config') === undefined)('daemon.json', () => {
  it('is judged by --validate as dockerd does', () => {
    const docker = new DockerHost();
    const wrong: unknown[] = [];
    const cases = lines<ValidateCase>('dev/validate.jsonl');
    for (const test of cases) {
      write(docker, test.file);
      docker.log = '';
      const daemon = docker.startDaemon(...test.argv.slice(1));
      const status = daemon.status();
      const text = docker.log.replace(/^time="[^"]*" /gm, '');
      const wanted = (test.expect.stdout + test.expect.stderr).replace(/^time="[^"]*" /gm, '');
      if (status?.kind !== 'exited' || status.code !== test.expect.exit || text !== wanted) wrong.push([test.title, status, text, wanted]);
    }
    expect(wrong).toEqual([]);
  });

  it('lets the daemon start or not', () => {
    const docker = new DockerHost();
    docker.kernel.kill(docker.host, docker.dockerd.pid, 'SIGTERM');
    docker.run(SECOND);
    const wrong: unknown[] = [];
    for (const test of lines<StartCase>('dev/start.jsonl')) {
      write(docker, test.file);
      docker.log = '';
      const daemon = docker.startDaemon();
      const up = daemon.status() === undefined;
      if (up !== test.up) wrong.push([test.title, up, docker.log]);
      else if (!up && docker.log.trimEnd().split('\n').at(-1) !== test.log.at(-1)) wrong.push([test.title, docker.log, test.log.at(-1)]);
      if (up) docker.kernel.kill(docker.host, daemon.pid, 'SIGTERM');
      docker.run(SECOND);
    }
    expect(wrong).toEqual([]);
  });

  it('has the help of dockerd', () => {
    expect(usage()).toBe(corpusFile('daemon-config', 'dockerd-help.txt'));
  });
});
