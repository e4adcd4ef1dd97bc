import { describe, expect, it } from 'vitest';
import { hasGlob, patternRegExp, quotePattern } from '../../src/shell/pattern.ts';
import { braceExpand } from '../../src/shell/expand/brace.ts';
import fc from 'fast-check';

describe('patterns', () => {
  it.each([
    ['*.txt', 'a.txt', true], ['a[!b-d]c', 'aec', true], ['a[!b-d]c', 'abc', false], ['[[:upper:]]x', 'Ax', true], ['[]a]', ']', true], ['[a', '[a', true],
    ['\\*', '*', true], ['\\*', 'a', false], ['@(a|b)*', 'bzz', true], ['!(a*)', 'ab', false], ['+([0-9])', '123', true], ['?', '日', true], ['a-{x}/$', 'a-{x}/$', true],
  ])('%s against %s: %s', (pattern, text, matches) => expect(patternRegExp(pattern).test(text)).toBe(matches));

  it('matches any quoted text with itself and nothing else', () => {
    fc.assert(fc.property(fc.string(), (text) => patternRegExp(quotePattern(text)).test(text) && !patternRegExp(quotePattern(text)).test(`${text}x`)));
  });

  it('sees which words are patterns', () => {
    expect(['a', 'a*', '\\*', 'a[b]', 'a[b', '?'].map(hasGlob)).toEqual([false, true, false, true, false, true]);
  });
});

describe('braceExpand', () => {
  it.each([
    ['a{b,c}d', ['abd', 'acd']], ['{1..3}', ['1', '2', '3']], ['{01..03}', ['01', '02', '03']], ['{a..e..2}', ['a', 'c', 'e']], ['{3..1}', ['3', '2', '1']],
    ['{a}', ['{a}']], ['"{a,b}"', ['"{a,b}"']], ['${a,b}', ['${a,b}']], ['\\{a,b}', ['\\{a,b}']], ['{a,{b,c}}', ['a', 'b', 'c']], ['x{,y}', ['x', 'xy']],
  ])('%s', (text, expected) => expect(braceExpand(text)).toEqual(expected));
});
