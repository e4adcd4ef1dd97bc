// A transcript as HTML: prompts stand out, output is softer, flags explain themselves, a button types the commands into the terminal.
import { parseTranscript } from '../formats/transcript/parse.ts';
import { explain } from './flags.ts';
import { escapeHtml } from './html.ts';
import { setColumns } from './table-columns.ts';
import type { SiteStrings } from './strings.ts';

/** A line typed at the prompt of a program that a command started: `/ # ls`. */
const INNER = /^([\w@:/~.-]+(?: [#$]|[#>$])) (.*)$/;
/** What stands for one field of the output. */
const FIELD = /\[(ID|TIME|AGO|NAME|SIZE)\]/g;
const ACT = /^\[(key|tab|wait) (.+)\]$/;

/** The block for the text of a transcript; `button` false: nothing to click. */
export function consoleBlock(text: string, words: SiteStrings, button = true): string {
  const commands = runnable(text);
  const run = button && commands.length > 0
    ? `<button type="button" class="run" data-run="${escapeHtml(JSON.stringify(commands))}"><span aria-hidden="true">▶</span> ${words.run}</button>`
    : '';
  // The button lies over the end of the first line: room for it beside what is typed there.
  const [first = '', ...rest] = transcriptLines(text, words);
  const lines = [run ? `${first}<span class="room"></span>` : first, ...rest];
  return `<div class="console">${run}<pre tabindex="0"><code>${lines.join('\n')}</code></pre></div>\n`;
}

/** What a click types: the commands up to one that the learner has to go on in by hand, with keys or at another prompt. */
export function runnable(text: string): string[] {
  const commands: string[] = [];
  for (const step of parseTranscript(text, { comments: true })) {
    if (step.kind !== 'command') break;
    commands.push(step.text);
    if (step.expected.some((line) => line.kind === 'text' && INNER.test(line.text))) break;
  }
  return commands;
}

/** The lines as HTML. A command that is continued is explained as a whole, then cut at its line ends again. */
function transcriptLines(text: string, words: SiteStrings): string[] {
  const html: string[] = [];
  let command: string[] = [];
  const flush = () => {
    if (command.length > 0) html.push(...typedLines(command));
    command = [];
  };
  for (const line of setColumns(text.replace(/\n$/, '').split('\n'), (cell) => cell.replace(FIELD, '$1').length)) {
    if (line.startsWith('> ') && command.length > 0) command.push(line.slice(2));
    else {
      flush();
      if (line.startsWith('$ ')) command.push(line.slice(2));
      else if (!/^\[(?:wait|exit) /.test(line)) html.push(outputLine(line, words));
    }
  }
  flush();
  return html;
}

function outputLine(line: string, words: SiteStrings): string {
  const act = ACT.exec(line);
  if (act?.[1] === 'tab') return `<span class="act">${words.terminal(Number(act[2]))}</span>`;
  if (act) return `<span class="act">${(act[2] ?? '').split(' ').map(keyName).map((key) => `<kbd>${escapeHtml(key)}</kbd>`).join(' ')}</span>`;
  const answer = /^\[answer (.+)\]$/.exec(line);
  if (answer) return `<span class="act">${escapeHtml(words.answered(answer[1] ?? ''))}</span>`;
  const inner = INNER.exec(line);
  if (inner) return `<b>${escapeHtml(inner[1] ?? '')}</b> ${escapeHtml(inner[2] ?? '')}`;
  const shown = escapeHtml(line.startsWith('\\') ? line.slice(1) : line).replace(FIELD, (_all, field: string) => `<i>${field.toLowerCase()}</i>`);
  return `<span class="out">${shown}</span>`;
}

function keyName(key: string): string {
  return /^\^.$/.test(key) ? `Ctrl+${key.slice(1)}` : key;
}

function typedLines(command: string[]): string[] {
  const pieces = explain(command.join('\n')).map(({ text, meaning }) =>
    meaning ? `<span class="flag" tabindex="0" role="note" aria-label="${escapeHtml(`${text}: ${meaning}`)}" data-means="${escapeHtml(meaning)}">${escapeHtml(text)}</span>` : escapeHtml(text),
  );
  return pieces.join('').split('\n').map((line, at) => `<b>${at === 0 ? '$' : '&gt;'}</b> ${line}`);
}
