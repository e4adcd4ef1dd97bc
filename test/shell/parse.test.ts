import { describe, expect, it } from 'vitest';
import { parseShell, parseWord } from '../../src/shell/parse.ts';
import { corpus, corpusFile } from '../corpora.ts';

describe('parseShell', () => {
  it.each([
    ['echo hi', 'ok'], ['if true', 'incomplete'], ['echo "a', 'incomplete'], ['cat <<E\nx', 'incomplete'], ['ls \\', 'incomplete'], ['{', 'incomplete'],
    ['echo )', 'error'], ['f(x', 'error'], ['a | | b', 'error'], ['', 'ok'],
    ['for', 'error'], ['for k i', 'error'], ['for k in a; d', 'error'], ['for k in a; do', 'incomplete'], ['case $x i', 'error'], ['case $x in a', 'error'], ['case $x in a)', 'incomplete'],
    ['[[ -f', 'error'], ['[[ $x', 'error'], ['[[ $x ==', 'error'], ['[[ -f a &&', 'incomplete'], ['[[ ( a -gt 1', 'incomplete'], ['rm `do', 'incomplete'], ['echo ${\n', 'incomplete'],
  ])('%j is %s', (text, kind) => expect(parseShell(text).kind).toBe(kind));

  it.each([
    ['echo )', ')'], ['done', 'done'], ['ls >', 'newline'], ['a;;b', ';;'], ['a | | b', '|'], ['if ; then', ';'], ['if true; then fi', 'fi'], ['echo foo (bar)', '('],
    ['docker run <image>', 'newline'],
  ])('names the token in %j', (text, token) => expect(parseShell(text)).toMatchObject({ kind: 'error', token }));

  it('knows what an unfinished text wants', () => {
    expect(parseShell('echo "a')).toMatchObject({ wants: '"' });
    expect(parseShell('echo $(ls')).toMatchObject({ wants: ')' });
    expect(parseShell('cat <<E\n')).toMatchObject({ hereDocument: true });
  });

  it('takes one word only', () => {
    expect(parseWord('a"b c"')?.text).toBe('a"b c"');
    expect(parseWord('a b')).toBeUndefined();
  });
});

describe.skipIf(corpus('shell-syntax') === undefined)('corpus shell-syntax', () => {
  it('agrees with bash on what is complete in at least 98 of 100 prefixes', () => {
    const cases = Object.entries(JSON.parse(corpusFile('shell-syntax', 'dev/prefixes.json') ?? '{}') as Record<string, string>);
    const right = cases.filter(([prefix, kind]) => parseShell(prefix).kind === kind).length;
    console.info(`shell-syntax: ${right} of ${cases.length}`);
    expect(right / cases.length).toBeGreaterThan(0.98);
  });
});
