import { describe, expect, it } from 'vitest';
import { History } from '../../src/shell/history.ts';
import { expandHistory } from '../../src/shell/history-expansion.ts';
import { joinLines } from '../../src/shell/multi-line.ts';

const history = new History();
for (const line of ['docker ps -a', 'cat /etc/hosts /tmp/x.txt', 'echo one two three']) history.add(line);

describe('expandHistory', () => {
  it.each([
    ['!!', 'echo one two three'], ['sudo !!', 'sudo echo one two three'], ['ls !$', 'ls three'], ['ls !^', 'ls one'], ['ls !*', 'ls one two three'], ['!1', 'docker ps -a'],
    ['!-2', 'cat /etc/hosts /tmp/x.txt'], ['!doc', 'docker ps -a'], ['!?hosts?', 'cat /etc/hosts /tmp/x.txt'], ['echo !cat:2', 'echo /tmp/x.txt'],
    ['echo !cat:2:t', 'echo x.txt'], ['!!:s/one/1/', 'echo 1 two three'], ['^two^2^', 'echo one 2 three'], ['!!:1-2', 'one two'], ['x!!y', 'xecho one two threey'],
  ])('%s', (line, text) => expect(expandHistory(line, history)).toMatchObject({ kind: 'expanded', text }));

  it.each(["echo 'a!!'", 'echo hi!', '[ a != b ]', 'echo $!', 'echo \\!x', 'x=${!y}'])('leaves %s alone', (line) => {
    expect(expandHistory(line, history)).toEqual({ kind: 'same' });
  });

  it('says what it did not find', () => expect(expandHistory('!zzz', history)).toEqual({ kind: 'error', message: '!zzz: event not found' }));
  it('only shows with :p', () => expect(expandHistory('!!:p', history)).toMatchObject({ printOnly: true }));
});

describe('History', () => {
  it('follows HISTCONTROL and HISTSIZE', () => {
    const list = new History();
    for (const line of ['a', 'a', ' b', 'c', 'd']) list.add(line, 'ignoreboth', 2);
    expect(list.lines).toEqual(['c', 'd']);
    expect(list.next).toBe(4);
  });
});

describe('joinLines', () => {
  it.each([
    [['if true', 'then echo x', 'fi'], 'if true; then echo x; fi'], [['for i in 1; do', 'echo $i', 'done'], 'for i in 1; do echo $i; done'], [['echo "a', 'b"'], 'echo "a\nb"'],
    [['ls \\', '-l'], 'ls -l'], [['cat <<E', 'x', 'E'], 'cat <<E\nx\nE\n'], [['a |', 'b'], 'a | b'],
  ])('%j', (lines, text) => expect(joinLines(lines)).toBe(text));
});
