/** Programs that complete their own arguments, in cobra's protocol. */
import { describe, expect, it } from 'vitest';
import { currentWord } from '../../src/shell/completion/word.ts';
import { Machine } from './machine.ts';
import { PROGRAMS } from './programs.ts';
import type { Proc, Program, Sys } from '../../src/kernel/sys.ts';

const docker: Program = {
  name: 'docker',
  *main(proc: Proc): Sys<number> {
    const [, , ...args] = proc.argv;
    yield* proc.write(2, 'noise\n');
    if (args.join(' ') === 'sto') yield* proc.write(1, 'stop\tStop one or more running containers\n:4\n');
    else if (args.length === 1) yield* proc.write(1, 'start\tStart one or more stopped containers\nstats\tDisplay a live stream\nps\tList containers\n:4\n');
    else if (args[0] === 'run') yield* proc.write(1, '--env=\n:2\n');
    else if (args[0] === 'stop') yield* proc.write(1, 'web\ndb\n:4\n');
    else yield* proc.write(1, ':0\n');
    return 0;
  },
};

function completed(text: string, tabs = 1): string {
  const machine = new Machine([...PROGRAMS, docker]);
  machine.fs.writeFile('/desk/compose.yaml', '');
  const session = machine.session(['bash', '--norc']);
  session.type(text);
  let out = '';
  for (let i = 0; i < tabs; i++) out += session.type('\t');
  return out;
}

describe('docker completes its own arguments', () => {
  it.each([
    ['docker sto', 'p '], ['docker stop w', 'eb '], ['docker run --e', 'nv='], ['docker ps | docker sto', 'p '], ['docker build -f com', 'pose.yaml '], ['sudo docker sto', 'p '],
  ])('%s', (text, added) => expect(completed(text)).toBe(added));

  it('lists with descriptions', () => {
    expect(completed('docker sta', 2)).toBe(
      '\x07\x07\r\nstart  (Start one or more stopped containers)\r\nstats  (Display a live stream)\r\n$ docker sta'.replace('\x07\x07', '\x07'),
    );
  });
});

describe('currentWord', () => {
  it.each([
    ['docker ru', { text: 'ru', command: ['docker'], start: 7 }], ['a | b c', { text: 'c', command: ['b'] }], ['x=1 ls "a b', { text: 'a b', quote: '"', command: ['ls'] }],
    ['cat <fi', { text: 'fi', redirect: true, command: ['cat'] }], ['echo $(docker p', { text: 'p', command: ['docker'] }], ['if ls', { text: 'ls', command: [] }], ['a\\ b', { text: 'a b' }],
  ])('%s', (text, expected) => expect(currentWord(text)).toMatchObject(expected));
});
