// Splits the Markdown of a lesson into prose, console blocks and tasks; the format is described in CONTRIBUTING.md.
import { Lexer } from 'marked';
import type { Token, Tokens } from 'marked';

export interface Mistake {
  commands: string;
  why: string;
}

export interface Task {
  id: string;
  title: string;
  /** What the learner has to reach: the comment lines of the check blocks, as Markdown. */
  goals: string[];
  /** What is said between the heading and the next one. */
  prose: Token[];
  hints: string[];
  solutions: string[];
  mistakes: Mistake[];
  /** The question of a typed answer, when the task asks for one. */
  asksAnswer: boolean;
}

export interface Quiz {
  id: string;
  source: string;
}

export type Block =
  | { kind: 'prose'; tokens: Token[] }
  | { kind: 'task'; task: Task }
  | { kind: 'quiz'; quiz: Quiz };

const taskHeading = /^(?:Task|任务)\s*[:：]\s*(.+?)\s*\{#([\w-]+)\}\s*$/;

/** The lesson in order; a task reaches from its heading to the next heading of the same or a higher level. */
export function lessonBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let prose: Token[] = [];
  let task: Task | undefined;
  let depth = 0;
  const flush = () => {
    if (prose.length) blocks.push({ kind: 'prose', tokens: prose });
    prose = [];
  };
  for (const token of new Lexer({ gfm: true }).lex(markdown)) {
    if (token.type === 'heading') {
      const heading = token as Tokens.Heading;
      if (task && heading.depth <= depth) task = undefined;
      const found = taskHeading.exec(heading.text);
      if (found) {
        flush();
        depth = heading.depth;
        task = { id: found[2] ?? '', title: found[1] ?? '', goals: [], prose: [], hints: [], solutions: [], mistakes: [], asksAnswer: false };
        blocks.push({ kind: 'task', task });
        continue;
      }
    }
    if (token.type === 'code') {
      const { lang = '', text } = token as Tokens.Code;
      const kind = lang.split(/\s/)[0];
      if (kind === 'quiz') {
        flush();
        blocks.push({ kind: 'quiz', quiz: { id: `quiz-${blocks.length}`, source: text } });
        continue;
      }
      if (task && fillTask(task, kind ?? '', text)) continue;
    }
    (task ? task.prose : prose).push(token);
  }
  flush();
  return blocks;
}

function fillTask(task: Task, kind: string, text: string): boolean {
  switch (kind) {
    case 'check':
      task.goals.push(...comments(text));
      return true;
    case 'hint':
      task.hints.push(text);
      return true;
    case 'solution':
      task.solutions.push(text);
      return true;
    case 'mistake':
      task.mistakes.push({ commands: commandsOf(text).join('\n'), why: comments(text).join(' ') });
      return true;
    case 'answer':
      task.asksAnswer = true;
      task.goals.push(...comments(text));
      return true;
    default:
      return false;
  }
}

function comments(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('# ')).map((line) => line.slice(2).trim());
}

/** What a transcript types: the `$ ` lines, each with its `> ` continuations. */
export function commandsOf(transcript: string): string[] {
  const commands: string[] = [];
  let open = false;
  for (const line of transcript.split('\n')) {
    if (line.startsWith('$ ')) {
      commands.push(line.slice(2));
      open = true;
    } else if (open && line.startsWith('> ')) {
      commands[commands.length - 1] += `\n${line.slice(2)}`;
    } else {
      open = false;
    }
  }
  return commands;
}
