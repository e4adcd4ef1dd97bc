import { expect, test } from 'vitest';
import type { Program } from '../../src/kernel/sys.ts';
import { play } from './docker-host.ts';

const plugin = (name: string, description: string): Program => ({
  name: `docker-${name}`,
  *main(proc) {
    if (proc.argv[1] === 'docker-cli-plugin-metadata') {
      yield* proc.write(1, JSON.stringify({ SchemaVersion: '0.1.0', Vendor: 'Docker Inc.', Version: 'v1', ShortDescription: description }));
      return 0;
    }
    yield* proc.write(1, `${proc.argv.slice(1).join(' ')}; builder ${proc.env.get('BUILDX_BUILDER') ?? 'unset'}\n`);
    return 7;
  },
});
const plugins = { buildx: plugin('buildx', 'Docker Buildx'), compose: plugin('compose', 'Docker Compose') };

test('a plug-in gets the whole command line and its exit code is that of docker', () => {
  const { stdout, exit } = play({ argv: ['docker', '--debug', 'compose', '-f', 'x.yaml', 'up'], plugins });
  expect([stdout, exit]).toEqual(['--debug compose -f x.yaml up; builder unset\n', 7]);
});

test('docker build is buildx build on the default builder', () => {
  expect(play({ argv: ['docker', 'build', '-t', 'a', '.'], plugins }).stdout).toBe('buildx build -t a .; builder default\n');
  expect(play({ argv: ['docker', 'image', 'build', '--builder', 'b', '.'], plugins }).stdout).toBe('buildx build --builder b .; builder unset\n');
  expect(play({ argv: ['docker', 'builder', 'prune'], plugins }).stdout).toBe('buildx prune; builder default\n');
  expect(play({ argv: ['docker', 'bake'], plugins }).stdout).toBe('buildx bake; builder default\n');
});

test('help names the plug-ins with a star', () => {
  const { stdout } = play({ argv: ['docker', '--help'], plugins });
  expect(stdout).toContain('\n  builder     Manage builds\n  buildx*     Docker Buildx\n  compose*    Docker Compose\n  container   Manage containers\n');
  expect(stdout).toContain('\n  bake        Build from a file\n');
});

test('help of a plug-in is its own', () => {
  expect(play({ argv: ['docker', 'help', 'compose'], plugins }).stdout).toBe('help compose; builder unset\n');
  expect(play({ argv: ['docker', 'compose', '--help'], plugins }).stdout).toBe('compose --help; builder unset\n');
});
