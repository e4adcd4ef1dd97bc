import { describe, expect, it } from 'vitest';
import { explain } from '../../src/components/flags.ts';

const meanings = (line: string) => explain(line).flatMap(({ text, meaning }) => (meaning ? [[text, meaning]] : []));

describe('the flags of a console block', () => {
  it('are explained by the CLI’s own table', () => {
    expect(meanings('docker run -d --name web -p 8080:80 nginx')).toEqual([
      ['-d', 'Run container in background and print container ID'],
      ['--name', 'Assign a name to the container'],
      ['-p', "Publish a container's port(s) to the host"],
    ]);
  });

  it('are told from the flags of the program in the container', () => {
    expect(meanings('sudo docker run --rm alpine ls -d').map(([text]) => text)).toEqual(['--rm']);
  });

  it('are found when written together, with their value, and behind a pipe', () => {
    expect(meanings('docker run -it alpine')[0]?.[1]).toContain('; ');
    expect(meanings('docker run -p8080:80 nginx').map(([text]) => text)).toEqual(['-p8080:80']);
    expect(meanings('docker ps -a | grep -v web; docker container ls --all').map(([text]) => text)).toEqual(['-a', '--all']);
  });

  it('are not sought in other programs', () => {
    expect(meanings('curl -s localhost')).toEqual([]);
  });

  it('lose nothing of the line', () => {
    const line = 'docker  exec -it web \\';
    expect(explain(line).map(({ text }) => text).join('')).toBe(line);
  });
});
