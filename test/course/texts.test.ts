import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { smallEdits } from '../../src/course/edits.ts';
import { isSafeLink, safeMarkdown } from '../../src/course/safe-markdown.ts';
import { screenText } from '../../src/course/screen.ts';
import { keyBytes } from '../../src/course/typist.ts';

describe('a screen', () => {
  it('is what stands there in the end', () => {
    expect(screenText('a: Waiting\r\nb: Waiting\r\n\x1b[2A\x1b[2Ka: Done\r\x1b[1B\x1b[1B')).toEqual(['a: Done', 'b: Waiting']);
    expect(screenText('\x1b[32mgreen\x1b[0m\r\nabc\b\bX\r\n')).toEqual(['green', 'aXc']);
    expect(screenText('12345\r\x1b[Kab')).toEqual(['ab']);
    expect(screenText('old\r\n\x1b[H\x1b[2Jnew')).toEqual(['new']);
  });
});

describe('keys', () => {
  it('are control signs, names or text', () => {
    expect(keyBytes('^C')).toBe('\x03');
    expect(keyBytes('^P ^Q')).toBe('\x10\x11');
    expect(keyBytes('Up Enter')).toBe('\x1b[A\r');
    expect(keyBytes('exit now')).toBe('exit now');
  });
});

describe('small edits', () => {
  it('leave out, swap and change', () => {
    const texts = smallEdits(['docker run -dit --name web -p 8080:80 nginx']).map(({ lines }) => lines[0]?.text);
    expect(texts).toContain('docker run -it --name web -p 8080:80 nginx');
    expect(texts).toContain('docker run -dit web -p 8080:80 nginx');
    expect(texts).toContain('docker run -dit --name web -p 80:8080 nginx');
    expect(texts).toContain('docker run -dit --name web -p 8080:80 nginxx');
    expect(texts).toContain('docker run -dit --name web -p 8080:80');
  });

  it('turn the arrows round and leave out lines, and never give the solution itself', () => {
    const solution = ['echo a > f', 'echo b >> f'];
    const edits = smallEdits(solution).map(({ lines }) => lines.map(({ text }) => text).join('; '));
    expect(edits).toContain('echo a >> f; echo b >> f');
    expect(edits).toContain('echo a > f; echo b > f');
    expect(edits).toContain('echo b >> f');
    expect(edits).not.toContain(solution.join('; '));
    expect(new Set(edits).size).toBe(edits.length);
  });
});

describe('Markdown of a lesson', () => {
  const html = (text: string) => new Marked({ gfm: true }, safeMarkdown).parse(text) as string;

  it('has no markup of its own', () => {
    expect(html('<script>alert(1)</script>')).not.toContain('<script');
    expect(html('a <img src=x onerror=alert(1)> b')).not.toContain('<img');
    expect(html('<div onclick="x">\n\ntext')).not.toContain('<div');
  });

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', '//evil.example/x', 'java\tscript:x', 'vbscript:x', '\\\\evil.example'])('does not link to %j', (href) => {
    expect(isSafeLink(href)).toBe(false);
    expect(html(`[text](<${href}>)`)).not.toContain('<a');
  });

  it.each(['https://docs.docker.com/', 'http://localhost:8080', '/lessons/terminal/', '../x', '#top', 'a/b:c'])('links to %j', (href) => {
    expect(html(`[text](${href})`)).toContain('<a href=');
  });
});
