// Renders a lesson to HTML at build time: marked as Astro's `markdown.processor`, with runnable blocks and task cards.
import { Marked } from 'marked';
import { safeMarkdown } from '../course/safe-markdown.ts';
import type { Token } from 'marked';
import type { MarkdownProcessor } from 'astro/markdown';
import type { Block } from '../course/lesson.ts';
import { parseBody } from '../course/parse.ts';
import { consoleBlock } from './console-block.ts';
import { escapeHtml } from './html.ts';
import { quizCard } from './quiz-card.ts';
import { strings } from './strings.ts';
import { proseAround, taskCard } from './task-card.ts';
import type { Locale } from './locale.ts';

/** Part of Astro's cache key for rendered lessons: raise it when what is written below changes. */
const version = 9;

/** An identifier for a heading that keeps letters and digits of any script. */
export function slug(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}

/** The processor for `markdown.processor` in the Astro configuration. */
export function lessonMarkdown(): MarkdownProcessor<{ version: number }> {
  return {
    name: 'drydock-lessons',
    options: { version },
    createRenderer: async () => ({
      render: async (content, options) => {
        const locale: Locale = options?.fileURL?.pathname.includes('/zh-CN/') ? 'zh-CN' : 'en';
        const { html, headings } = renderLesson(content, locale);
        return { code: html, metadata: { headings, localImagePaths: [], remoteImagePaths: [], frontmatter: options?.frontmatter ?? {} } };
      },
    }),
  };
}

/** A lesson as HTML, and its headings. */
export function renderLesson(markdown: string, locale: Locale) {
  const headings: { depth: number; slug: string; text: string }[] = [];
  const words = strings[locale];
  const marked = new Marked(safeMarkdown, {
    gfm: true,
    renderer: {
      heading({ tokens, depth, text }) {
        const id = slug(text);
        headings.push({ depth, slug: id, text });
        return `<h${depth} id="${escapeHtml(id)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      code({ text, lang }) {
        return (lang ?? '').split(/\s/)[0] === 'console' ? consoleBlock(text, words) : `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`;
      },
      codespan({ text: code }) {
        // What fits on a line is not broken: `-it` would be at its hyphen.
        return `<code${code.length <= 24 ? ' class="short"' : ''}>${escapeHtml(code)}</code>`;
      },
      table({ header, rows }) {
        const row = (cells: typeof header, tag: string) =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
        return `<div class="table" tabindex="0"><table><thead>${row(header, 'th')}</thead><tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table></div>\n`;
      },
    },
  });
  const text = { inline: (line: string) => marked.parseInline(line) as string, block: (lines: string) => marked.parse(lines) as string };
  const tokens = (list: readonly Token[]) => marked.parser([...list]);
  let number = 0;
  const html = parseBody(markdown).blocks
    .map((part: Block) => {
      if (part.kind === 'prose') return tokens(part.tokens);
      if (part.kind === 'quiz') return quizCard(part.quiz, words, text);
      number += 1;
      const { before, after } = proseAround(part.task, markdown);
      return taskCard(part.task, number, tokens(before), words, text) + tokens(after);
    })
    .join('');
  return { html, headings };
}
