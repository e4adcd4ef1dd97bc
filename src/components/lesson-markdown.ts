// Renders a lesson to HTML at build time: marked as Astro's `markdown.processor`, with runnable blocks and task cards.
import { Marked } from 'marked';
import type { Token } from 'marked';
import type { MarkdownProcessor } from 'astro/markdown';
import { explain } from './flags.ts';
import { commandsOf, lessonBlocks } from './lesson-blocks.ts';
import type { Block, Task } from './lesson-blocks.ts';
import { quizOf } from './lesson-quiz.ts';
import { strings } from './strings.ts';
import type { Locale } from './locale.ts';

/** Part of Astro's cache key for rendered lessons: raise it when what is written below changes. */
const version = 4;

/** An identifier for a heading that keeps letters and digits of any script. */
export function slug(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
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
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth, text }) {
        const id = slug(text);
        headings.push({ depth, slug: id, text });
        return `<h${depth} id="${escapeHtml(id)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      code({ text, lang }) {
        return (lang ?? '').split(/\s/)[0] === 'console' ? consoleBlock(text, words.run) : `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`;
      },
      table({ header, rows }) {
        const row = (cells: typeof header, tag: string) =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
        return `<div class="table" tabindex="0"><table><thead>${row(header, 'th')}</thead><tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table></div>\n`;
      },
    },
  });
  const inline = (text: string) => marked.parseInline(text) as string;
  const block = (text: string) => marked.parse(text) as string;
  const tokens = (list: Token[]) => marked.parser(list);
  let number = 0;
  const html = lessonBlocks(markdown)
    .map((part: Block) => {
      if (part.kind === 'prose') return tokens(part.tokens);
      if (part.kind === 'quiz') return quizCard(part.quiz.id, part.quiz.source);
      number += 1;
      return taskCard(part.task, number);
    })
    .join('');
  return { html, headings };

  function taskCard(task: Task, at: number): string {
    const goals = task.goals
      .map((goal, index) => `<li class="goal" data-goal="${index}"><span class="mark" aria-hidden="true"></span><span class="words">${inline(goal)}</span><span class="sr state"></span></li>`)
      .join('');
    const hints = task.hints.map((hint) => `<div class="hint" hidden>${block(hint)}</div>`).join('');
    const solution = task.solutions.length
      ? `<div class="solution" hidden><p class="label">${words.solution}</p>${task.solutions.map((text) => consoleBlock(text, words.run)).join(`<p class="label">${words.orElse}</p>`)}</div>`
      : '';
    const answer = task.asksAnswer
      ? `<form class="answer"><label>${words.answer} <input name="answer" autocomplete="off" spellcheck="false"></label><button type="submit">${words.check}</button></form>`
      : '';
    const buttons = [
      task.hints.length ? `<button type="button" class="quiet" data-act="hint">${words.hint(1, task.hints.length)}</button>` : '',
      solution ? `<button type="button" class="quiet" data-act="solution">${words.showSolution}</button>` : '',
    ].join('');
    return (
      `<section class="task" data-task="${escapeHtml(task.id)}" id="${escapeHtml(task.id)}" aria-labelledby="${escapeHtml(task.id)}-title">` +
      `<h2 class="task-title" id="${escapeHtml(task.id)}-title"><span class="task-number">${words.task(at)}</span> ${inline(task.title)}</h2>` +
      tokens(task.prose) +
      `<ul class="goals">${goals}</ul>${answer}<p class="miss" role="status" hidden></p>${hints}${solution}` +
      (buttons ? `<p class="task-buttons">${buttons}</p>` : '') +
      '</section>\n'
    );
  }

  function quizCard(id: string, source: string): string {
    const quiz = quizOf(source);
    const name = escapeHtml(id);
    const choices = quiz.choices
      .map(({ text, right }, index) => `<li><label><input type="${quiz.many ? 'checkbox' : 'radio'}" name="${name}" value="${index}"${right ? ' data-right' : ''}> <span>${inline(text)}</span></label></li>`)
      .join('');
    const why = quiz.why ? `<div class="why" hidden>${block(quiz.why)}</div>` : '';
    if (!choices) return '';
    return (
      `<form class="quiz" data-quiz="${name}"><fieldset><legend><span class="task-number">${words.question}</span> ${inline(quiz.question)}</legend>` +
      `<ul class="choices">${choices}</ul></fieldset><p class="task-buttons"><button type="submit">${words.check}</button></p><p class="verdict" role="status" hidden></p>${why}</form>\n`
    );
  }
}

/** A transcript: prompts stand out, output is softer, and a button types the commands into the terminal. */
function consoleBlock(text: string, run: string): string {
  const commands = commandsOf(text);
  const lines = transcriptLines(text);
  const button = commands.length
    ? `<button type="button" class="run" data-run="${escapeHtml(JSON.stringify(commands))}"><span aria-hidden="true">▶</span> ${run}</button>`
    : '';
  return `<div class="console">${button}<pre tabindex="0"><code>${lines.join('\n')}</code></pre></div>\n`;
}

/** The lines as HTML. A command that is continued is explained as a whole, then cut at its line ends again. */
function transcriptLines(text: string): string[] {
  const html: string[] = [];
  let command: string[] = [];
  const flush = () => {
    if (command.length > 0) html.push(...typedLines(command));
    command = [];
  };
  for (const line of text.split('\n')) {
    if (line.startsWith('> ') && command.length > 0) command.push(line.slice(2));
    else {
      flush();
      if (line.startsWith('$ ')) command.push(line.slice(2));
      else html.push(`<span class="out">${escapeHtml(line)}</span>`);
    }
  }
  flush();
  return html;
}

function typedLines(command: string[]): string[] {
  const pieces = explain(command.join('\n')).map(({ text, meaning }) =>
    meaning ? `<span class="flag" tabindex="0" role="note" aria-label="${escapeHtml(`${text}: ${meaning}`)}" data-means="${escapeHtml(meaning)}">${escapeHtml(text)}</span>` : escapeHtml(text),
  );
  return pieces.join('').split('\n').map((line, at) => `<b>${at === 0 ? '$' : '&gt;'}</b> ${line}`);
}
