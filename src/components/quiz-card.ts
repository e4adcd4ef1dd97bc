// A question of a lesson as a form. What is known at build time is graded on the page by data attributes, the rest by running.
import type { Quiz } from '../course/quiz-block.ts';
import { consoleBlock } from './console-block.ts';
import { escapeHtml } from './html.ts';
import type { SiteStrings } from './strings.ts';

/** Renders Markdown of a line, and of paragraphs. */
export interface MarkdownText {
  inline(text: string): string;
  block(text: string): string;
}

/** A private sign that passes through Markdown where a gap is. */
const GAP = '\uE000';

export function quizCard(quiz: Quiz, words: SiteStrings, { inline, block }: MarkdownText): string {
  const why = quiz.why ? `<div class="why" hidden>${block(quiz.why)}</div>` : '';
  return (
    `<form class="quiz" data-quiz="${quiz.id}" data-kind="${quiz.kind}"><fieldset><legend><span class="task-number">${words.question}</span> ${inline(quiz.ask)}</legend>` +
    `${body()}</fieldset><p class="task-buttons"><button type="submit">${words.check}</button></p><p class="verdict" role="status" hidden></p>${why}</form>\n`
  );

  function body(): string {
    switch (quiz.kind) {
      case 'choice': {
        const choices = quiz.options.map(({ text, right }, at) => `<li><label><input type="${quiz.many ? 'checkbox' : 'radio'}" name="${quiz.id}" value="${at}"${right ? ' data-right' : ''}> <span>${inline(text)}</span></label></li>`);
        return `<ul class="choices">${choices.join('')}</ul>`;
      }
      case 'order': {
        // Equal texts may change places, so each is known by the first of them.
        const place = (text: string): number => quiz.items.indexOf(text);
        const items = quiz.shown.map((at) => quiz.items[at] ?? '').map((text) =>
          `<li data-place="${place(text)}"><span>${inline(text)}</span>` +
          [[-1, '↑', words.moveUp], [1, '↓', words.moveDown]].map(([by, sign, label]) => `<button type="button" class="move" data-move="${by}" aria-label="${escapeHtml(`${label}: ${text}`)}">${sign}</button>`).join('') + '</li>');
        return `<ol class="order" data-order="${quiz.items.map(place).join(' ')}">${items.join('')}</ol>`;
      }
      case 'fill': {
        let gap = -1;
        const text = quiz.parts.join(GAP);
        const html = text.includes('\n') ? block(text) : `<p>${inline(text)}</p>`;
        return `<div class="fill">${html.replaceAll(GAP, () => {
          gap += 1;
          return `<input ${FIELD} data-right="${escapeHtml(JSON.stringify(quiz.gaps[gap] ?? []))}" aria-label="${escapeHtml(words.gap(gap + 1, quiz.gaps.length))}">`;
        })}</div>`;
      }
      case 'predict':
        return `${given(quiz.setup)}${transcript(quiz.steps)}<label class="reply">${words.prints} <textarea rows="2" ${FIELD}></textarea></label>`;
      case 'command':
        return `${given(quiz.setup)}<label class="reply">${words.command} <input ${FIELD}></label>`;
    }
  }

  function given(steps: Parameters<typeof transcript>[0]): string {
    return steps.length > 0 ? `<p class="label">${words.before}</p>${transcript(steps)}` : '';
  }

  function transcript(steps: readonly { text: string; kind: string }[]): string {
    return consoleBlock(steps.map(({ kind, text }) => (kind === 'command' ? `$ ${text.replaceAll('\n', '\n> ')}` : `[${kind} ${text}]`)).join('\n'), words, false);
  }
}

const FIELD = 'name="reply" autocomplete="off" autocapitalize="off" spellcheck="false"';
