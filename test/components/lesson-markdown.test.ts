import { describe, expect, it } from 'vitest';
import { commandsOf, lessonBlocks } from '../../src/components/lesson-blocks.ts';
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
\`\`\`
\`\`\`mistake
$ docker run nginx
# It stays in front.
\`\`\`

## After it

\`\`\`quiz
Which?
- [ ] a
- [x] b
Because.
\`\`\`
`;

describe('a lesson', () => {
  it('is prose, tasks and questions in order', () => {
    expect(lessonBlocks(lesson).map(({ kind }) => kind)).toEqual(['prose', 'task', 'prose', 'quiz']);
  });

  it('keeps what a task says about itself', () => {
    const task = lessonBlocks(lesson).flatMap((block) => (block.kind === 'task' ? [block.task] : []))[0];
    expect(task).toMatchObject({
      id: 'serve',
      title: 'serve `a` page',
      goals: ['The container `web` runs', 'It answers'],
      hints: ['The left side of `-p`.'],
      solutions: ['$ docker run -d --name web nginx'],
      mistakes: [{ commands: 'docker run nginx', why: 'It stays in front.' }],
    });
  });

  it('knows what a transcript types', () => {
    expect(commandsOf('$ docker run -d \\\n>   nginx\n[ID]\n> not typed\n$ docker ps')).toEqual(['docker run -d \\\n  nginx', 'docker ps']);
  });

  it('becomes cards and runnable blocks, without checks, mistakes or the explanation in sight', () => {
    const { html, headings } = renderLesson(lesson, 'en');
    expect(html).toContain('data-run="[&quot;docker run -d \\\\\\n  nginx&quot;,&quot;docker ps&quot;]"');
    expect(html).toContain('data-task="serve"');
    expect(html).toContain('<code>web</code> runs');
    expect(html).not.toContain('docker inspect web');
    expect(html).not.toContain('It stays in front');
    expect(html).toMatch(/class="why" hidden/);
    expect(headings.map(({ text }) => text)).toEqual(['After it']);
  });

  it('has no inline style or script, which the policy of the page forbids', () => {
    const { html } = renderLesson(lesson, 'zh-CN');
    expect(html).not.toMatch(/ style=| on\w+=|<script/);
  });

  it('names headings in any script', () => {
    expect(slug('发布 端口!')).toBe('发布-端口');
  });
});
