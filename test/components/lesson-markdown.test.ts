import { describe, expect, it } from 'vitest';
import { runnable } from '../../src/components/console-block.ts';
import { renderLesson, slug } from '../../src/components/lesson-markdown.ts';

const lesson = `Some *prose*.

\`\`\`console
$ docker run -d \\
>   nginx
[ID]
$ docker ps
\`\`\`

## Task: serve \`a\` page {#serve}

Before the goals.

\`\`\`check
# The container \`web\` runs
$ docker inspect web
...
# It answers
$ curl localhost
...
\`\`\`
\`\`\`hint
The left side of \`-p\`.
\`\`\`
\`\`\`solution
$ docker run -d --name web nginx
[key ^P ^Q]
\`\`\`
\`\`\`mistake
$ docker run nginx
# It stays in front.
\`\`\`

After the card.

## After it

\`\`\`quiz {#which}
ask: Which?
right: b
wrong: [a, c]
why: Because.
\`\`\`

\`\`\`quiz {#order}
ask: In which order?
order: [pull, "\`a > b\`", start]
\`\`\`

\`\`\`quiz {#fill}
ask: Fill in.
fill: The command \`docker ___\` prints ___.
gaps: [ps, [1, one]]
\`\`\`

\`\`\`quiz {#prints}
ask: What does it print?
setup: |
  $ echo hello > a
predict: |
  $ cat a
\`\`\`

\`\`\`quiz {#type}
ask: Type it.
command: |
  $ docker run secret
\`\`\`
`;
const { html, headings } = renderLesson(lesson, 'en');
const forms = html.match(/<form class="quiz"[\s\S]*?<\/form>/g) ?? [];

describe('a lesson', () => {
  it('becomes cards and runnable blocks, without checks, mistakes or the explanation in sight', () => {
    expect(html).toContain('data-run="[&quot;docker run -d \\\\\\n  nginx&quot;,&quot;docker ps&quot;]"');
    expect(html).toContain('data-task="serve"');
    expect(html).toContain('<code class="short">web</code> runs');
    expect(html).not.toContain('docker inspect web');
    expect(html).not.toContain('It stays in front');
    expect(html).toMatch(/class="why" hidden/);
    expect(headings.map(({ text }) => text)).toEqual(['After it']);
  });

  it('keeps what stands before and after the checks of a task on its side of the goals', () => {
    const [before, goals, card, after] = ['Before the goals.', 'class="goals"', '</section>', 'After the card.'].map((text) => html.indexOf(text));
    expect(before).toBeGreaterThan(0);
    expect([before, goals, card, after]).toEqual([before, goals, card, after].toSorted((a = 0, b = 0) => a - b));
  });

  it('shows the solution after the hints, with its keys', () => {
    expect(html).toContain('<button type="button" class="quiet" data-act="solution" hidden>');
    expect(html).toContain('<kbd>Ctrl+P</kbd> <kbd>Ctrl+Q</kbd>');
  });

  it('types only what goes to the prompt of the shell', () => {
    expect(runnable('$ docker run -d \\\n>   nginx\n[ID]\n> not typed\n$ docker ps')).toEqual(['docker run -d \\\n  nginx', 'docker ps']);
    expect(runnable('$ docker run -it alpine\n/ # ls\n/ # exit\n$ docker ps')).toEqual(['docker run -it alpine']);
    expect(runnable('$ docker logs -f web\n[key ^C]\n$ docker ps')).toEqual(['docker logs -f web']);
  });

  it('draws every kind of question', () => {
    expect(forms).toHaveLength(5);
    expect(forms[0]?.match(/type="radio"/g)).toHaveLength(3);
    expect(forms[0]?.match(/data-right/g)).toHaveLength(1);
    expect(forms[1]).toContain('data-order="0 1 2"');
    expect(forms[1]).toContain('<li data-place="1"><span><code class="short">a &gt; b</code></span>');
    expect(forms[2]).toMatch(/<code class="short">docker <input [^>]*data-right="\[&quot;ps&quot;\]"/);
    expect(forms[2]).toContain('data-right="[&quot;1&quot;,&quot;one&quot;]"');
    expect(forms[3]).toContain('<b>$</b> cat a');
    expect(forms[3]).toContain('echo hello');
    expect(forms[3]).not.toContain('data-run');
    expect(forms[4]).not.toContain('secret');
  });

  it('has no inline style or script, which the policy of the page forbids', () => {
    expect(renderLesson(lesson, 'zh-CN').html).not.toMatch(/ style=| on\w+=|<script/);
  });

  it('names headings in any script', () => {
    expect(slug('发布 端口!')).toBe('发布-端口');
  });
});

it('shows raw HTML and script links of a lesson as text', () => {
  const { html } = renderLesson('Hello <script>alert(1)</script> and [a link](javascript:alert(2)) and <img src=x onerror=alert(3)>', 'en');
  expect(html).not.toContain('<script');
  expect(html).not.toContain('<img');
  expect(html).not.toContain('javascript:');
  expect(html).toContain('&lt;script&gt;');
});
