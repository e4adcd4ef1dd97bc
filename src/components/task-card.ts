// A task of a lesson as a card: goals that tick, an answer to type, hints in steps, the solution.
import type { Token } from 'marked';
import type { Task } from '../course/lesson.ts';
import { consoleBlock } from './console-block.ts';
import { escapeHtml } from './html.ts';
import type { MarkdownText } from './quiz-card.ts';
import type { SiteStrings } from './strings.ts';

/** The card of the lesson's task number `at`; `prose` is what it says before its goals, as HTML. */
export function taskCard(task: Task, at: number, prose: string, words: SiteStrings, { inline, block }: MarkdownText): string {
  const id = escapeHtml(task.id);
  const goals = task.goals.map((goal, index) => `<li class="goal" data-goal="${index}"><span class="mark" aria-hidden="true"></span><span class="words">${inline(goal.text)}</span><span class="sr state"></span></li>`).join('');
  const hints = task.hints.map((hint) => `<div class="hint" hidden>${block(hint)}</div>`).join('');
  const solutions = task.solutionTexts.map((text) => consoleBlock(text, words)).join(`<p class="label">${words.orElse}</p>`);
  const answer = task.goals.some(({ kind }) => kind === 'answer')
    ? `<form class="answer"><label>${words.answer} <input name="answer" autocomplete="off" autocapitalize="off" spellcheck="false"></label><button type="submit">${words.check}</button></form>`
    : '';
  const hint = task.hints.length > 0 ? `<button type="button" class="quiet" data-act="hint">${words.hint(1, task.hints.length)}</button>` : '';
  // The solution comes after the last hint.
  const solve = `<button type="button" class="quiet" data-act="solution"${hint ? ' hidden' : ''}>${words.showSolution}</button>`;
  return (
    `<section class="task" data-task="${id}" id="${id}" aria-labelledby="${id}-title">` +
    `<h2 class="task-title" id="${id}-title"><span class="task-number">${words.task(at)}</span> ${inline(task.title)}</h2>${prose}` +
    `<ul class="goals">${goals}</ul>${answer}<p class="miss" role="status" hidden></p>${hints}` +
    `<div class="solution" hidden><p class="label">${words.solution}</p>${solutions}</div><p class="task-buttons">${hint}${solve}</p></section>\n`
  );
}

/** What a task says before its first check, and what after it. `markdown` is the lesson. */
export function proseAround(task: Task, markdown: string): { before: Token[]; after: Token[] } {
  let at = markdown.indexOf(`{#${task.id}}`);
  const check = at + markdown.slice(at).search(/^ {0,3}(?:`{3,}|~{3,})(?:check|answer)\b/m);
  const before: Token[] = [];
  const after: Token[] = [];
  for (const token of task.prose) {
    if (token.type !== 'space') at = Math.max(at, markdown.indexOf(token.raw.trimEnd(), at));
    (at < check ? before : after).push(token);
  }
  return { before, after };
}
