import { expect, test } from 'vitest';
import { play } from './docker-host.ts';

const meta = (name: string): string => JSON.stringify({ Name: name, Metadata: { Description: 'far away' }, Endpoints: { docker: { Host: 'tcp://10.1.2.3:2375', SkipTLSVerify: false } } });
/** The folder is named by the sha256 of `far`. */
const FAR = '.docker/contexts/meta/f26ee10b7ecda6f8f1b4ac3ddd3d83a3aa0c6c1ea9ed0b6c8dcea9be0d1e8f7e/meta.json';

test('a context made is a file that a later command reads', () => {
  const outcome = play({ argv: ['docker', 'context', 'create', 'far', '--docker', 'host=tcp://10.1.2.3:2375', '--description', 'far away'] });
  expect([outcome.stdout, outcome.stderr]).toEqual(['far\n', 'Successfully created context "far"\n']);
});

test('contexts are listed with the one in use', () => {
  const outcome = play({ argv: ['docker', 'context', 'ls'], files: { [FAR]: meta('far'), '.docker/config.json': '{"currentContext":"far"}' } });
  expect(outcome.stdout).toBe(
    [
      'NAME      DESCRIPTION                               DOCKER ENDPOINT               ERROR',
      'default   Current DOCKER_HOST based configuration   unix:///var/run/docker.sock   ',
      'far *     far away                                  tcp://10.1.2.3:2375           ',
      '',
    ].join('\n'),
  );
});

test('DOCKER_HOST wins over the context of config.json', () => {
  const outcome = play({ argv: ['docker', 'context', 'show'], env: { DOCKER_HOST: 'unix:///x.sock' }, files: { '.docker/config.json': '{"currentContext":"far"}' } });
  expect(outcome.stdout).toBe('default\n');
});

test('an unknown context ends the command before anything is sent', () => {
  const outcome = play({ argv: ['docker', '--context', 'nope', 'ps'] });
  expect(outcome.exit).toBe(1);
  expect(outcome.stderr).toMatch(/^Failed to initialize: unable to resolve docker endpoint: context "nope": context not found: open \/root\/\.docker\/contexts\/meta\//);
  expect(outcome.requests).toEqual([]);
});
